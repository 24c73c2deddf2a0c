import Foundation
import Testing

extension EndToEnd {
    /// `mayak run` as a process of its own against the sandbox's broker.
    ///
    /// `Scripts/live-crash-test` runs it with more kills than a test should take the time for.
    @Suite("Live trading")
    struct LiveTradingTests {
        private static let kills = ProcessInfo.processInfo.environment["MAYAK_LIVE_KILLS"].flatMap { Int($0) }
        private static let isDay = ProcessInfo.processInfo.environment["MAYAK_LIVE_DAY"] != nil
        private static let seed = ProcessInfo.processInfo.environment["MAYAK_LIVE_SEED"].flatMap { UInt64($0) }

        @Test(
            "an engine that is killed at any moment goes on with the broker's own orders and positions",
            .timeLimit(.minutes(5))
        )
        func broker() async throws {
            try await check(LiveTrial(kills: 4, seed: 3))
        }

        @Test("on paper too its books stay whole", .timeLimit(.minutes(5)))
        func paper() async throws {
            try await check(LiveTrial(kills: 3, seed: 4, isLive: false))
        }

        @Test(
            "a bad day: answers that never come, refusals, streams that break, and two kills",
            .timeLimit(.minutes(5))
        )
        func badDay() async throws {
            try await check(
                LiveTrial(kills: 2, seed: 5, troubles: Self.troubles, pause: 3_000...4_000, calm: .seconds(8))
            )
        }

        @Test("many kills", .enabled(if: kills != nil, "Scripts/live-crash-test runs it"), .timeLimit(.minutes(20)))
        func many() async throws {
            try await check(LiveTrial(kills: Self.kills ?? 50, seed: Self.seed ?? 1, troubles: Self.troubles))
        }

        @Test(
            "a whole day of fifteen instruments at sixty times the speed, a bad one, with two kills",
            .enabled(if: isDay, "Scripts/live-crash-test day runs it"),
            .timeLimit(.minutes(30)),
            arguments: [true, false]
        )
        func day(isLive: Bool) async throws {
            // From the opening to 18:35 in 515 s.
            try await check(
                LiveTrial(
                    kills: 2,
                    seed: 6,
                    shares: LiveTrial.Share.fifteen,
                    start: "10:00",
                    isLive: isLive,
                    troubles: isLive ? Self.troubles : [],
                    speed: 60,
                    pause: 90_000...150_000,
                    calm: .seconds(270)
                )
            )
        }

        private func check(_ trial: LiveTrial) async throws {
            let report = try await trial.run()
            print(report)
            #expect(report.problems == [])
            #expect(report.orders > 3 && report.fills > 3)
        }

        private static let troubles: [LiveTrial.Trouble] = [
            .init(kind: "lost-answer", method: "PostOrder", times: 2),
            .init(kind: "reset-after", method: "PostOrder", times: 2),
            .init(kind: "429", method: "PostOrder", times: 2),
            .init(kind: "partial-cancel", method: "PostOrder", times: 3),
            .init(kind: "stream-drop", method: "MarketDataStream", times: 2),
            .init(kind: "crossed-book", method: "MarketDataStream", times: 20),
            .init(kind: "duplicate-events", method: "OrderStateStream", times: 20),
        ]
    }
}
