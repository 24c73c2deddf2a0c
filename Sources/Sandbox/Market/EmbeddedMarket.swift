package import Market
import Platform

/// The exchange's data as it stands at a moment: what is published, and its rows.
///
/// Everything is a function of seed, date, market, data set, label and secid (or of recorded rows); the locks only keep what
/// was already worked out.
package final class EmbeddedMarket: Sendable {
    /// A slot with the time of its publication.
    struct PublishedSlot: Hashable, Sendable {
        let label: TimeOfDay
        let systime: Timestamp
    }

    struct SlotKey: Hashable {
        let dataset: Dataset
        let market: AlgoPackSegment
        let date: CivilDate
        let slot: PublishedSlot
    }

    private struct DayKey: Hashable {
        let dataset: Dataset
        let market: AlgoPackSegment
        let date: CivilDate
    }

    /// Worked out before; emptied when it grows past its bound.
    private struct Memory {
        var tables: [SlotKey: Table] = [:]
        var days: [DayKey: [PublishedSlot]] = [:]
        var instruments: [CivilDate: [Instrument]] = [:]
        var recorded: [AlgoPackSegment: [CivilDate: [Instrument]]] = [:]
        var calendar: [AlgoPackSegment: [CivilDate: TradingDay]] = [:]
        var figures: [DayFigures.Key: DayFigures] = [:]
    }

    /// 200 tables of 250 rows are about 40 MB; what is asked again is the newest slot.
    private static let mostTables = 200
    /// Days of instruments, 200 bytes each.
    private static let mostFigures = 20_000

    let options: MarketOptions
    let universe: Universe
    let generator: RowGenerator
    /// Days and slots as the exchange itself plans them.
    package let calendar: TradingCalendar
    package let recording: Recording?
    /// Candles beside the recorded rows.
    let candles: CandleRecording?
    private let delay: PublicationDelay
    private let memory = Lock(Memory())

    /// - Throws: ``RecordingError`` when `options.dataDirectory` or `candleDirectory` cannot be read.
    package init(options: MarketOptions, calendar: TradingCalendar) throws(RecordingError) {
        self.options = options
        self.calendar = calendar
        universe = Universe(
            shareCount: options.shareCount,
            pairCount: options.pairCount,
            futuresCount: options.futuresCount
        )
        generator = RowGenerator(seed: options.seed)
        delay = PublicationDelay(seed: options.seed)
        if let directory = options.dataDirectory {
            recording = try Recording(directory: directory)
        } else {
            recording = nil
        }
        if let directory = options.candleDirectory {
            candles = try CandleRecording(directory: directory)
        } else {
            candles = nil
        }
    }

    /// The instruments that have rows, ascending by secid.
    func instruments(_ market: AlgoPackSegment, on date: CivilDate) -> [Instrument] {
        if let recorded = recordedInstruments(market, on: date) { return recorded }
        guard market == .futures else { return universe.instruments(market, on: date) }
        if let known = memory.withLock({ $0.instruments[date] }) { return known }
        let found = universe.instruments(market, on: date)
        memory.withLock { $0.instruments[date] = found }
        return found
    }

    /// Those of a recorded day: with their own figures where they are known here.
    private func recordedInstruments(_ market: AlgoPackSegment, on date: CivilDate) -> [Instrument]? {
        guard let recording else { return nil }
        if let known = memory.withLock({ $0.recorded[market]?[date] }) { return known.isEmpty ? nil : known }
        let secids = recording.secids(market, date)
        let listed = secids.isEmpty || market == .equities ? [] : universe.instruments(market, on: date)
        let found = secids.map { secid in
            market == .equities
                ? universe.share(secid) : listed.first { $0.secid == secid } ?? universe.unlisted(secid, market)
        }
        memory.withLock { $0.recorded[market, default: [:]][date] = found }
        return found.isEmpty ? nil : found
    }

    /// The instrument of this code, in whatever case it is written.
    func instrument(_ secid: String, _ market: AlgoPackSegment, on date: CivilDate) -> Instrument? {
        let all = instruments(market, on: date)
        // Nearly always it is written as the exchange does.
        if let found = all.first(where: { $0.secid == secid }) { return found }
        let wanted = secid.uppercased()
        return all.first { $0.secid.uppercased() == wanted }
    }

    /// The market's day as the exchange itself plans it.
    func day(_ market: AlgoPackSegment, _ date: CivilDate) -> TradingDay {
        if let known = memory.withLock({ $0.calendar[market]?[date] }) { return known }
        let day = calendar.day(date, market)
        memory.withLock { $0.calendar[market, default: [:]][date] = day }
        return day
    }

    /// The instruments behind a data set: futoi has one for each underlying.
    func instruments(_ dataset: Dataset, _ market: AlgoPackSegment, on date: CivilDate) -> [Instrument] {
        let all = instruments(market, on: date)
        guard dataset == .futoi else { return all }
        var nearest: [String: Instrument] = [:]
        for contract in all {
            let known = nearest[contract.shortCode]
            if known == nil || (contract.expiry ?? date) < (known?.expiry ?? date) {
                nearest[contract.shortCode] = contract
            }
        }
        return nearest.values.sorted { $0.shortCode < $1.shortCode }
    }

    /// What is published by now, ascending by label.
    func slots(
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        at now: Timestamp,
        faults: [ScheduledFault]
    ) -> [PublishedSlot] {
        let usual = usualSlots(dataset, market, date)
        guard !faults.isEmpty else { return usual.filter { $0.systime <= now } }
        return usual.compactMap { slot in
            publication(of: slot, dataset, date, faults: faults).flatMap {
                $0 <= now ? .init(label: slot.label, systime: $0) : nil
            }
        }
    }

    /// The slots of a day as they come when nothing is wrong, whatever the time is.
    func usualSlots(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate) -> [PublishedSlot] {
        let key = DayKey(dataset: dataset, market: market, date: date)
        if let known = memory.withLock({ $0.days[key] }) { return known }
        let slots = labels(dataset, market, date).map { label in
            let recorded = recording?.systime(dataset, market, date, label)
            return PublishedSlot(label: label, systime: recorded ?? delay.systime(dataset, market, date, label))
        }
        memory.withLock { $0.days[key] = slots }
        return slots
    }

    /// All rows of a slot, ascending by secid.
    func table(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate, _ slot: PublishedSlot) -> Table {
        let key = SlotKey(dataset: dataset, market: market, date: date, slot: slot)
        if let known = memory.withLock({ $0.tables[key] }) { return known }
        let table = makeTable(dataset, market, date, slot, of: instruments(dataset, market, on: date))
        memory.withLock { memory in
            if memory.tables.count >= Self.mostTables { memory.tables.removeAll(keepingCapacity: true) }
            memory.tables[key] = table
        }
        return table
    }

    /// The rows of a slot where they were made before.
    func knownTable(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate, _ slot: PublishedSlot) -> Table? {
        let key = SlotKey(dataset: dataset, market: market, date: date, slot: slot)
        return memory.withLock { $0.tables[key] }
    }

    /// The rows of some instruments in a slot.
    func makeTable(
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        _ slot: PublishedSlot,
        of instruments: [Instrument]
    ) -> Table {
        let columns = Column.columns(of: dataset, on: market, date: date)
        if let recorded = recording?.table(dataset, market, date, slot.label) {
            return Self.stamped(
                recorded,
                slot.systime,
                columns,
                wanted: Set(instruments.map { dataset == .futoi ? $0.shortCode : $0.secid })
            )
        }
        var table = Table(columns: columns)
        let context = context(dataset, market, date, slot)
        table.cells.reserveCapacity(instruments.count * columns.count)
        for instrument in instruments where generator.hasRow(instrument, context) {
            generator.append(instrument, context, to: &table.cells)
        }
        return table
    }

    func context(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate, _ slot: PublishedSlot)
        -> RowGenerator.Slot
    {
        let day = day(market, date)
        guard dataset == .futoi else { return RowGenerator.Slot(dataset, day, slot) }
        return RowGenerator.Slot(dataset, day, slot, sessionDate: sessionDate(of: slot.label, day))
    }

    /// The trading day that a moment on FO counts towards: the evening's was the next one before the single session of
    /// 2026-03-23 (docs/reference/algopack.md, FUTOI).
    private func sessionDate(of label: TimeOfDay, _ day: TradingDay) -> CivilDate {
        let usual = day.tradeDate ?? day.date
        guard label.secondOfDay > 68_400, day.kind != .weekendSession, day.date.dayNumber < Self.singleSession else {
            return usual
        }
        return calendar.nextTradingDay(after: day.date, .futures) ?? usual
    }

    /// 2026-03-23.
    private static let singleSession = 20_535

    /// The figures of an instrument's day so far, worked out from where they were left.
    func figures(_ instrument: Instrument, _ date: CivilDate, at now: Timestamp) -> DayFigures {
        let key = DayFigures.Key(secid: instrument.secid, market: instrument.market, date: date)
        var figures = memory.withLock { $0.figures[key] } ?? DayFigures()
        guard figures.until < now else { return figures.until == now ? figures : rewound(instrument, date, at: now) }
        figures.advance(to: now, instrument, date, in: self)
        memory.withLock { memory in
            if memory.figures.count >= Self.mostFigures { memory.figures.removeAll(keepingCapacity: true) }
            memory.figures[key] = figures
        }
        return figures
    }

    /// For a question about the past: a delayed page, or a clock that was set back.
    private func rewound(_ instrument: Instrument, _ date: CivilDate, at now: Timestamp) -> DayFigures {
        var figures = DayFigures()
        figures.advance(to: now, instrument, date, in: self)
        return figures
    }

    /// Recorded rows in the exchange's columns, with the SYSTIME the recording lacks.
    private static func stamped(_ table: Table, _ systime: Timestamp, _ columns: [Column], wanted: Set<String>) -> Table
    {
        var result = Table(columns: columns)
        let positions = columns.map { table.columnIndex($0.name) }
        let stamp = Cell.text(MoscowTime.text(systime))
        let code = table.columnIndex("secid") == nil ? "ticker" : "secid"
        for index in 0..<table.rowCount where table.text(code, row: index).map(wanted.contains) ?? false {
            let row = table.row(index)
            for (column, position) in zip(columns, positions) {
                let cell = position.map { row[row.startIndex + $0] }
                result.cells.append(cell ?? (column.name.uppercased() == "SYSTIME" ? stamp : .null))
            }
        }
        return result
    }
}
