import Foundation
import TestKit
import Testing

/// `mayak rehearse` of one recorded day with the trading jobs at work.
@Suite("Rehearsal of a day with signals", .timeLimit(.minutes(5)))
struct RehearseSignalsTests {
    private static let folders = sharedData("algopack").flatMap { rows in
        sharedData("candles").map { (rows: rows, candles: $0) }
    }

    @Test(
        "has morning note, gap leaders in it, trades and the evening's portfolio; the same bytes twice",
        .enabled(if: folders != nil, "shared/data is not here")
    )
    func day() async throws {
        let folders = try #require(Self.folders)
        let arguments = [
            "rehearse", "--date", "2023-11-08", "--data", folders.rows, "--candles", folders.candles,
            "--min-gap", "0.02", "--language", "en", "--log",
        ]
        let run = try await MayakProcess.run(arguments + ["critical"])
        #expect(run.status == 0, "\(run.errors)")
        let text = run.text
        let morning = try #require(
            text.range(of: "09:30:00 Маяк #1 (silent)\n  ⚪ Morning of 8 Nov, Wed\n  EQ 10:00–18:40")
        )
        #expect(text[morning.upperBound...].contains("Buy: "), "\(text)")
        // The leaders come into the same message, and no message of their own.
        #expect(text.contains("Маяк #1 ✎") && text.contains("Gaps at the open of 8 Nov"))
        #expect(text.contains("Portfolio on 8 Nov"), "\(text)")
        // Once the second of its recorded ten minutes is over a leader has its levels and its picture.
        let levels = try #require(text.range(of: "10:20:00 Маяк #1 ✎\n  [picture gaps.png]"))
        #expect(text[levels.upperBound...].contains("AGRO +2.84\u{A0}%: 1548.00 → 1592.00\n  VWAP 1567.03 · S "))
        #expect(text.contains("3 edits (1 with a picture), 3 pictures"))
        let again = try await MayakProcess.run(arguments + ["info"], environment: ["TZ": "Asia/Tokyo"])
        #expect(again.output == run.output)
        try checkCounts(text, log: again.errors)
    }

    /// What a day costs is counted, and not timed: a tenth more than when this was written is a change that somebody has to want.
    private func checkCounts(_ text: String, log: String) throws {
        func number(_ name: String, in text: String) throws -> Int {
            let found = try #require(text.range(of: name), "\(name)")
            return try #require(Int(text[found.upperBound...].prefix { $0.isNumber }), "\(name)")
        }
        #expect(try number("succeeded ", in: text) <= 1_800)
        #expect(try number("requests to the exchange: ", in: text) <= 350)
        #expect(try number("calls of Telegram: ", in: text) <= 1_800)
        #expect(try number("store.commits=", in: log) <= 11_500)
        #expect(try number("store.reads=", in: log) <= 75_000)
    }
}
