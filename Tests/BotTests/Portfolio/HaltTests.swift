import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

/// `/halt` in the real sandbox.
@Suite("Halting a portfolio", .timeLimit(.minutes(1)))
struct HaltTests {
    private func halts(_ store: StateStore) async throws -> [Halt] {
        try await store.portfolio.halts(of: .usual).all
    }

    @Test("asks first, halts with one's own yes, leaves a line in the audit trail, and is shown until /resume")
    func halts() async throws {
        try await withSandbox(tune: { $0.approval.actions = [.trade] }) { sandbox, service, store, clock in
            try sandbox.say(text: "/halt биржа молчит")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Остановить торговлю?"))
            #expect(try shown(sandbox).contains("биржа молчит"))
            #expect(try await halts(store).isEmpty)
            // Also where letting it go on needs two: halting is the safe direction.
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            let halt = try #require(try await halts(store).first)
            #expect(halt.cause == .person && halt.level == .reduceOnly && halt.end == .person)
            #expect(halt.who == "1001 Анна" && halt.why == "биржа молчит")
            #expect(try shown(sandbox).contains("Торговля остановлена, Анна"))
            let row = try #require(try await store.audit.latest(limit: 1).first)
            #expect(row.action == "portfolio.halt" && row.actor == "1001 Анна" && row.result == .done)
            #expect(row.after == "reduceOnly: биржа молчит")
            for command in ["/halt", "/risk", "/positions"] {
                clock.advance(by: .seconds(5))
                try sandbox.say(text: command)
                try await settled(service, clock)
                let answer = try shown(sandbox)
                #expect(answer.contains("вручную: Анна, с ") && answer.contains("биржа молчит"), "\(command)")
                #expect(answer.contains("Снять: /resume"), "\(command)")
            }
            #expect(try await halts(store) == [halt])
            clock.advance(by: .seconds(5))
            // Stricter is news.
            try sandbox.say(text: "/halt all")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Остановить торговлю совсем?"))
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await halts(store).map(\.level) == [.stopped])
        }
    }

    @Test("is nothing for an operator, and nothing after a no")
    func refused() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .operator))
            try sandbox.say(user: "boris", text: "/halt")
            try await settled(service, clock)
            #expect(try !shown(sandbox).contains("Остановить торговлю?"))
            try sandbox.say(text: "/halt")
            try await settled(service, clock)
            try sandbox.press(button: "✖ Нет")
            try await settled(service, clock)
            #expect(try await halts(store).isEmpty)
        }
    }

    @Test(
        "the words after it",
        arguments: [
            ([], .reduceOnly, ""), (["all"], .stopped, ""), (["ВСЁ", "нет", "связи"], .stopped, "нет связи"),
            (["no", "link", "all"], .reduceOnly, "no link all"),
            (Array(repeating: String(repeating: "x", count: 99), count: 3), .reduceOnly, nil),
        ] as [([String], Halt.Level, String?)]
    )
    func words(_ words: [String], _ level: Halt.Level, _ reason: String?) {
        let wish = HaltWish(words)
        #expect(wish.level == level)
        #expect(reason.map { $0 == wish.reason } ?? (wish.reason.count == 200))
    }

    @Test("lines of a halt by hand are escaped, short, and in either language")
    func lines() throws {
        let now = Timestamp(seconds: 1_721_026_800)
        let halts = [
            Halt(.person, .stopped, until: .person, who: "1001 <Anna>", why: "a < b", since: now),
            Halt(.drawdown, .reduceOnly, until: .person, who: "risk_checks", why: "x", since: now),
        ]
        let screen = HaltLines(halts, today: MoscowTime.date(of: now), wording: Wording(.english))
        #expect(screen.lines.count == 6)
        #expect(screen.lines[1].hasPrefix("by hand: &lt;Anna&gt;, since "))
        #expect(screen.lines[2...3] == ["no orders at all, no exits either", "a &lt; b"])
        #expect(screen.lines.last == "To go on: /resume")
        #expect(HaltLines([], today: MoscowTime.date(of: now), wording: Wording(.russian)).lines.isEmpty)
    }
}
