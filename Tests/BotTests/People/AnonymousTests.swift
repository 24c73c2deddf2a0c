import Bot
import Market
import Sandbox
import Store
import TestKit
import Testing

/// Who hides behind the group, and whom the bot is not spoken to by.
@Suite("Anonymous and unaddressed", .timeLimit(.minutes(1)))
struct AnonymousTests {
    private var anonymously: SayOptions {
        var options = SayOptions()
        options.isAnonymous = true
        return options
    }

    @Test("an anonymous admin may read, nothing else, and is told why")
    func anonymous() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/status", options: anonymously)
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Состояние"))
            for text in ["/silence 60", "/run EQ1", "/people", "/lang en", "/audit"] {
                clock.advance(by: .seconds(5))
                try sandbox.say(text: text, options: anonymously)
                try await settled(service, clock)
                #expect(try shown(sandbox).contains("бот не видит, кто вы"), "\(text)")
            }
            clock.advance(by: .seconds(5))
            try sandbox.say(text: "/whoami", options: anonymously)
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("только чтение"))
            #expect(try await store.audit.latest(limit: 1).isEmpty)
            #expect(try await store.commands.claim().isEmpty)
        }
    }

    @Test("an unknown command: answered in private and when the bot is meant, else silence")
    func unknown() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/stauts")
            try sandbox.say(text: "/stauts@other_bot")
            try sandbox.say(text: "/status@other_bot")
            try await settled(service, clock)
            #expect(sandbox.messages()?.contains { $0.from == 7_000_000_001 } == false)
            try sandbox.say(text: "/stauts@mayak_sandbox_bot")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("/status?"))
            var reply = SayOptions()
            reply.replyTo = sandbox.messages()?.last { $0.from == 7_000_000_001 }?.id
            clock.advance(by: .seconds(5))
            try sandbox.say(text: "/alrets", options: reply)
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("/alerts?"))
            try sandbox.say(chat: "private", user: "anna", text: "/qqqqqq")
            try await settled(service, clock)
            #expect(try shown(sandbox, "private:anna").contains("Все команды: /help"))
            clock.advance(by: .seconds(5))
            try sandbox.say(chat: "private", user: "anna", text: "привет")
            try await settled(service, clock)
            #expect(try shown(sandbox, "private:anna").contains("Я понимаю команды"))
            try sandbox.say(chat: "private", user: "pavel", text: "привет")
            try sandbox.say(chat: "private", user: "pavel", text: "/stauts")
            try await settled(service, clock)
            // Without a role one hears once that there is no access, whatever one writes.
            #expect(sandbox.messages("private:pavel")?.count == 3)
        }
    }

    @Test("an alias does what its command does")
    func alias() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/state")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Состояние"))
        }
    }

    @Test("a person without rights is answered five times, the admins are told once, in private where they can be")
    func reported() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(chat: "private", user: "anna", text: "/whoami")
            for _ in 0..<8 {
                try sandbox.say(user: "boris", text: "/audit")
                clock.advance(by: .seconds(5))
                try await settled(service, clock)
            }
            let refusals = sandbox.messages()?.filter { $0.formatted?.text.contains("нужна роль") ?? false }
            #expect(refusals?.count == 5)
            let report = try shown(sandbox, "private:anna")
            #expect(report.contains("Борис (1002): нет прав, 5 попыток за час") && report.contains("/audit"))
            let row = try #require(try await store.audit.latest(limit: 9).first)
            #expect(row.action == "access.refused" && row.actor == "1002 Борис" && row.result == .reported)
            // Buttons are counted apart, and every press is answered.
            try sandbox.say(text: "/people")
            try await settled(service, clock)
            for _ in 0..<8 {
                try sandbox.press(user: "boris", button: "Борис")
                clock.advance(by: .seconds(5))
                try await settled(service, clock)
            }
            #expect(try await store.audit.latest(limit: 9).count == 1)
        }
    }

    @Test("forged buttons are reported once")
    func forged() async throws {
        try await withBench { bench in
            for index in 0..<9 {
                bench.telegram.push(bench.press("v1:inc:999:take", id: Int64(index + 1)))
                try await bench.settle()
            }
            let answers = bench.telegram.calls("answerCallbackQuery")
            #expect(answers.count == 9)
            #expect(answers.count { $0.arguments["text"] == "Кнопка больше не действует" } == 5)
            #expect(bench.telegram.texts.count { $0.contains("поддельные кнопки") } == 1)
        }
    }
}
