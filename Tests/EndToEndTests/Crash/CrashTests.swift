import Foundation
import Market
import Store
import TestKit
import Testing

extension EndToEnd {
    /// Kills bot and scheduler with SIGKILL at moments that nobody chose.
    ///
    /// `Scripts/crash-test` runs it with more kills than a test should take the time for.
    @Suite("Crashes")
    struct CrashTests {
        private static let kills = ProcessInfo.processInfo.environment["MAYAK_CRASH_KILLS"].flatMap { Int($0) }
        private static let seed = ProcessInfo.processInfo.environment["MAYAK_CRASH_SEED"].flatMap { UInt64($0) }

        @Test("a killed process loses no alert and repeats none without saying so", .timeLimit(.minutes(10)))
        func few() async throws {
            try await check(
                CrashTrial(kills: 6, seed: 5, waves: Array(Self.waves.prefix(1)), speed: 300, pause: 800...3_500)
            )
        }

        @Test(
            "the same over a whole day",
            .enabled(if: kills != nil, "Scripts/crash-test runs it"),
            .timeLimit(.minutes(10))
        )
        func many() async throws {
            try await check(CrashTrial(kills: Self.kills ?? 50, seed: Self.seed ?? 1, waves: Self.waves))
        }

        private func check(_ trial: CrashTrial) async throws {
            let report = try await trial.run()
            print(report)
            #expect(report.audit.problems == [])
            #expect(report.audit.toldAlerts >= trial.waves.joined().count)
            #expect(report.depth.queued + report.depth.sending + report.depth.dead == 0)
            #expect(report.check.status == 0, "\(report.check.text)")
            #expect(report.killed.values.reduce(0, +) >= trial.kills)
        }

        private static let waves = [
            [Feed(.futures, .obstats), Feed(.equities, .tradestats), Feed(.currency, .orderstats)],
            [Feed(.equities, .obstats), Feed(.futures, .tradestats)],
            [Feed(.currency, .tradestats), Feed(.equities, .orderstats), Feed(.futures, .obstats)],
            [Feed(.currency, .obstats), Feed(.equities, .tradestats)],
        ]
    }
}
