import Bot
import Sandbox
import Store
import TestKit
import Testing

/// Lets the bot do all it can, at the pace that one chat allows.
func settled(_ service: BotService, _ clock: ManualClock) async throws {
    for _ in 0..<3 {
        _ = try await service.step()
        clock.advance(by: .seconds(1))
    }
    _ = try await service.step()
}

/// The newest message of the bot in a chat, as it is now, with plain blanks.
func shown(_ sandbox: SandboxServer, _ chat: String = "group") throws -> String {
    let bot = sandbox.messages(chat)?.last { $0.from == 7_000_000_001 }
    let text = try #require(bot?.formatted?.text, "the bot has said nothing in \(chat)")
    return text.replacing("\u{A0}", with: " ")
}
