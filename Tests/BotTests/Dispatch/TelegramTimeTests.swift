import Market
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// Telegram dates its updates, so its own clock tells how old they are, whatever ours shows.
@Suite("The age of what people ask", .timeLimit(.minutes(1)))
struct TelegramTimeTests {
    /// Ours minus Telegram's.
    static let skews: [Int64] = [0, 95, -95, 3_600, -3_600, 2_592_000, -2_592_000]

    @Test("a fresh command is answered and an old one refused, however wrong our clock is", arguments: skews)
    func commands(_ ahead: Int64) async throws {
        try await withBench { bench in
            bench.telegram.showDate(bench.clock.now - .seconds(ahead))
            bench.telegram.push(
                bench.command("/run hi2_check", id: 1, age: ahead + 600),
                bench.command("/status", id: 2, age: ahead + 5)
            )
            try await bench.settle()
            let texts = bench.telegram.texts
            #expect(texts.count == 2, "\(texts)")
            #expect(texts.first?.contains("/run") == true, "refused as too old: \(texts)")
            #expect(try await bench.store.commands.queuedCount() == 0)
        }
    }

    @Test("a press made before an old command is as old as that", arguments: skews)
    func presses(_ ahead: Int64) async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, Feed(.futures, .obstats)))
            let take = IncidentRoute(alert: alert.id, action: .take).payload
            bench.telegram.showDate(bench.clock.now - .seconds(ahead))
            bench.telegram.push(bench.press(take, id: 1), bench.command("/status", id: 2, age: ahead + 600))
            try await bench.settle()
            #expect(try await bench.store.commands.queuedCount() == 0)
            #expect(bench.telegram.calls("answerCallbackQuery").count == 1)
            bench.telegram.push(bench.press(take, id: 3), bench.command("/status", id: 4, age: ahead + 5))
            try await bench.settle()
            #expect(try await bench.store.commands.queuedCount() == 1)
        }
    }

    @Test(
        "a time that would make an update older than Telegram keeps any is not Telegram's",
        arguments: [26, 24 * 6] as [Int64]
    )
    func foreignTime(_ hours: Int64) async throws {
        try await withBench { bench in
            bench.telegram.showDate(bench.clock.now + .hours(hours))
            bench.telegram.push(bench.command("/status", id: 1, age: 5), bench.command("/status", id: 2, age: 3_600))
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1)
        }
    }

    @Test("what the bot measures is in the store for the scheduler")
    func measured() async throws {
        try await withBench { bench in
            bench.telegram.showDate(bench.clock.now - .seconds(95))
            for _ in 0..<3 { try await bench.settle() }
            let skew = try #require(ClockSkew(text: try await bench.store.settings.value(SettingName.telegramSkew)))
            #expect((skew.skew - .seconds(95)).inSeconds.magnitude <= 1)
        }
    }

    @Test("a limiter and waits that a clock ahead has left hold nothing back once it is right")
    func limiter() {
        var limiter = DeliveryLimiter()
        let right = Timestamp(seconds: 1_721_034_000)
        let wrong = right + .hours(24 * 30)
        for _ in 0..<18 { limiter.spend(chat: -1, cost: 1, at: wrong) }
        limiter.punish(chat: -1, retryAfter: .seconds(30), at: wrong)
        limiter.setBack(by: right.duration(to: wrong))
        #expect(limiter.readyAt(chat: -1, cost: 1, at: right) <= right + .seconds(60))
    }
}
