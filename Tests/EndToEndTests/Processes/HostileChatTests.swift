import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

extension EndToEnd {
    /// What one message from a viewer could do: end the scheduler, for ever.
    @Suite("Hostile messages", .timeLimit(.minutes(10)))
    struct HostileChatTests {
        @Test("bot and scheduler live through hostile dates and numbers, and nothing stays claimed")
        func chat() async throws {
            let rig = try await Rig(Rig.World(time: "10:31", speed: 10))
            let (scheduler, bot) = (
                try rig.start(.scheduler), try rig.start(.bot, environment: ["MAYAK_GROUP_ROLES": "off"])
            )
            try await scheduler.says("Jobs planned", within: .seconds(60))
            try await bot.says("Bot signed in", within: .seconds(60))
            let store = try rig.store()
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .viewer))
            // A command as an earlier version took it in, and left it claimed when it died.
            let old = try #require(CivilDate(stored: "0001-01-01"))
            let request = ReportRequest(span: .day, date: old, target: .group, replyTo: nil, key: "old")
            let id = try await store.commands.post(.report(request), author: "Boris (1002)", channel: .telegram)
            let texts = [
                "/report 0001-01-01", "/report week 0001-01-01", "/report 9999-12-31", "/report 1900-01-01",
                "/report week 1900-01-01", "/report 2199-12-31", "/hi2 0001-01-01", "/plot eq obstats 9999-12-31",
                "/silence eq 9223372036854775807", "/calendar 0001-01-01..9999-12-31", "/run 9223372036854775808",
            ]
            for text in texts { try await rig.say(text, user: text.hasPrefix("/silence") ? "anna" : "boris") }
            let isDone = try await eventually(within: .seconds(90)) {
                let messages = try await rig.messages()
                let open = try await store.commands.queuedCount() + store.commands.interrupted().count
                return messages.count { $0.from.isBot } >= texts.count && open == 0
            }
            let words = try await rig.messages().map(\.words)
            #expect(isDone, "\(words)")
            #expect(try await store.commands.command(id)?.state == .done)
            #expect(scheduler.isRunning && bot.isRunning, "\(scheduler.log.suffix(500)) \(bot.log.suffix(500))")
            await store.close()
        }
    }
}
