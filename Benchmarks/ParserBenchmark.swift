import Exchange
import Foundation
import Market

/// Reads one large EQ tradestats answer with our reader and with Foundation's, in the same run.
enum ParserBenchmark: Benchmark {
    static let name = "parser"
    static let subject = "one EQ tradestats answer of 10 MB, 27 columns, rows to typed values; goal at least 300 MB/s"

    struct Mismatch: Error {
        let reader: String
    }

    static func run() throws {
        let rowCount = 44_000
        let json = TradestatsPage.json(rowCount: rowCount)
        let extended = TradestatsPage.extended(rowCount: rowCount / 3)
        let csv = TradestatsPage.csv(rowCount: rowCount)
        let expected = TradestatsPage.volume(rowCount: rowCount)

        printRow("reader", ["MB", "rows", "ms", "MB/s", "times slower"])
        let ours = try measure("Mayak, compact JSON", json, rowCount, runs: 15, baseline: nil, expected) {
            try volume(ISSDocument.json(json))
        }
        _ = try measure(
            "Mayak, extended JSON",
            extended,
            rowCount / 3,
            runs: 15,
            baseline: ours,
            TradestatsPage.volume(rowCount: rowCount / 3)
        ) { try volume(ISSDocument.json(extended)) }
        _ = try measure("Mayak, CSV", csv, rowCount, runs: 15, baseline: ours, expected) {
            try volume(ISSDocument.csv(csv))
        }
        let data = Data(json)
        _ = try measure("JSONDecoder, typed rows", json, rowCount, runs: 3, baseline: ours, expected) {
            try JSONDecoder().decode(DecodedAnswer.self, from: data).data.data.reduce(0) { $0 + $1.vol }
        }
        _ = try measure("JSONSerialization", json, rowCount, runs: 3, baseline: ours, expected) {
            let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            let rows = (root?["data"] as? [String: Any])?["data"] as? [[Any]] ?? []
            return rows.reduce(0) { $0 + (($1[9] as? NSNumber)?.int64Value ?? 0) }
        }
    }

    /// Every reader must find the same volume, so that none is fast by not reading.
    private static func measure(
        _ reader: String,
        _ payload: [UInt8],
        _ rowCount: Int,
        runs: Int,
        baseline: Double?,
        _ expected: Int64,
        _ read: () throws -> Int64
    ) throws -> Double {
        let time = try best(of: runs) {
            guard try read() == expected else { throw Mismatch(reader: reader) }
        }
        let megabytes = Double(payload.count) / 1e6
        let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
        let speed = megabytes / seconds
        printRow(
            reader,
            [
                tenths(megabytes), "\(rowCount)", tenths(seconds * 1e3), "\(Int(speed))",
                baseline.map { tenths($0 / speed) } ?? "1",
            ]
        )
        return speed
    }

    private static func volume(_ document: ISSDocument) -> Int64 {
        guard let block = document.block("data"), let column = block.column("vol") else { return -1 }
        return (0..<block.rowCount).reduce(0) { $0 + (column.integer($1) ?? 0) }
    }

    private static func tenths(_ value: Double) -> String {
        let rounded = Int((value * 10).rounded())
        return "\(rounded / 10).\(rounded % 10)"
    }
}
