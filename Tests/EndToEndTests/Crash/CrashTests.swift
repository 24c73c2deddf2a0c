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

        @Test("a killed process loses no alert and repeats none without saying so", .timeLimit(.minutes(3)))
        func few() async throws {
            try await check(
                CrashTrial(kills: 6, seed: 5, outages: Array(Self.outages.prefix(3)), speed: 300, pause: 800...3_500)
            )
        }

        @Test(
            "the same over a whole day",
            .enabled(if: kills != nil, "Scripts/crash-test runs it"),
            .timeLimit(.minutes(10))
        )
        func many() async throws {
            try await check(CrashTrial(kills: Self.kills ?? 50, seed: Self.seed ?? 1, outages: Self.outages))
        }

        private func check(_ trial: CrashTrial) async throws {
            let report = try await trial.run()
            print(report)
            #expect(report.audit.problems == [])
            #expect(report.untold == [])
            #expect(report.audit.toldAlerts >= trial.outages.count)
            #expect(report.depth.queued + report.depth.sending + report.depth.dead == 0)
            #expect(report.check.status == 0, "\(report.check.text)")
            #expect(report.killed.values.reduce(0, +) == trial.kills)
        }

        private static let outages = [
            CrashTrial.Outage(feed: Feed(.futures, .obstats), from: "10:00", until: "10:55"),
            CrashTrial.Outage(feed: Feed(.equities, .tradestats), from: "10:10", until: "11:10"),
            CrashTrial.Outage(feed: Feed(.currency, .orderstats), from: "10:30", until: "11:25"),
            CrashTrial.Outage(feed: Feed(.equities, .obstats), from: "11:50", until: "12:40"),
            CrashTrial.Outage(feed: Feed(.futures, .tradestats), from: "12:00", until: "13:10"),
            CrashTrial.Outage(feed: Feed(.currency, .tradestats), from: "13:00", until: "14:10"),
            CrashTrial.Outage(feed: Feed(.equities, .orderstats), from: "14:30", until: "15:30"),
            CrashTrial.Outage(feed: Feed(.currency, .obstats), from: "15:00", until: "16:30"),
            CrashTrial.Outage(feed: Feed(.equities, .tradestats), from: "16:40", until: "17:50"),
            CrashTrial.Outage(feed: Feed(.futures, .tradestats), from: "20:00", until: "21:10"),
        ]
    }
}
