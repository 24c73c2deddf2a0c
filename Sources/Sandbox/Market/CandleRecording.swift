package import Market
import Platform

/// Candles from files named `<market>_<interval>_<from>_<to>.csv` with the columns secid, begin and volume.
///
/// Served as minutes: a longer candle is cut into its minutes evenly, for all that it says is that there was trading. Daily candles say
/// nothing of a slot and are passed over.
package struct CandleRecording: Sendable {
    private struct Key: Hashable {
        let market: AlgoPackSegment
        let secid: String
        let date: CivilDate
    }

    /// A candle of some minutes.
    struct Span: Hashable, Sendable {
        let begin: Timestamp
        let minutes: Int
        /// Pieces.
        let volume: Double
    }

    private static let intervals: [String: Int?] = ["1min": 1, "10min": 10, "60min": 60, "daily": nil]
    private static let allowedNames =
        "<market>_<interval>_<from>_<to>.csv with market eq, fx or fo, interval 1min, 10min, 60min or daily, "
        + "such as eq_10min_2023-10-30_2023-11-10.csv"

    private var spans: [Key: [Span]] = [:]

    /// - Throws: ``RecordingError`` as ``Recording/init(directory:)``.
    package init(directory: String) throws(RecordingError) {
        let folder = try DataFolder(directory)
        guard !folder.names.isEmpty else {
            throw RecordingError(kind: .empty, detail: "\(directory) has no candles; allowed is \(Self.allowedNames)")
        }
        for name in folder.names {
            let parts = name.hasSuffix(".csv") ? name.dropLast(4).split(separator: "_") : []
            guard parts.count == 4, let market = AlgoPackSegment(String(parts[0])),
                let minutes = Self.intervals[String(parts[1])],
                let dates = RecordedDates.span(parts[2], parts[3])
            else {
                throw RecordingError(
                    kind: .unexpected,
                    detail: "\(directory)/\(name): unexpected name; allowed is \(Self.allowedNames)"
                )
            }
            guard let minutes else { continue }
            try read(
                try folder.bytes(of: name),
                market: market,
                minutes: minutes,
                dates: dates,
                name: "\(directory)/\(name)"
            )
        }
        for key in spans.keys { spans[key]?.sort { $0.begin < $1.begin } }
    }

    /// The pieces traded on a date by instrument; empty where the date has no candle.
    package func volumes(_ market: AlgoPackSegment, _ date: CivilDate) -> [String: Double] {
        spans.filter { $0.key.market == market && $0.key.date == date }.reduce(into: [:]) { volumes, entry in
            volumes[entry.key.secid] = entry.value.reduce(0) { $0 + $1.volume }
        }
    }

    /// The candles of an instrument's day, ascending; nil where it has none.
    func spans(_ market: AlgoPackSegment, _ secid: String, _ date: CivilDate) -> [Span]? {
        spans[Key(market: market, secid: secid, date: date)]
    }

    private mutating func read(
        _ bytes: [UInt8],
        market: AlgoPackSegment,
        minutes: Int,
        dates: ClosedRange<CivilDate>,
        name: String
    ) throws(RecordingError) {
        var places: (secid: Int, begin: Int, volume: Int)?
        var count = 0
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(UInt8(ascii: ";")) {
            let text = line.last == 0x0D ? line.dropLast() : line
            let fields = text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard let known = places else {
                guard let secid = fields.firstIndex(of: "secid"), let begin = fields.firstIndex(of: "begin"),
                    let volume = fields.firstIndex(of: "volume")
                else {
                    throw RecordingError(
                        kind: .broken,
                        detail: "\(name):\(index + 1): needed are the columns secid, begin and volume"
                    )
                }
                places = (secid, begin, volume)
                count = fields.count
                continue
            }
            guard fields.count == count, let begin = MoscowTime.instant(fields[known.begin]),
                let volume = Double(fields[known.volume]), volume >= 0
            else {
                throw RecordingError(
                    kind: .broken,
                    detail:
                        "\(name):\(index + 1): expected \(count) fields with a begin such as 2023-11-01 10:00:00 and a volume"
                )
            }
            let date = MoscowTime.date(of: begin)
            guard dates.contains(date) else {
                throw RecordingError(
                    kind: .broken,
                    detail: "\(name):\(index + 1): a candle of \(date), but the file's name says "
                        + RecordedFile.text(dates)
                )
            }
            let key = Key(market: market, secid: fields[known.secid], date: date)
            spans[key, default: []].append(Span(begin: begin, minutes: minutes, volume: volume))
        }
    }
}
