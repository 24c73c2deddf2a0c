package import Market

/// The rows of one feed, summed up by slot.
package struct FeedPage: Sendable {
    package let feed: Feed
    /// The instrument asked for; nil for the whole market.
    package let secid: SecID?
    package let rowCount: Int
    /// By date and label, ascending, whatever the order of the rows.
    package let slots: [FeedSlot]
    /// In the order of the answer.
    package let columns: [ColumnShape]
    package let drift: SchemaDrift
    /// The same request for a browser.
    package let link: String
    /// True when the exchange said that the login has no rights to this set, so rows may be late or fewer.
    package let isDegraded: Bool
    /// True when the page limit was reached and more rows may exist.
    package let isTruncated: Bool
    /// The rows themselves, a block for each page received.
    package let blocks: [ISSBlock]

    /// The newest slot's date; nil when the rows carry no date or label.
    package var date: CivilDate? { slots.last?.date }

    /// The newest slot's label.
    package var lastLabel: TimeOfDay? { slots.last?.label }

    /// The latest SYSTIME of the newest slot.
    ///
    /// Not of all rows: a recalculated old slot must not make the feed look fresh.
    package var lastSystime: Timestamp? { slots.last?.lastSystime }

    /// False where rows came and none of them can be told to belong to a slot.
    package var isReadable: Bool { rowCount == 0 || !slots.isEmpty }

    /// Labels of a date, ascending.
    package func labels(on date: CivilDate) -> [TimeOfDay] {
        slots.filter { $0.date == date }.map(\.label)
    }

    /// Instruments of all slots, sorted, each once.
    package var secids: [SecID] {
        guard slots.count != 1 else { return slots[0].secids }
        return Set(slots.flatMap(\.secids)).sorted()
    }

    /// - Parameters:
    ///   - blocks: The pages in the order received.
    ///   - latest: What lies after it can have neither come nor been published: such a cell is odd, and named in ``drift``, as is a label
    ///     beside the five minutes; nil where nobody knows the time.
    package init(
        feed: Feed,
        secid: SecID? = nil,
        blocks: [ISSBlock],
        link: String,
        isDegraded: Bool = false,
        isTruncated: Bool = false,
        latest: Timestamp? = nil
    ) {
        self.feed = feed
        self.secid = secid
        self.blocks = blocks
        self.link = link
        self.isDegraded = isDegraded
        self.isTruncated = isTruncated
        rowCount = blocks.reduce(0) { $0 + $1.rowCount }
        let first = blocks.first?.columns ?? []
        columns = first.map { ColumnShape($0.name, $0.type == .unknown ? $0.declaredType ?? .unknown : $0.type) }
        let schema = FeedSchema.expected(feed)
        var drift = SchemaDrift(first, from: schema)
        for block in blocks.dropFirst() { drift.note(block.columns, schema) }
        var collector = SlotCollector(
            FeedSchema.names(feed.endpoint),
            latest: latest,
            isSlotted: feed.endpoint.isSlotted
        )
        for block in blocks { collector.add(block) }
        for cells in collector.odd { drift.note(cells) }
        for odd in blocks.compactMap(\.oddRows) {
            drift.note(.init(name: "№\(odd.row)", count: odd.count, sample: "\(odd.width)≠\(odd.columns)"))
        }
        self.drift = drift
        slots = collector.slots()
    }

    /// The instrument with the largest sum of column `vol`, the first by name among equals; nil without that column.
    package func mostTraded() -> SecID? {
        var volumes: [String: Double] = [:]
        for block in blocks {
            guard let secid = block.column("secid"), let volume = block.column("vol") else { continue }
            for row in 0..<block.rowCount {
                guard let name = secid.string(row), let amount = volume.double(row) else { continue }
                volumes[name, default: 0] += amount
            }
        }
        return volumes.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { SecID($0.key) }
    }
}
