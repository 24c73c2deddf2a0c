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
            "--min-gap", "0.02", "--language", "en", "--log", "critical",
        ]
        let run = try await MayakProcess.run(arguments)
        #expect(run.status == 0, "\(run.errors)")
        let text = run.text
        let morning = try #require(
            text.range(of: "09:30:00 Маяк #1 (silent)\n  ⚪ Morning of 8 Nov, Wed\n  EQ 10:00–18:40")
        )
        #expect(text[morning.upperBound...].contains("Buy: "), "\(text)")
        // The leaders come into the same message, and no message of their own.
        #expect(text.contains("Маяк #1 ✎") && text.contains("Gaps at the open of 8 Nov"))
        #expect(text.contains("Portfolio on 8 Nov"), "\(text)")
        let again = try await MayakProcess.run(arguments, environment: ["TZ": "Asia/Tokyo"])
        #expect(again.output == run.output)
    }
}
