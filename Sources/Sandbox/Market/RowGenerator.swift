import Market

/// Makes the rows of one slot out of the seed; the same question always gets the same rows.
struct RowGenerator: Sendable {
    let seed: UInt64
    let path: PricePath
    private let root: StableHash

    init(seed: UInt64) {
        self.seed = seed
        path = PricePath(seed: seed)
        root = StableHash(seed).with("rows")
    }

    /// What a generated row needs to know of its slot.
    struct Slot: Sendable {
        let dataset: Dataset
        let market: MarketID
        let date: CivilDate
        let label: TimeOfDay
        let dateText: String
        let labelText: String
        let systimeText: String

        init(_ dataset: Dataset, _ market: MarketID, _ date: CivilDate, _ label: TimeOfDay, systime: Timestamp) {
            self.dataset = dataset
            self.market = market
            self.date = date
            self.label = label
            dateText = date.description
            labelText = label.description
            systimeText = MoscowTime.text(systime)
        }
    }

    /// The chance source of one row.
    func hash(_ instrument: Instrument, _ slot: Slot) -> StableHash {
        root.with(slot.dataset.rawValue).with(instrument.hash).with(slot.date.dayNumber).with(slot.label.secondOfDay)
    }

    /// True when the instrument has a row in the slot: quiet names skip slots in what trades make, never in the book.
    func hasRow(_ instrument: Instrument, _ slot: Slot) -> Bool {
        switch slot.dataset {
        case .tradestats: tradesIn(instrument, slot)
        case .orderstats: tradesIn(instrument, slot) || hash(instrument, slot).unit < 0.8
        case .obstats, .futoi: true
        case .hi2: instrument.activity > 0.4
        case .alerts: hash(instrument, slot).unit < 0.001
        }
    }

    /// Appends the cells of one row; hi2 appends one row for each metric.
    func append(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        switch slot.dataset {
        case .tradestats: appendTrades(instrument, slot, to: &cells)
        case .orderstats: appendOrders(instrument, slot, to: &cells)
        case .obstats: appendBook(instrument, slot, to: &cells)
        case .hi2: appendConcentration(instrument, slot, to: &cells)
        case .alerts: appendAlert(instrument, slot, to: &cells)
        case .futoi: appendOpenInterest(instrument, slot, to: &cells)
        }
    }

    func appendKey(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        cells.append(.text(slot.dateText))
        cells.append(.text(slot.labelText))
        cells.append(.text(instrument.secid))
        if slot.market == .futures { cells.append(.text(instrument.assetCode)) }
    }

    /// More is traded at the open and the close than at noon.
    func busyness(_ label: TimeOfDay) -> Double {
        let hour = Double(label.secondOfDay) / 3_600
        let fromNoon = (hour - 14) / 5
        return hour > 19 ? 0.35 : 0.6 + 0.5 * fromNoon * fromNoon
    }

    /// Whether there was a trade depends on instrument and slot only, so that tradestats and candles agree.
    func tradesIn(_ instrument: Instrument, _ slot: Slot) -> Bool {
        instrument.activity >= 1
            || root.with("trades").with(instrument.hash).with(slot.date.dayNumber).with(slot.label.secondOfDay).unit
                < instrument.activity
    }
}
