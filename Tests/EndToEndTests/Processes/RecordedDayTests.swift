import Foundation
import Platform
import TestKit
import Testing

extension EndToEnd {
    /// `mayak rehearse --data`: what comes out is what a plain count over the rows says.
    @Suite("Recorded days", .timeLimit(.minutes(10)))
    struct RecordedDayTests {
        /// A folder of made-up rows: two names through the main session, without the labels that are named for a data set.
        private func folder(_ sets: [String: Set<String>], date: String = "2023-11-02") throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            for (set, holes) in sets {
                var text = "tradedate;tradetime;secid;\(set == "obstats" ? "spread_bbo" : "pr_std")\n"
                for label in Self.labels where !holes.contains(label) {
                    for name in ["MTLR", "POSI"] { text += "\(date);\(label):00;\(name);1e-05\n" }
                }
                _ = try folder.file("eq_\(set)_\(date)_02.csv", text)
            }
            return folder
        }

        /// 10:05 to 18:40.
        private static let labels = stride(from: 605, through: 1_120, by: 5).map { minute in
            String(format: "%02d:%02d", minute / 60, minute % 60)
        }

        private func play(_ folder: String, _ more: String...) async throws -> MayakProcess.Outcome {
            try await MayakProcess.run(["rehearse", "--data", folder] + more, directory: Rig.packageRoot)
        }

        @Test("holes are told, unconfirmed without candles; a data set that is not there is not watched")
        func holes() async throws {
            let folder = try folder(["tradestats": ["12:15"], "obstats": []])
            let played = try await play(folder.path, "--date", "2023-11-02", "--until", "19:20")
            #expect(played.status == 0, "\(played.errors)")
            #expect(played.text.contains("EQ tradestats   103/104"), "\(played.text.suffix(1500))")
            #expect(played.text.contains("EQ obstats      104/104"))
            #expect(played.text.contains("not recorded: not watched: EQ orderstats, FX tradestats"))
            let alerts = played.text.split(separator: "\n").filter { $0.contains("#A") && $0.contains("→") }
            #expect(alerts.count == 1 && alerts[0].contains("missing_slots/EQ/tradestats"), "\(alerts)")
            #expect(played.text.contains("Были ли сделки, неизвестно"))
        }

        @Test("given candles prove a hole, or that nothing was traded", arguments: [1_152_426.0, 0])
        func candles(volume: Double) async throws {
            let folder = try folder(["tradestats": ["12:15"]])
            let beside = try TemporaryFolder()
            var text = "secid;begin;open;high;low;close;volume;value\n"
            for minute in stride(from: 600, to: 1_120, by: 10) {
                let begin = String(format: "2023-11-02 %02d:%02d:00", minute / 60, minute % 60)
                text += "MTLR;\(begin);1;1;1;1;\(minute == 730 ? volume : 10);9\n"
            }
            _ = try beside.file("eq_10min_2023-11-02_2023-11-02.csv", text)
            let played = try await play(
                folder.path,
                "--candles",
                beside.path,
                "--date",
                "2023-11-02",
                "--until",
                "13:00"
            )
            #expect(played.status == 0, "\(played.errors)")
            #expect(played.text.contains("missing_slots/EQ/tradestats") == (volume > 0), "\(played.text.suffix(1500))")
            #expect(!played.text.contains("неизвестно"))
        }

        @Test("what cannot be played is an error that says what is allowed")
        func errors() async throws {
            let folder = try folder(["tradestats": []])
            let date = try await play(folder.path, "--date", "2023-11-03")
            #expect(date.status == 65)
            #expect(date.errors.contains("no rows of 2023-11-03 are recorded; allowed are 2023-11-02"))
            _ = try folder.file("tradestats.csv", "")
            let name = try await play(folder.path, "--date", "2023-11-02")
            #expect(name.status == 65 && name.errors.contains("tradestats.csv: unexpected name; allowed is"))
            let candles = try await MayakProcess.run(
                ["rehearse", "--candles", folder.path],
                directory: Rig.packageRoot
            )
            #expect(candles.status == 64 && candles.errors.contains("--data"))
        }

        private static let shared = ["../shared", "../../shared"].map { "\(Rig.packageRoot)/\($0)/data/algopack" }
            .first { FileManager.default.fileExists(atPath: $0) }

        @Test(
            "real days come out as the rows say",
            .enabled(if: shared != nil, "shared/data is not here"),
            arguments: ["2023-11-10"]
        )
        func real(date: String) async throws {
            let folder = try #require(Self.shared)
            let played = try await play(folder, "--date", date, "--json")
            #expect(played.status == 0, "\(played.errors)")
            let summary = try JSONDecoder().decode(Summary.self, from: Data(played.text.utf8))
            #expect(summary.feeds.map(\.feed) == ["EQ tradestats", "EQ orderstats", "EQ obstats"])
            for row in summary.feeds {
                let set = row.feed.dropFirst(3)
                let text = try String(contentsOfFile: "\(folder)/eq_\(set)_2023-11-01_10.csv", encoding: .utf8)
                let lines = text.split(separator: "\n").map { $0.split(separator: ";", maxSplits: 2) }
                let counted = Set(lines.filter { $0.first ?? "" == date }.map { String($0[1].prefix(5)) })
                #expect(row.seen == counted.count && row.expected == Self.labels.count)
                #expect(row.absent == Self.labels.filter { !counted.contains($0) })
            }
            #expect(summary.alerts.isEmpty)
        }

        private struct Summary: Decodable {
            struct Row: Decodable {
                var feed: String
                var expected: Int
                var seen: Int
                var absent: [String]
            }

            struct Alert: Decodable {
                var key: String
            }

            var feeds: [Row]
            var alerts: [Alert]
        }
    }
}
