import Engine
import Platform

/// `mayak features`: a file of books in, a table of features out.
enum FeaturesCommand: Command {
    static let spec = CommandSpec(
        "features",
        summary: "Work out features of order books from a file of market data",
        details: """
            One row for every book: ts, mid, spread, spread_bps, weighted_mid, imbalances, VWAPs, order-flow imbalance and more.
            A field is empty where the book does not give the value. docs/engine.md has every column and every file format.

            mayak features --dataset books.jsonl.gz --output features.csv --every 10

            Exit 65: the data cannot be read; the message names file and line.
            """,
        options: [
            .value("dataset", "FILE", "The books"),
            .value("output", "FILE", "Where to write"),
            .value("every", "N", "A row for every N-th book, the first one included", default: "1"),
            MarketDataset.onError,
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let input = try arguments.required("dataset")
        let output = try arguments.required("output")
        let every = try arguments.integer("every", in: 1...Int.max) ?? 1
        let table = try await MarketDataset.reading(input, for: spec) {
            try FeatureTable(try MarketFile.open(input, policy: MarketDataset.policy(arguments)), every: every)
        }
        MarketDataset.tell(table.skipped, of: input)
        try FileBytes.replace(output, table.text, keepsPermissions: true)
        print("\(output): \(table.rows) rows of \(table.books) books")
    }
}
