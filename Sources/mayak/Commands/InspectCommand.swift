import Engine
import Platform

/// `mayak inspect`: what a file of market data holds, and what is odd about it.
enum InspectCommand: Command {
    static let spec = CommandSpec(
        "inspect",
        summary: "Say what a file of market data holds",
        details: """
            Reads the whole file, checksums included, and prints its format, span and instruments as JSON, with counts of what is odd:
            crossed and locked books, empty sides, gaps of more than a minute, time going back, broken lots.

            Exit 65: the file cannot be read; the message names file and line.
            """,
        positionals: [PositionalSpec("FILE", "JSON lines, the binary format, or one of a LOBSTER pair")],
        options: [MarketDataset.onError]
    )

    static func run(_ arguments: Arguments) async throws {
        guard let path = arguments.positional(0) else { preconditionFailure("FILE is required") }
        let summary = try await MarketDataset.reading(path, for: spec) {
            try FileSummary(
                try MarketFile.open(path, policy: MarketDataset.policy(arguments)),
                format: try MarketFile.format(of: path)
            )
        }
        MarketDataset.tell(summary.skipped, of: path)
        print(summary.json.text)
    }
}
