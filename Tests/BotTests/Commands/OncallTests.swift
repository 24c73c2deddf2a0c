import Market
import Operations
import Platform
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

@Suite("On call", .timeLimit(.minutes(1)))
struct OncallTests {
    private static func wish(_ text: String) -> DutyWish? { DutyWish(text.split(separator: " ").map(String.init)) }

    @Test(
        "days and hours in both languages, over midnight and over the week's end",
        arguments: [
            ("пн-пт 9-19 Борис", 50, "monday 9"), ("mon-fri 09:00-19:00 Boris", 50, "monday 9"),
            ("вс Анна", 24, "sunday 0"), ("сб-пн 0-1 Анна", 3, "saturday 0"), ("Анна", 168, "monday 0"),
            ("будни Анна", 120, "monday 0"), ("выходные 10-12 Анна, Борис", 4, "saturday 10"),
            ("вс 19-9 Анна", 14, "sunday 19"), ("clear", 168, "monday 0"), ("снять пт 9-10", 1, "friday 9"),
            ("понедельник–пятница с 9 до 19 Борис", 50, "monday 9"), ("Thursday 9–19 Boris", 10, "thursday 9"),
            ("пятницу from 9 to 10 Boris", 1, "friday 9"), ("сб,вс Анна", 48, "saturday 0"),
            ("пн, ср-пт 9-10 Анна, Борис", 4, "monday 9"), ("снять вт,вт 9-10", 1, "tuesday 9"),
        ]
    )
    func words(_ text: String, _ count: Int, _ first: String) throws {
        let wish = try #require(Self.wish(text))
        #expect(wish.slots.count == count && Set(wish.slots).count == count)
        #expect(wish.slots.first.map { "\($0.weekday) \($0.hour)" } == first)
        if text == "вс 19-9 Анна" { #expect(wish.slots.last == DutySlot(.monday, hour: 8)) }
    }

    @Test("words that mean nothing", arguments: ["", "пн-пт", "9-19", "пн 9-19", "clear Анна", "пн 25-30 Борис"])
    func nonsense(_ text: String) {
        #expect(Self.wish(text) == nil)
    }

    @Test("an operator presses days, hours and a person; a viewer looks and cannot press")
    func buttons() async throws {
        try await withChatBench(tune: { $0.admins = [] }) { bench in
            for (id, name, role) in [(1002, "Борис", Role.operator), (1003, "Carol", .viewer)] {
                try await bench.store.people.setRole(Person(id: Int64(id), name: name, role: role))
            }
            try await bench.say("/oncall", user: "carol")
            try await bench.pass(.seconds(3), by: .seconds(1))
            #expect(bench.sandbox.messages()?.last?.keyboard == nil)
            try await bench.say("/oncall", user: "boris")
            try await bench.pass(.seconds(3), by: .seconds(1))
            for button in ["✏️ Назначить", "будни", "9–19", "Борис"] {
                try await bench.press(button, user: "boris")
                try await bench.pass(.seconds(3), by: .seconds(1))
            }
            #expect(bench.texts().last?.contains("пн–пт: 09–19 Борис") == true, "\(bench.texts())")
            #expect(try await bench.store.audit.latest(limit: 1).first?.object == "weekdays 9-19")
            try await bench.press("✏️ Назначить", user: "carol")
            #expect(bench.texts().last?.contains("пн–пт: 09–19 Борис") == true)
            for button in ["✏️ Назначить", "все дни", "весь день", "никто"] {
                try await bench.press(button, user: "boris")
                try await bench.pass(.seconds(3), by: .seconds(1))
            }
            #expect(try await bench.store.people.rota().duties.isEmpty)
        }
    }

    @Test("an admin by configuration is on call and in the list of people under the name that Telegram gives")
    func appointed() async throws {
        try await withChatBench { bench in
            try await bench.say("/oncall пн-пт 9-19 Анна", user: "anna")
            try await bench.pass(.seconds(3), by: .seconds(1))
            #expect(bench.texts().last?.contains("пн–пт: 09–19 Анна") == true, "\(bench.texts())")
            try await bench.say("/people", user: "anna")
            try await bench.pass(.seconds(3), by: .seconds(1))
            let list = try #require(bench.texts().last)
            #expect(
                list.contains("1001</code> Анна · администратор") || list.contains("1001 Анна · администратор"),
                "\(list)"
            )
            #expect(try await bench.store.people.all().allSatisfy { $0.id != 1001 })
        }
    }

    @Test("an operator sets it with an audit row, everybody reads it, a reminder calls the one on call")
    func wholeWay() async throws {
        try await withChatBench(tune: { $0.admins = [] }) { bench in
            for (id, name, role) in [(1001, "Анна", Role.admin), (1002, "Борис", .operator), (1003, "Carol", .viewer)] {
                try await bench.store.people.setRole(Person(id: Int64(id), name: name, role: role))
            }
            func say(_ text: String, _ user: String) async throws -> String {
                try await bench.say(text, user: user)
                try await bench.pass(.seconds(3), by: .seconds(1))
                return try #require(bench.texts().last)
            }
            #expect(try await say("/oncall", "carol").contains("Дежурных нет"))
            #expect(try await say("/oncall пн-пт 9-19 Борис", "carol").contains("нужна роль"))
            #expect(try await say("/oncall пн-пт 9-19 Пётр", "boris").contains("Среди людей с ролью нет «Пётр»"))
            let table = try await say("/oncall пн-пт 9-19 борис", "boris")
            #expect(table.contains("Сейчас: Борис") && table.contains("пн–пт: 09–19 Борис"), "\(table)")
            #expect(try await say("/oncall ср Анна", "boris").contains("ср: Анна\nчт–пт: 09–19 Борис"))
            let rows = try await bench.store.audit.latest(limit: 5).filter { $0.action == "duty.set" }
            #expect(rows.map(\.object) == ["ср", "пн-пт 9-19"] && rows.allSatisfy { $0.result == .done })

            var alert = try await bench.store.alerts.firing(value: 900, at: bench.clock.now)
            (alert.firedAt, alert.toldAt) = (bench.clock.now, bench.clock.now)
            var batch = StoreBatch()
            batch.alerts.records = [alert]
            try await bench.store.commit(batch)
            try await bench.enqueue(
                OutboxDraft(dedupeKey: "a", content: .incident(alert: alert.id), priority: .critical),
                OutboxDraft(
                    dedupeKey: "b",
                    content: .incidentReply(alert: alert.id, reason: .reminder),
                    priority: .critical
                )
            )
            try await bench.pass(.seconds(6), by: .seconds(1))
            let reminder = try #require(bench.sandbox.messages()?.last?.formatted)
            #expect(reminder.text.hasSuffix("Дежурит: Борис"), "\(reminder.text)")
            #expect(reminder.entities.contains { "\($0)".contains("1002") })
            // Whoever has no role any more is not called.
            try await bench.store.people.remove(1002, appointed: [])
            #expect(try await say("/oncall", "anna").contains("Сейчас никто не назначен"))
        }
    }
}
