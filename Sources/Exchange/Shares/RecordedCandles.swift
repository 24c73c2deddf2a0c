import FoundationEssentials
package import Market
import Platform

/// Shares as a folder of candles has them (see ``CandleFile`` for names and columns).
///
/// Closes and opens are the daily candles' where there are any. A daily candle of a share that is traded in the evening closes with
/// the evening: there the close is that of the last shorter candle that begins before the evening. A share without daily
/// candles opens with its first shorter one.
package struct RecordedCandles: ShareHistory {
    private let directory: String
    let files: [CandleFile]
    /// Nil where the whole recording may be seen.
    private let clock: (any MarketClock)?
    /// Days as their files have them: a replay asks for the same two or three at every look.
    private let days = Lock<[CivilDate: Day]>([:])
    private static let mostDays = 4

    /// How long after its close the main session's closing auction may still give trades; the evening begins later.
    private static let closingAuction = Duration.minutes(15)

    /// Looks at the names in a folder; notes (`.md`) and hidden files are passed over.
    ///
    /// - Parameter clock: for a replay: candles that have not ended by its time are not there yet, and of a day that goes on
    ///   its open alone is known.
    /// - Throws: ``ShareHistoryError``.
    package init(directory: String, seenAt clock: (any MarketClock)? = nil) throws(ShareHistoryError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            throw ShareHistoryError(.unreadable, "cannot list the folder \(directory)")
        }
        var files: [CandleFile] = []
        for name in names where !name.hasPrefix(".") && !name.lowercased().hasSuffix(".md") {
            guard let file = CandleFile(directory: directory, name: name) else {
                throw ShareHistoryError(
                    .unexpectedFile,
                    "\(directory)/\(name): unexpected name; allowed is \(CandleFile.allowedNames)"
                )
            }
            if file.market == .equities { files.append(file) }
        }
        guard !files.isEmpty else {
            throw ShareHistoryError(
                .noRecording,
                "\(directory) has no candles of shares; allowed is \(CandleFile.allowedNames)"
            )
        }
        self.directory = directory
        self.files = files
        self.clock = clock
    }

    package func closes(of day: TradingDay) throws -> [SecID: Double] {
        let (daily, short) = try ended(on: day.date)
        var closes = daily.compactMapValues(\.last?.close)
        for (secid, candles) in short {
            guard let main = day.sessions.first(where: { $0.name == .main }) else {
                closes[secid] = closes[secid] ?? candles.last?.close
                continue
            }
            let border = MoscowTime.instant(day.date, main.close) + Self.closingAuction
            let hasEvening = candles.last.map { $0.begin >= border } ?? false
            if hasEvening || closes[secid] == nil {
                closes[secid] = candles.last { $0.begin < border }?.close
            }
        }
        return closes
    }

    package func opens(of day: TradingDay, by rule: OpenRule) throws -> [SecID: Double] {
        let (daily, short) = try recorded(on: day.date)
        switch rule {
        case .open, .auction:
            return short.compactMapValues(\.first?.open).merging(daily.compactMapValues(\.first?.open)) { $1 }
        case .firstCandle(let time):
            let start = MoscowTime.instant(day.date, time)
            guard !short.isEmpty || daily.isEmpty else {
                throw ShareHistoryError(
                    .noRecording,
                    "\(directory) has daily candles only of \(day.date); '\(rule)' needs shorter ones"
                )
            }
            return short.compactMapValues { candles in candles.first { $0.begin >= start }?.open }
        }
    }

    package func candles(of secid: SecID, on date: CivilDate) throws -> [PriceCandle] {
        let (daily, short) = try ended(on: date)
        // A day of which only the daily candle is recorded is one print.
        if let candles = short[secid] ?? daily[secid] { return candles }
        var codes: Set<String> = []
        for file in files { codes.formUnion(try file.codes()) }
        guard codes.contains(secid.text) else {
            let hint = nearest(to: secid.text, among: codes.sorted()).map { "; did you mean \($0)?" } ?? ""
            throw ShareHistoryError(.unknownShare, "\(directory) has no share \(secid)\(hint)")
        }
        return []
    }

    /// The shortest candles of every share that has some on a day.
    package func candles(on date: CivilDate) throws -> [SecID: [PriceCandle]] {
        let (daily, short) = try ended(on: date)
        return daily.merging(short) { $1 }
    }

    /// The candles of a day: daily ones, and the shortest of each share.
    private typealias Day = (daily: [SecID: [PriceCandle]], short: [SecID: [PriceCandle]])

    /// What of a day is known in full by now.
    private func ended(on date: CivilDate) throws -> Day {
        let (daily, short) = try recorded(on: date)
        guard let now = clock?.now else { return (daily, short) }
        func ended(_ candles: [PriceCandle]) -> [PriceCandle]? {
            let ended = candles.filter { $0.end <= now }
            return ended.isEmpty ? nil : ended
        }
        return (daily.compactMapValues(ended), short.compactMapValues(ended))
    }

    /// What of a day has begun by now.
    private func recorded(on date: CivilDate) throws -> Day {
        let (daily, short) = try days.withLock { $0[date] } ?? read(date)
        guard let now = clock?.now else { return (daily, short) }
        func begun(_ candles: [PriceCandle]) -> [PriceCandle]? {
            let begun = candles.filter { $0.begin <= now }
            return begun.isEmpty ? nil : begun
        }
        return (daily.compactMapValues(begun), short.compactMapValues(begun))
    }

    /// A whole day out of its files.
    private func read(_ date: CivilDate) throws -> Day {
        let covering = files.filter { $0.covers(date) }
        guard !covering.isEmpty else {
            let spans = files.map { "\($0.first) to \($0.last)" }
            throw ShareHistoryError(
                .noRecording,
                "\(directory) has no candles of \(date); it has \(Set(spans).sorted().joined(separator: ", "))"
            )
        }
        var daily: [SecID: [PriceCandle]] = [:]
        var short: [SecID: [PriceCandle]] = [:]
        for file in covering.sorted(by: { $0.interval.length < $1.interval.length }) {
            let candles = try file.candles(on: date)
            if file.interval == .day {
                daily.merge(candles) { first, _ in first }
            } else {
                short.merge(candles) { first, _ in first }
            }
        }
        days.withLock { days in
            if days.count >= Self.mostDays { days = [:] }
            days[date] = (daily, short)
        }
        return (daily, short)
    }
}
