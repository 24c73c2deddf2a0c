import Engine
import Platform

/// `mayak convert`: market data from one format into another.
enum ConvertCommand: Command {
    static let spec = CommandSpec(
        "convert",
        summary: "Convert a file of market data",
        details: """
            IN is JSON lines (gzip or plain), the binary format, or one file of a LOBSTER pair; its content tells. OUT is JSON lines where
            its name ends in .jsonl, and the binary format otherwise.

            mayak convert books.jsonl.gz books.mbk

            Exit 65: IN cannot be read; the message names file and line.
            """,
        positionals: [PositionalSpec("IN", "The file to read"), PositionalSpec("OUT", "The file to write")],
        options: [MarketDataset.onError]
    )

    static func run(_ arguments: Arguments) async throws {
        guard let input = arguments.positional(0), let output = arguments.positional(1) else {
            preconditionFailure("IN and OUT are required")
        }
        let (bytes, events, skipped) = try await MarketDataset.reading(input, for: spec) {
            try convert(
                try MarketFile.open(input, policy: MarketDataset.policy(arguments)),
                toLines: output.hasSuffix(".jsonl")
            )
        }
        MarketDataset.tell(skipped, of: input)
        try FileBytes.replace(output, bytes, keepsPermissions: true)
        print("\(output): \(events) events, \(bytes.count) bytes")
    }

    private static func convert(
        _ feed: some MarketFeed,
        toLines: Bool
    ) throws(FeedError) -> (bytes: [UInt8], events: Int, skipped: SkippedLines) {
        var feed = feed
        if toLines {
            var writer = JSONLinesWriter()
            let bytes = try writer.write(&feed)
            return (bytes, writer.events, feed.skipped)
        }
        var writer = BinaryWriter()
        let bytes = try writer.write(&feed)
        return (bytes, writer.events, feed.skipped)
    }
}
