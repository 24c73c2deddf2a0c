import Foundation
import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Bot API: many waiting polls", .timeLimit(.minutes(1)))
struct WaitingPollTests {
    private func threads() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
    }

    @Test("two hundred polls of as many bots wait and hold no thread")
    func many() async throws {
        let tokens = (1...200).map { "\(8_000_000_000 + $0):x" }
        let fixture = try SandboxFixture.quiet { $0.tokens = tokens.map { Secret($0) } }
        let before = try threads()
        try await withThrowingTaskGroup(of: JSON.self) { group in
            for token in tokens {
                group.addTask { try await fixture.call("getUpdates", [("timeout", "50")], token: token) }
            }
            await fixture.clock.sleepers(tokens.count)
            // The runtime's own pool may grow by its few.
            #expect(try threads() - before < 20)
            fixture.clock.advance(by: .seconds(50))
            var answered = 0
            for try await reply in group where reply["result"] == [] { answered += 1 }
            #expect(answered == tokens.count)
        }
    }
}
