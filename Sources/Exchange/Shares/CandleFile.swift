import Market
import Platform

/// A file of recorded candles, named `<market>_<interval>_<from>_<to>.csv` such as `eq_10min_2023-10-30_2023-11-10.csv`.
struct CandleFile: Hashable, Sendable {
    enum Interval: String, CaseIterable, Sendable {
        case minute = "1min"
        case tenMinutes = "10min"
        case hour = "60min"
        case day = "daily"

        var length: Duration {
            switch self {
            case .minute: .minutes(1)
            case .tenMinutes: .minutes(10)
            case .hour: .minutes(60)
            case .day: .hours(24)
            }
        }
    }

    static let allowedNames =
        "<market>_<interval>_<from>_<to>.csv with market eq, fx or fo, interval 1min, 10min, 60min or daily, such as "
        + "eq_10min_2023-10-30_2023-11-10.csv"

    let path: String
    let market: AlgoPackSegment
    let interval: Interval
    let first, last: CivilDate

    /// Returns nil for another name.
    init?(directory: String, name: String) {
        let parts = name.hasSuffix(".csv") ? name.dropLast(4).split(separator: "_").map(String.init) : []
        guard parts.count == 4, let market = AlgoPackSegment(parts[0]), let interval = Interval(rawValue: parts[1]),
            let dates = RecordedDates.span(parts[2], parts[3])
        else { return nil }
        path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
        self.market = market
        self.interval = interval
        first = dates.lowerBound
        last = dates.upperBound
    }

    func covers(_ date: CivilDate) -> Bool {
        first <= date && date <= last
    }

    /// The candles of one day by share, ascending.
    ///
    /// The columns are secid, begin, open, high, low, close, volume and value in any order. Rows of other days are read no further
    /// than their `begin`.
    ///
    /// - Throws: ``ShareHistoryError`` of kind `unreadable`; `CSVError` that names file, line and column.
    func candles(on date: CivilDate) throws -> [SecID: [PriceCandle]] {
        try candles { MoscowTime.date(of: $0) == date }
    }

    /// The candles of all days by share, ascending.
    ///
    /// - Throws: as ``candles(on:)``.
    func candles() throws -> [SecID: [PriceCandle]] {
        try candles { _ in true }
    }

    private func candles(that isWanted: (Timestamp) -> Bool) throws -> [SecID: [PriceCandle]] {
        var found: [SecID: [PriceCandle]] = [:]
        try readRows { table, places throws(CSVError) in
            let begin = try begin(of: table, places.begin)
            guard isWanted(begin) else { return }
            let secid = SecID(table.text(places.secid))
            if let last = found[secid]?.last, last.begin >= begin {
                let given = table.text(places.begin)
                throw table.error(.value, "begin: '\(given)' of \(secid) does not come after the candle before it")
            }
            found[secid, default: []].append(try candle(of: table, places, begin: begin))
        }
        return found.mapValues(Self.inPieces)
    }

    /// Every code in it.
    ///
    /// - Throws: as ``candles(on:)``.
    func codes() throws -> Set<String> {
        var codes: Set<String> = []
        try readRows { table, places in codes.insert(table.text(places.secid)) }
        return codes
    }

    private struct Places {
        let secid, begin, open, high, low, close, volume, value: Int
    }

    private func readRows(_ row: (CSVTable, Places) throws(CSVError) -> Void) throws {
        let bytes: [UInt8]
        do {
            bytes = try FileBytes.read(path, limit: Self.largest)
        } catch {
            throw ShareHistoryError(.unreadable, error.detail)
        }
        var table = try CSVTable(bytes, named: path)
        let places = Places(
            secid: try table.requiredColumn("secid"),
            begin: try table.requiredColumn("begin"),
            open: try table.requiredColumn("open"),
            high: try table.requiredColumn("high"),
            low: try table.requiredColumn("low"),
            close: try table.requiredColumn("close"),
            volume: try table.requiredColumn("volume"),
            value: try table.requiredColumn("value")
        )
        while try table.next() { try row(table, places) }
    }

    /// A year of one-minute candles of a board has some 2 GB; unit: bytes.
    private static let largest = 4_000_000_000

    private func begin(of table: CSVTable, _ column: Int) throws(CSVError) -> Timestamp {
        let text = table.text(column)
        if let begin = MoscowTime.instant(text) ?? CivilDate(text).map({ MoscowTime.instant($0, .midnight) }) {
            let date = MoscowTime.date(of: begin)
            guard covers(date) else {
                throw table.error(.value, "begin: '\(text)' is not of the file's dates, \(first) to \(last)")
            }
            return begin
        }
        throw table.invalid(column, expecting: "a Moscow time such as 2023-11-01 10:00:00, or \(CivilDate.allowed)")
    }

    private func candle(of table: CSVTable, _ places: Places, begin: Timestamp) throws(CSVError) -> PriceCandle {
        guard !table.isEmpty(places.secid) else { throw table.invalid(places.secid, expecting: "a code such as SBER") }
        func price(_ column: Int) throws(CSVError) -> Double {
            let price = try table.number(column)
            guard price > 0 else { throw table.invalid(column, expecting: "a price above 0") }
            return price
        }
        func amount(_ column: Int) throws(CSVError) -> Double {
            let amount = try table.number(column)
            guard amount >= 0 else { throw table.invalid(column, expecting: "a number, 0 or more") }
            return amount
        }
        let candle = PriceCandle(
            begin: begin,
            length: interval.length,
            open: try price(places.open),
            high: try price(places.high),
            low: try price(places.low),
            close: try price(places.close),
            volume: try amount(places.volume),
            value: try amount(places.value)
        )
        guard candle.low <= min(candle.open, candle.close), candle.high >= max(candle.open, candle.close) else {
            throw table.error(.value, "low, open, close, high: the first must be the least and the last the greatest")
        }
        guard candle.couldTrade else {
            throw table.error(
                .value,
                "value, volume: value / volume is no price from low to high, for lots of 1, 10, 100 or more pieces"
            )
        }
        return candle
    }

    /// Turns lots into pieces where the recording has lots: then value / volume is a price times 10, 100, 1,000 or more.
    ///
    /// Lots of shares are powers of ten.
    private static func inPieces(_ candles: [PriceCandle]) -> [PriceCandle] {
        let atClose = candles.reduce(0) { $0 + $1.close * $1.volume }
        let value = candles.reduce(0) { $0 + $1.value }
        guard atClose > 0, value > atClose * 3 else { return candles }
        var lot = 1.0
        while value > atClose * lot * 3 { lot *= 10 }
        return candles.map { candle in
            PriceCandle(
                begin: candle.begin,
                length: candle.length,
                open: candle.open,
                high: candle.high,
                low: candle.low,
                close: candle.close,
                volume: candle.volume * lot,
                value: candle.value
            )
        }
    }
}

extension PriceCandle {
    /// Whether its value is what its volume may have cost, in pieces or in lots of a power of ten; sources round values.
    ///
    /// A candle without a value, or without trades, says nothing of it.
    fileprivate var couldTrade: Bool {
        guard volume > 0, value > 0 else { return true }
        let slack = max(value / 100, 1)
        var (least, most) = (low * volume, high * volume)
        while value - slack > most, most < .greatestFiniteMagnitude / 10 { (least, most) = (least * 10, most * 10) }
        return value + slack >= least
    }
}
