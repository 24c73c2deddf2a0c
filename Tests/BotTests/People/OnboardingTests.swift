import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// A newcomer comes in by a code, in the real sandbox.
@Suite("Onboarding", .timeLimit(.minutes(1)))
struct OnboardingTests {
    @Test("an admin makes a code in the group, gets it in private, and a newcomer comes in with it, once")
    func wholeWay() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/people")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Доступ: 2 человека"))
            try sandbox.press(button: "➕ Пригласить")
            try await settled(service, clock)
            // No code yet: the bot cannot begin a private chat.
            try sandbox.press(button: "оператор")
            try await settled(service, clock)
            #expect(try await store.people.openInvitations(at: clock.now).isEmpty)
            try sandbox.say(chat: "private", user: "anna", text: "/whoami")
            try await settled(service, clock)
            try sandbox.press(button: "оператор")
            try await settled(service, clock)
            let code = try #require(code(in: try shown(sandbox, "private:anna")))
            #expect(try !shown(sandbox).contains(code))
            #expect(try shown(sandbox).contains("Код №1: оператор"))

            try sandbox.say(chat: "private", user: "pavel", text: "/status")
            try await settled(service, clock)
            #expect(sandbox.messages("private:pavel")?.count == 2)
            #expect(try shown(sandbox, "private:pavel").contains("У вас нет доступа"))
            try sandbox.say(chat: "private", user: "pavel", text: code.lowercased())
            try await settled(service, clock)
            #expect(try await store.people.person(1999)?.role == .operator)
            #expect(try shown(sandbox, "private:pavel").contains("Ваша роль: оператор"))
            #expect(try shown(sandbox, "private:anna").contains("Павел (1999): теперь оператор (код №1"))
            // The same code again, by the same person and by another one.
            try sandbox.say(chat: "private", user: "boris", text: code)
            try await settled(service, clock)
            #expect(try shown(sandbox, "private:boris").contains("Код не подошёл"))
            #expect(try await store.people.person(1002)?.role == .viewer)
            let rows = try await store.audit.latest(limit: 20).map { "\($0.action): \($0.result?.text ?? "?")" }
            #expect(
                rows == ["people.join: refused: used or withdrawn", "people.join: done", "people.invite: invitation 1"]
            )
        }
    }

    @Test("the link of an invitation works, and /start without a code tells a stranger once that they have no access")
    func link() async throws {
        try await withSandbox { sandbox, service, store, clock in
            let code = try OneTimeCode(.system)
            _ = try await store.people.invite(
                .viewer,
                digest: try code.digest(),
                author: "cli root",
                expiresAt: clock.now + .hours(1)
            )
            for words in ["/start", "/help", "hello", "/nothing"] {
                try sandbox.say(chat: "private", user: "pavel", text: words)
                try await settled(service, clock)
            }
            #expect(sandbox.messages("private:pavel")?.count == 5)
            #expect(try shown(sandbox, "private:pavel").contains("У вас нет доступа"))
            #expect(try await store.audit.latest(limit: 9).isEmpty)
            try sandbox.say(chat: "private", user: "pavel", text: "/start \(code.compact)")
            try await settled(service, clock)
            #expect(try shown(sandbox, "private:pavel").contains("Добро пожаловать"))
            #expect(try await store.people.person(1999)?.role == .viewer)
        }
    }

    @Test("guessing stops after five, the right code does not help then, and the admins hear of it once")
    func guessing() async throws {
        try await withSandbox { sandbox, service, store, clock in
            let code = try OneTimeCode(.system)
            let end = clock.now + .hours(9)
            _ = try await store.people.invite(.admin, digest: try code.digest(), author: "a", expiresAt: end)
            for round in 0..<9 {
                try sandbox.say(chat: "private", user: "pavel", text: "AAAAA-AAAA\(round % 8 + 2)")
                try await settled(service, clock)
            }
            try sandbox.say(chat: "private", user: "pavel", text: code.description)
            try await settled(service, clock)
            #expect(try await store.people.person(1999) == nil)
            let answers = sandbox.messages("private:pavel")?.filter {
                $0.formatted?.text.contains("не подошёл") ?? false
            }
            #expect(answers?.count == 5)
            let reports = sandbox.messages()?.filter { $0.formatted?.text.contains("неверный код") ?? false }
            #expect(reports?.count == 1)
            #expect(try await store.audit.latest(limit: 20).map(\.action) == ["access.refused"])
            clock.advance(by: .hours(1))
            try sandbox.say(chat: "private", user: "pavel", text: code.description)
            try await settled(service, clock)
            #expect(try await store.people.person(1999)?.role == .admin)
        }
    }

    @Test("an expired code says so, an unneeded one stays good, and a code in a group is worthless")
    func odd() async throws {
        try await withSandbox { sandbox, service, store, clock in
            let (late, spare) = (try OneTimeCode(.system), try OneTimeCode(.system))
            let soon = clock.now + .minutes(1)
            _ = try await store.people.invite(.viewer, digest: try late.digest(), author: "a", expiresAt: soon)
            let day = clock.now + .hours(24)
            _ = try await store.people.invite(.viewer, digest: try spare.digest(), author: "a", expiresAt: day)
            clock.advance(by: .minutes(2))
            try sandbox.say(chat: "private", user: "pavel", text: late.description)
            try sandbox.say(chat: "private", user: "boris", text: spare.description)
            try sandbox.say(user: "carol", text: spare.description)
            try await settled(service, clock)
            #expect(try shown(sandbox, "private:pavel").contains("Срок кода истёк"))
            #expect(try shown(sandbox, "private:boris").contains("ещё действует"))
            #expect(try await store.people.person(1003) == nil)
            #expect(try shown(sandbox).contains("Код №2 увидели все"))
            #expect(try await store.people.openInvitations(at: clock.now).isEmpty)
        }
    }

    private func code(in text: String) -> String? {
        text.firstMatch(of: /[0-9A-Z]{5}-[0-9A-Z]{5}/).map { String($0.output) }
    }
}
