import Market

/// Makes the rows of one slot out of the seed; the same question always gets the same rows.
struct RowGenerator: Sendable {
    let seed: UInt64
    let path: PriceNoise
    private let root: StableHash

    init(seed: UInt64) {
        self.seed = seed
        path = PriceNoise(seed: seed)
        root = StableHash(seed).with("rows")
    }

    /// What a generated row needs to know of its slot.
    struct Slot: Sendable {
        let dataset: Dataset
        let market: AlgoPackSegment
        let date: CivilDate
        let label: TimeOfDay
        /// FUTOI: the trading day that the slot belongs to.
        let sessionDate: CivilDate
        /// Tradestats: the slot that ends the opening auction.
        let isAuction: Bool
        let dateText: String
        let labelText: String
        let systimeText: String

        init(_ dataset: Dataset, _ day: TradingDay, _ slot: EmbeddedMarket.PublishedSlot, sessionDate: CivilDate? = nil)
        {
            self.dataset = dataset
            market = day.market
            date = day.date
            label = slot.label
            self.sessionDate = sessionDate ?? day.date
            isAuction = Auction.isSlot(slot.label, of: day)
            dateText = day.date.description
            labelText = slot.label.description
            systimeText = MoscowTime.text(slot.systime + (Self.isRecalculated(day.date) ? .hours(24 * 366) : .zero))
        }

        /// Old history was worked out anew, its SYSTIME is a year later (docs/reference/algopack.md, Time of a slot).
        private static func isRecalculated(_ date: CivilDate) -> Bool { date.year < 2023 }
    }

    /// The chance source of one row.
    func hash(_ instrument: Instrument, _ slot: Slot) -> StableHash {
        root.with(slot.dataset.rawValue).with(instrument.hash).with(slot.date.dayNumber).with(slot.label.secondOfDay)
    }

    /// The chance source of a slot's trades: tradestats, candles and all else made of bars agree because they share it.
    func barHash(_ instrument: Instrument, _ date: CivilDate, _ label: TimeOfDay) -> StableHash {
        root.with("bars").with(instrument.hash).with(date.dayNumber).with(label.secondOfDay)
    }

    /// True when the instrument trades in the slot; quiet names skip slots.
    func tradesIn(_ instrument: Instrument, _ date: CivilDate, _ label: TimeOfDay) -> Bool {
        let busyness = DayShape.busyness(instrument.market, label)
        return barHash(instrument, date, label).unit < instrument.liquidity.tradeChance(busyness: busyness)
    }

    /// True when the instrument has a row in the slot, as far as generated rows go; Mega Alerts need the bars as well.
    func hasRow(_ instrument: Instrument, _ slot: Slot) -> Bool {
        switch slot.dataset {
        case .tradestats: tradesIn(instrument, slot.date, slot.label)
        // Seen on 2026-01-09: 236 of 252 shares a slot.
        case .orderstats: tradesIn(instrument, slot.date, slot.label) || hash(instrument, slot).unit < 0.85
        case .obstats, .futoi: true
        case .hi2: Self.hasConcentration(instrument)
        case .alerts: alert(instrument, slot) != nil
        }
    }

    /// Appends the cells of one row; hi2 appends one row for each metric.
    func append(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        switch slot.dataset {
        case .tradestats:
            let bars = bars(instrument, slot.date, slot.label, isAuction: slot.isAuction)
            guard let figures = MinuteBar.joined(bars) else { return }
            appendTrades(instrument, slot, figures, to: &cells)
        case .orderstats: appendOrders(instrument, slot, to: &cells)
        case .obstats: appendBook(instrument, slot, to: &cells)
        case .hi2: appendConcentration(instrument, slot, to: &cells)
        case .alerts:
            guard let alert = alert(instrument, slot) else { return }
            appendAlert(instrument, slot, alert, to: &cells)
        case .futoi: appendOpenInterest(instrument, slot, to: &cells)
        }
    }

    func appendKey(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        cells.append(.text(slot.dateText))
        cells.append(.text(slot.labelText))
        cells.append(.text(instrument.secid))
        if slot.market == .futures { cells.append(.text(instrument.assetCode)) }
    }
}
