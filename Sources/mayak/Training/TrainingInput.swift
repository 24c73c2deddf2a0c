import Engine
import Learning
import Market
import Platform

/// Rows to train on, from lines of rows or from a file of books.
enum TrainingInput {
    static let horizon = OptionSpec.value(
        "horizon",
        "SPAN",
        "How far a label looks ahead: rows of one figi (without it 1), books of one instrument, or a time (of books 10s)"
    )

    /// What a file of books takes besides.
    static let books: [OptionSpec] = [
        .value(
            "label-threshold",
            "SPREADS",
            "Of books: how far the mid must move for a label other than 0",
            default: "1"
        ),
        .value("every", "N", "Of books: a row for every N-th one", default: "1"),
        .value(
            "fee-bps",
            "BPS",
            "Of books: what going in and out costs besides the spread, in hundredths of a percent",
            default: "0"
        ),
        MarketDataset.onError,
    ]

    static func span(_ name: String, _ arguments: Arguments) throws(UsageError) -> TrainingSpan? {
        try arguments.value(name, expecting: TrainingSpan.expected, TrainingSpan.init)
    }

    static func set(_ arguments: Arguments, _ options: TrainingOptions) async throws -> TrainingSet {
        let path = try arguments.required("dataset")
        let horizon = try span("horizon", arguments)
        if try await isLines(path, arguments.spec) {
            return try InputFile.read(path, for: arguments.spec) { bytes throws(TrainingError) in
                let lines = try TrainingLines(bytes, named: path, horizon: horizon ?? .rows(1))
                guard lines.hasTimes || options.embargo.isRows else {
                    throw TrainingError(.data, "\(path): has no 'ts': --embargo must be a number of rows")
                }
                return try TrainingSet(lines.rows, names: lines.names)
            }
        }
        let threshold = try arguments.number("label-threshold", in: 0...1_000) ?? 1
        let every = try arguments.integer("every", in: 1...1_000_000) ?? 1
        let fee = try arguments.number("fee-bps", in: 0...1_000) ?? 0
        let labelled = try await MarketDataset.reading(path, for: arguments.spec) {
            try LabelledBooks(
                try MarketFile.open(path, policy: MarketDataset.policy(arguments)),
                horizon: try booksHorizon(horizon ?? .time(10_000_000_000), arguments),
                threshold: threshold,
                every: every,
                most: TrainingSet.mostValues / StationaryFeatures.names.count
            )
        }
        MarketDataset.tell(labelled.skipped, of: path)
        do {
            return try TrainingSet(labelled.rows.map { row($0, fee: fee) }, names: StationaryFeatures.names)
        } catch {
            throw CommandFailure(.data, "mayak train: \(path): \(error)")
        }
    }

    /// Lines of rows name their features in the first of them; everything else is market data.
    private static func isLines(_ path: String, _ spec: CommandSpec) async throws -> Bool {
        try await MarketDataset.reading(path, for: spec) {
            guard try MarketFile.format(of: path) == .jsonLines else { return false }
            let head = try FileBytes.head(path, count: 1 << 20)
            let line = head.drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }.prefix { $0 != 0x0A }
            return line.isEmpty || line.firstRange(of: Array(#""features""#.utf8)) != nil
                || line.firstRange(of: Array(#""figi""#.utf8)) != nil
                    && line.firstRange(of: Array(#""bids""#.utf8)) == nil
        }
    }

    private static func booksHorizon(
        _ span: TrainingSpan,
        _ arguments: Arguments
    ) throws(UsageError) -> LabelledBooks.Horizon {
        switch span {
        case .rows(0), .time(0): throw arguments.invalid("horizon", "0", expecting: "more than nothing for books")
        case .rows(let count): .books(count)
        case .time(let length): .time(.nanoseconds(length))
        }
    }

    private static func row(_ row: LabelledBooks.Row, fee: Double) -> TrainingSet.Row {
        TrainingSet.Row(
            instrument: row.instrument,
            features: row.features,
            label: row.label,
            start: row.start.nanoseconds,
            end: row.end.nanoseconds,
            payoff: TrainingSet.Payoff(move: row.move, cost: row.cost + fee)
        )
    }
}
