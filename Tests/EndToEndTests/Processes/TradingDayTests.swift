import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// `mayak rehearse` of a recorded day with the daily jobs on.
    @Suite("A trading day", .timeLimit(.minutes(10)))
    struct TradingDayTests {
        /// The recordings that lie beside the repository.
        private static let data: String? = {
            let named = ProcessInfo.processInfo.environment["MAYAK_SHARED"]
            let beside = ["../shared", "../../shared"].map { Rig.packageRoot + "/" + $0 }
            return ([named].compactMap { $0 } + beside).map { $0 + "/data" }.first {
                FileManager.default.fileExists(atPath: $0 + "/candles")
            }
        }()

        @Test(
            "shows morning note, gap leaders, signals, monitoring and report, in two messages of the jobs, the same bytes twice",
            .enabled(if: data != nil, "shared/data is not here")
        )
        func day() async throws {
            let data = try #require(Self.data)
            let folder = try TemporaryFolder()
            var played: [String] = []
            for number in 1...2 {
                let run = try await MayakProcess.run(
                    [
                        "rehearse", "--date", "2023-11-08", "--data", data + "/algopack", "--candles",
                        data + "/candles",
                        "--min-gap", "0.02", "--keep", "\(folder.path)/\(number)",
                    ],
                    directory: Rig.packageRoot
                )
                #expect(run.status == 0, "\(run.errors)")
                played.append(run.text)
            }
            #expect(played[0] == played[1])
            let messages = played[0].components(separatedBy: "\n\n").filter { $0.contains("Маяк #") }
            let own = messages.filter { message in
                ["Утро 08.11", "Гэпы на открытии", "Портфель за", "Купить:"].contains { message.contains($0) }
            }
            try #require(own.count == 7 && own[0].contains("09:30:00 Маяк #1 (silent)"), "\(own)")
            #expect(own[1].contains("10:00:00 Маяк #1 ✎"), "the leaders join the note")
            // Candles of ten minutes: a VWAP with the first, its band and its picture with the second.
            #expect(own[2].contains("10:05:00 Маяк #1 ✎") && own[2].contains("VWAP: до 10:05 свечей нет"))
            #expect(own[3].contains("10:10:00 Маяк #1 ✎") && own[3].contains("VWAP 1569,52\n"))
            #expect(own[4].contains("10:20:00 Маяк #1 ✎\n  [picture gaps.png]") && own[4].contains("VWAP 1567,03 · S "))
            #expect(own[5].contains("10:35:00 Маяк #1 ✎") && own[5].contains("VWAP: до 10:35 свечей нет"))
            #expect(own[6].contains("(silent)") && own[6].contains("Портфель за 08.11"))
            let store = try StateStore(
                path: "\(folder.path)/1/mayak.db",
                clock: SystemClock(),
                log: Log(component: "test", threshold: .critical, clock: SystemClock())
            )
            let date = try #require(CivilDate("2023-11-08"))
            #expect(try await store.gaps.leaders(on: date).map(\.ticker) == ["OMZZP", "RUSI", "AGRO"])
            let signals = try await store.portfolio.signals(of: .usual, on: date)
            // CHMF has no candles on the recorded day: its signal waits, and expires with the next one.
            let waiting = signals.filter { $0.outcome == .pending }.map(\.secid.text)
            #expect(signals.contains { $0.outcome == .filled } && waiting == ["CHMF"])
            let monitoring = try await store.jobs.runs(job: "position_monitoring", limit: 100)
            #expect(monitoring.count > 30 && monitoring.allSatisfy { $0.outcome == .succeeded })
            #expect(try await store.jobs.runs(job: "risk_checks", limit: 100).count > 40)
            await store.close()
        }
    }
}
