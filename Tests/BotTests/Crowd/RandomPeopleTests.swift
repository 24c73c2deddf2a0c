import Bot
import Foundation
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// Everybody presses everything: what is on the screens, what was there once, what never was.
///
/// Buttons come from the keyboards that the sandbox shows and commands from the bot's own list, so that new ones are tried
/// without a word here. A part of the ten thousand runs each time, all of them with `make press`: `MAYAK_PRESSES` and
/// `MAYAK_SEED` choose another count and another order.
@Suite("Random people", .timeLimit(.minutes(5)))
struct RandomPeopleTests {
    private static let count = number("MAYAK_PRESSES") ?? 4_000
    private static let seed = UInt64(number("MAYAK_SEED") ?? 20_261_120)

    @Test("thousands of presses and commands: no crash, no effect without the right, every press answered")
    func everything() async throws {
        try await withSandbox { sandbox, service, store, clock in
            var crowd = try await Crowd(sandbox, service, store, clock, seed: Self.seed)
            while crowd.actions < Self.count { try await crowd.act() }
            try await crowd.settle()
            try crowd.checkRequests()
            try await crowd.checkTexts()
            // A crowd that does nothing proves nothing.
            #expect(crowd.presses.count > Self.count / 4)
            #expect(crowd.judge.effects.count > Self.count / 200)
            #expect(crowd.judge.refusals > 0)
        }
    }

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }
}
