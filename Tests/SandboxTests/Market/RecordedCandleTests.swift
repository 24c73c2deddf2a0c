import Foundation
import Platform
import Sandbox
import TestKit
import Testing

/// Recorded tradestats, served as candles, against candles that the exchange itself made of the same trades.
@Suite("Candles of recorded rows")
struct RecordedCandleTests {
    private static let rows = sharedData("algopack/eq_tradestats_2023-11-01_10.csv")
    private static let candles = sharedData("candles/eq_10min_2023-10-30_2023-11-10.csv")

    @Test(
        "ten-minute candles have the exchange's own prices",
        .enabled(if: rows != nil && candles != nil, "shared/data is not here"),
        arguments: ["MTLR", "POSI"]
    )
    func prices(secid: String) async throws {
        let directory = URL(filePath: try #require(Self.rows)).deletingLastPathComponent().path
        let fixture = try SandboxFixture { $0.market.dataDirectory = directory }
        let path = "/iss/engines/stock/markets/shares/boards/TQBR/securities/\(secid)/candles.json"
        let span = [("from", "2023-11-01"), ("till", "2023-11-10"), ("interval", "10")]
        let made = try await ISSRows.all(fixture, path, "candles", span)
        var real: [String: [Double]] = [:]
        let text = String(decoding: try bytes(of: try #require(Self.candles)), as: UTF8.self)
        for line in text.split(separator: "\n") where line.hasPrefix(secid + ";") {
            let fields = line.split(separator: ";")
            // Open, high, low, close.
            real[String(fields[1])] = fields[2...5].compactMap { Double($0) }
        }
        // The recording holds the main session; the rest of a day is generated.
        let main = made.filter { row in
            let time = row.text("begin").suffix(8)
            return time >= "10:00:00" && time < "18:40:00"
        }
        let compared = main.rows.filter { real[$0.text("begin")] != nil }
        #expect(compared.count == 416)
        for row in compared {
            let prices = ["open", "high", "low", "close"].map { row.number($0) }
            #expect(prices == real[row.text("begin")], "\(row.text("begin"))")
        }
    }
}
