import Market
import Operations
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

/// `/web` in the real sandbox.
@Suite("The way to the dashboard", .timeLimit(.minutes(1)))
struct WebCommandTests {
    private static let address = "https://mayak.example.org/"

    @Test(
        "in the group the link goes to the private chat, signs in once with the person's role, and is not in the store"
    )
    func link() async throws {
        try await withSandbox(tune: { $0.dashboard = Self.address }) { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .operator))
            try sandbox.say(user: "boris", text: "/web")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Сначала напишите боту в личном чате и повторите /web"))
            try sandbox.say(chat: "private:boris", user: "boris", text: "/info")
            try await settled(service, clock)
            clock.advance(by: .seconds(5))
            try sandbox.say(user: "boris", text: "/web")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Ссылка у вас в личном чате"))
            #expect(try !shown(sandbox).contains("sign-in="))
            let chat = try sandbox.transcript("private:boris")
            #expect(chat.contains("роль оператор. Ссылка действует до "), "\(chat)")
            let start = try #require(chat.firstRange(of: Self.address + "#sign-in=")?.upperBound)
            let token = try #require(AccessToken(String(chat[start...].prefix(54))))
            let key = try #require(try await store.access.open().first)
            #expect(key.kind == .link && key.person == 1002 && key.role == .operator && key.label == "/web")
            #expect(key.expiresAt == key.createdAt + .minutes(15))
            let granting = AccessGranting(store: OperationsStore(store), at: clock.now)
            #expect(try await granting.signIn(token)?.key.role == .operator)
            #expect(try await granting.signIn(token) == nil)
            let actions = try await store.audit.latest(limit: 3).map { "\($0.action) \($0.actor)" }
            #expect(actions.contains("access.make 1002 Борис"), "\(actions)")
        }
    }

    @Test("without a dashboard it says so; a stranger gets nothing")
    func refused() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/web")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Дашборд на этом сервере выключен"))
            #expect(try await store.access.open().isEmpty)
        }
    }
}
