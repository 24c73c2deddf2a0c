import Market
import Platform

/// Sorts rows into slots.
struct SlotCollector {
    private struct Key: Hashable {
        let date: CivilDate
        let label: TimeOfDay
    }

    private struct Entry {
        var slot: FeedSlot
        var secids: Set<SecID> = []
    }

    private let names: (secid: String, systime: String, block: String)
    /// No slot is labelled and no row published after it; nil for any time.
    private let latest: Timestamp?
    private let isSlotted: Bool
    /// Cells of times that cannot be, by column: after the latest, or a label beside the grid.
    private(set) var odd: [SchemaDrift.Unreadable] = []
    private var entries: [Entry] = []
    private var places: [Key: Int] = [:]

    /// - Parameter isSlotted: false where times are no labels of slots.
    init(_ names: (secid: String, systime: String, block: String), latest: Timestamp? = nil, isSlotted: Bool = true) {
        self.names = names
        self.isSlotted = isSlotted
        self.latest = latest
    }

    mutating func add(_ block: ISSBlock) {
        guard let dates = block.column("tradedate"), let labels = block.column("tradetime") else { return }
        let secids = block.column(names.secid)
        let systimes = block.column(names.systime)
        var last: (key: Key, place: Int)?
        for row in 0..<block.rowCount {
            guard let date = dates.date(row), let label = labels.time(row) else { continue }
            let key = Key(date: date, label: label)
            // Rows of a slot are neighbours, so most rows need no look-up.
            if last?.key != key {
                if !isLabel(label) || isFuture(MoscowTime.instant(date, label)) {
                    note("tradetime", label.description)
                    continue
                }
                last = (key, place(of: key))
            }
            guard let place = last?.place else { continue }
            entries[place].slot.rowCount += 1
            if let secid = secids?.string(row) {
                // A row without a name is one of the slot's, and no new instrument.
                if secid.allSatisfy(\.isWhitespace) {
                    note(names.secid, secid.bounded(to: TextLimit.name))
                } else {
                    entries[place].secids.insert(SecID(secid.bounded(to: TextLimit.name)))
                }
            }
            if let systime = systimes?.instant(row) {
                guard !isFuture(systime) else {
                    note(names.systime, MoscowTime.text(systime))
                    continue
                }
                let slot = entries[place].slot
                entries[place].slot.firstSystime = slot.firstSystime.map { min($0, systime) } ?? systime
                entries[place].slot.lastSystime = slot.lastSystime.map { max($0, systime) } ?? systime
            }
        }
    }

    /// By date and label.
    func slots() -> [FeedSlot] {
        entries.map { entry in
            var slot = entry.slot
            slot.secids = entry.secids.sorted()
            return slot
        }
        .sorted { ($0.date, $0.label) < ($1.date, $1.label) }
    }

    /// Labels are whole multiples of a slot's length.
    private func isLabel(_ label: TimeOfDay) -> Bool {
        !isSlotted || label.secondOfDay.isMultiple(of: Int(Slot.length.wholeSeconds))
    }

    private func isFuture(_ time: Timestamp) -> Bool { latest.map { time > $0 } ?? false }

    private mutating func note(_ column: String, _ cell: String) {
        if let index = odd.firstIndex(where: { $0.name == column }) {
            odd[index].count += 1
        } else {
            odd.append(.init(name: column, count: 1, sample: cell))
        }
    }

    private mutating func place(of key: Key) -> Int {
        if let place = places[key] { return place }
        entries.append(Entry(slot: FeedSlot(date: key.date, label: key.label, rowCount: 0, secids: [])))
        places[key] = entries.count - 1
        return entries.count - 1
    }
}
