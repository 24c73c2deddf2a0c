import Foundation
import Platform
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
        #expect(text.contains("5 edits (2 with a picture), 3 pictures"))
        // Only the day's own candle is recorded of the first leader: the last look says until when there was none.
        let last = try #require(text.range(of: "10:35:00 Маяк #1 ✎"))
        #expect(text[last.upperBound...].contains("19360.00\n  VWAP: no candles until 10:35"))
        let again = try await MayakProcess.run(arguments + ["info"], environment: ["TZ": "Asia/Tokyo"])
        #expect(again.output == run.output)
        try checkCounts(text, log: again.errors)
    }

    @Test(
        "a share that falls at noon is stopped, told at once with a sound, and a line of the morning's note and the evening's report",
        .enabled(if: folders != nil, "shared/data is not here")
    )
    func stopped() async throws {
        let folders = try #require(Self.folders)
        let fallen = try TemporaryFolder()
        try Self.fall(of: "MTLRP", on: "2023-11-08", candles: folders.candles, into: fallen.path)
        let run = try await MayakProcess.run(
            [
                "rehearse", "--date", "2023-11-08", "--data", folders.rows, "--candles", fallen.path, "--min-gap",
                "0.02", "--language", "en", "--log", "critical",
            ]
        )
        #expect(run.status == 0, "\(run.errors)")
        let messages = run.text.components(separatedBy: "\n\n")
        let stop = try #require(messages.first { $0.contains("Stop reached: MTLRP") }, "\(run.text)")
        #expect(stop.hasPrefix("12:15:00 Маяк #2\n"), "with a sound, a message of its own: \(stop)")
        // Bought at 302.05; 5 % below is the stop.
        #expect(stop.contains("286.95") && stop.contains("-5.00"), "\(stop)")
        #expect(run.text.contains("Buy: FLOT, CHMF, MTLRP\n  Sold: MTLRP, by its stop"))
        #expect(run.text.contains("Bought: FLOT MTLRP\n  Sold: MTLRP, by its stop\n  No trade yet: CHMF"))
        #expect(run.text.contains("Positions 1: FLOT\n") && run.text.contains("1 unasked with a sound"))
    }

    /// The recorded candles, in which a share trades a tenth lower from noon of a day on.
    private static func fall(of code: String, on day: String, candles: String, into folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: candles) where name.hasSuffix(".csv") {
            let text = try String(contentsOfFile: "\(candles)/\(name)", encoding: .utf8)
            let lines = text.split(separator: "\n").map { line -> String in
                guard name.hasPrefix("eq_10min"), line.hasPrefix("\(code);\(day) ") else { return String(line) }
                var cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
                guard cells.count == 8, cells[1] >= "\(day) 12:00" else { return String(line) }
                for index in [2, 3, 4, 5, 7] {
                    cells[index] = Double(cells[index]).map { "\(($0 * 90).rounded() / 100)" } ?? ""
                }
                return cells.joined(separator: ";")
            }
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: "\(folder)/\(name)"))
        }
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
