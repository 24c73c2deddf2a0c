import Bot
import Market
import Sandbox
import Store
import TestKit
import Testing

/// `/resume` in the real sandbox.
@Suite("Resuming a halted portfolio", .timeLimit(.minutes(1)))
struct ResumeTests {
    private func isHalted(_ store: StateStore) async throws -> Bool {
        try await !store.portfolio.halts(of: .usual).all.isEmpty
    }

    @Test("asks first, ends the halt with one's own yes, and leaves a line in the audit trail")
    func resumes() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await store.haltPortfolio(at: clock.now)
            try sandbox.say(text: "/resume")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Снять остановку торговли?"))
            #expect(try await isHalted(store))
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await !isHalted(store))
            #expect(try shown(sandbox).contains("Торговля идёт дальше, Анна"))
            let row = try #require(try await store.audit.latest(limit: 1).first)
            #expect(row.action == "portfolio.resume" && row.actor == "1001 Анна")
            #expect(row.before == "dailyLoss: loss of the day 6%" && row.after == "losses count from 1000000")
            try sandbox.say(text: "/resume")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Торговля не остановлена"))
        }
    }

    @Test("is nothing for an operator, and nothing after a no")
    func refused() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .operator))
            try await store.haltPortfolio(at: clock.now)
            try sandbox.say(user: "boris", text: "/resume")
            try await settled(service, clock)
            #expect(try !shown(sandbox).contains("Снять остановку торговли?"))
            try sandbox.say(text: "/resume")
            try await settled(service, clock)
            try sandbox.press(button: "✖ Нет")
            try await settled(service, clock)
            #expect(try await isHalted(store))
        }
    }

    @Test("waits for a trader's yes where the desk wants two people")
    func approved() async throws {
        try await withSandbox(tune: { $0.approval.actions = [.trade] }) { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1003, name: "Carol", role: .trader))
            try await store.haltPortfolio(at: clock.now)
            try sandbox.say(text: "/resume")
            try await settled(service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await isHalted(store))
            try sandbox.press(user: "carol", button: "✅ Одобрить")
            try await settled(service, clock)
            #expect(try await !isHalted(store))
            #expect(
                try await store.audit.latest(limit: 1).first?.after
                    == "losses count from 1000000; approved by 1003 Carol"
            )
        }
    }

    @Test("the other screens answer before the portfolio has begun")
    func empty() async throws {
        try await withSandbox { sandbox, service, _, clock in
            let answers = [
                "/positions": "Портфель ещё не начат", "/pnl": "Портфель ещё не начат", "/signals": "Сигналов нет",
                "/watchlist": "Список наблюдения пуст", "/risk": "Риск ещё не проверялся",
            ]
            for (command, answer) in answers {
                try sandbox.say(text: command)
                try await settled(service, clock)
                #expect(try shown(sandbox).contains(answer), "\(command)")
                clock.advance(by: .seconds(5))
            }
        }
    }
}
