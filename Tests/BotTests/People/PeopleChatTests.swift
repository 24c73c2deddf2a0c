import Bot
import Market
import Sandbox
import Store
import TestKit
import Testing

/// Admins manage people from the chat, in the real sandbox.
@Suite("People from the chat", .timeLimit(.minutes(1)))
struct PeopleChatTests {
    @Test("a role is changed after a question, by the one who asked, and the person hears of it")
    func role() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(chat: "private", user: "boris", text: "/whoami")
            try sandbox.say(text: "/people")
            try await settled(service, clock)
            for button in ["Борис", "трейдер"] {
                try sandbox.press(button: button)
                try await settled(service, clock)
            }
            #expect(try shown(sandbox).contains("Борис: назначить роль «трейдер»?"))
            try sandbox.press(user: "boris", button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.people.person(1002)?.role == .viewer)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.people.person(1002)?.role == .trader)
            #expect(try shown(sandbox).contains("Борис: наблюдатель → трейдер"))
            #expect(try shown(sandbox, "private:boris").contains("Ваша роль теперь: трейдер"))
            // The way back leads to the person, and from there to the list.
            for _ in 0..<2 {
                try sandbox.press(button: "⬅ Назад")
                try await settled(service, clock)
            }
            let list = try shown(sandbox)
            #expect(list.contains("1002 Борис · трейдер"), "\(list)")
            let row = try #require(try await store.audit.latest(limit: 1).first)
            #expect(
                row.action == "people.set" && row.before == "viewer" && row.after == "trader" && row.result == .done
            )
        }
    }

    @Test("the last admin cannot be removed, an admin of the configuration not at all")
    func lastAdmin() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/people remove 1001")
            try await settled(service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("последний администратор"))
            #expect(try await store.people.person(1001)?.role == .admin)
            #expect(try await store.audit.latest(limit: 1).first?.result == .refused(.store(.lastAdmin)))
            try sandbox.say(text: "/people set 1003 admin")
            try await settled(service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            try sandbox.say(text: "/people remove 1001")
            try await settled(service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.people.person(1001) == nil)
        }
        try await withBench { bench in
            bench.telegram.push(
                bench.command("/people set \(BotBench.admin) viewer", id: 1, from: BotBench.admin),
                bench.command("/people remove \(BotBench.admin)", id: 2, from: BotBench.admin),
                bench.command("/people remove 31337", id: 3, from: BotBench.admin)
            )
            try await bench.settle()
            #expect(bench.telegram.texts.count { $0.contains("MAYAK_ADMINS") } == 2)
            #expect(bench.telegram.texts.last?.contains("в списке нет") == true)
        }
    }

    @Test("people are for admins, and a menu for the one who opened it")
    func rights() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(user: "boris", text: "/people")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("нужна роль «администратор»"))
            try sandbox.say(text: "/people")
            try await settled(service, clock)
            try sandbox.press(user: "boris", button: "Борис")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Доступ"))
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .admin))
            try sandbox.press(user: "boris", button: "Борис")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Доступ"))
            let message = try #require(sandbox.messages()?.last?.id)
            try sandbox.press(user: "boris", message: message, button: "v1:ppl:d:rl:rs", forged: true)
            try await settled(service, clock)
            #expect(try await store.people.all().count == 2)
        }
    }

    @Test("typed wrongly, /people explains itself and changes nothing")
    func usage() async throws {
        try await withBench { bench in
            let texts = ["set", "set x viewer", "set 5 boss", "remove", "remove x", "invite", "invite boss", "drop 5"]
            for (index, text) in texts.enumerated() {
                bench.telegram.push(bench.command("/people \(text)", id: Int64(index + 1), from: BotBench.admin))
                bench.clock.advance(by: .seconds(4))
                try await bench.settle()
            }
            #expect(bench.telegram.texts.count { $0.contains("/people invite operator") } == texts.count)
            #expect(try await bench.store.audit.latest(limit: 1).isEmpty)
        }
    }
}
