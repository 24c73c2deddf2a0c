import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// Several days, several markets, short days, undo and idle menus, clicked through in the sandbox.
@Suite("Calendar menu: days in a row", .timeLimit(.minutes(1)))
struct CalendarRangeMenuTests {
    @Test("first and last day, a market, what changes, and all of it taken back")
    func range() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await click(
                sandbox,
                service,
                clock,
                "/calendar",
                "⬅ Назад",
                "авг",
                "📆 Несколько дней",
                "1·",
                "7·",
                "FO"
            )
            #expect(try text(sandbox).contains("FO, 1–7 августа 2024: какой день?"))
            #expect(try text(sandbox).contains("FO: обычный 5, торгов нет 2"))
            try await click(sandbox, service, clock, "торгов нет")
            #expect(try text(sandbox).contains("Выбрано: 7 дней, изменится: 5"))
            #expect(try text(sandbox).contains("Без изменений: 2 дня"))
            #expect(try text(sandbox).contains("01.08 чт FO: обычный → торгов нет"))
            #expect(try !text(sandbox).contains("торгов нет → торгов нет"))
            try await click(sandbox, service, clock, "✅ Изменить")
            #expect(try text(sandbox).contains("FO, 1–7 августа 2024: изменено 5 дней"))
            #expect(try await store.calendar.history().count == 7)
            #expect(try await store.audit.latest(limit: 1).first?.object == "FO 2024-08-01..2024-08-07")
            #expect(try await store.audit.latest(limit: 1).first?.result == .edits(first: 1, last: 7))
            try await click(sandbox, service, clock, "↩ Отменить")
            #expect(try text(sandbox).contains("возвращено 5 дней"))
            #expect(try await store.calendar.statements().allSatisfy { $0.layer != .edit })
        }
    }

    @Test("a short day with its close, and the same for all markets")
    func short() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await click(sandbox, service, clock, "/calendar 2024-07-16 FO", "сокращённый…", "14:00")
            #expect(try text(sandbox).contains("Станет: 09:00–14:00"))
            try await click(sandbox, service, clock, "✅ Изменить", "⬅ Назад", "FO", "Всем как FO", "✅ Изменить")
            let edits = try await store.calendar.statements().filter { $0.layer == .edit }
            #expect(
                edits.map { "\($0.market) \($0.kind) \($0.sessions?.map(\.span) ?? [])" } == [
                    #"EQ short ["10:00-14:00"]"#, #"FO short ["09:00-14:00"]"#, #"FX short ["10:00-14:00"]"#,
                ]
            )
            try await click(sandbox, service, clock, "/calendar 2024-07-16 EQ")
            #expect(try text(sandbox).contains("изменён вручную: сокращённый (Анна"))
            #expect(try text(sandbox).contains("= FO"))
        }
    }

    @Test("the command with arguments shows the same confirmation")
    func command() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await click(sandbox, service, clock, "/calendar 2024-08-01..2024-08-07 all closed", "✅ Изменить")
            #expect(try await store.calendar.history(limit: 99).count == 21)
            try sandbox.say(user: "boris", text: "/calendar 2024-08-01 FO normal")
            try await settle(service, clock)
            #expect(try #require(sandbox.messages()?.last?.formatted?.text).contains("Нет прав"))
            #expect(try await store.calendar.history(limit: 99).count == 21)
        }
    }

    @Test("the undo button goes after ten minutes, the text stays")
    func undoGoes() async throws {
        try await withSandbox { sandbox, service, _, clock in
            try await click(sandbox, service, clock, "/calendar 2024-07-16 FO closed", "✅ Изменить")
            #expect(try text(sandbox).contains("Отменить можно до"))
            clock.advance(by: .minutes(10))
            try await settle(service, clock)
            let message = try #require(sandbox.messages()?.last)
            #expect(message.keyboard == nil)
            #expect(message.formatted?.text.contains("обычный → торгов нет") == true)
            #expect(message.formatted?.text.contains("Отменить можно до") == false)
        }
    }

    @Test("a menu that nobody presses loses its buttons, one that is pressed keeps them")
    func idle() async throws {
        try await withSandbox { sandbox, service, _, clock in
            try await click(sandbox, service, clock, "/calendar", "⬅ Назад")
            clock.advance(by: .minutes(15))
            try await click(sandbox, service, clock, "[июл]")
            clock.advance(by: .minutes(15))
            try await settle(service, clock)
            #expect(sandbox.messages()?.last?.keyboard != nil)
            clock.advance(by: .minutes(5))
            try await settle(service, clock)
            #expect(sandbox.messages()?.last?.keyboard == nil)
            #expect(sandbox.messages()?.last?.formatted?.text.contains("Кнопки убраны") == true)
        }
    }

    @Test("a menu that was deleted is not posted again when its time is over")
    func deleted() async throws {
        try await withSandbox { sandbox, service, _, clock in
            try await click(sandbox, service, clock, "/calendar")
            let count = try #require(sandbox.messages()).count
            let menu = try #require(sandbox.messages()?.last)
            var fault = Fault(.deleteMessage, .chat("group"))
            fault.messageID = menu.id
            _ = sandbox.setFault(ScheduledFault(fault, from: clock.now))
            sandbox.tick()
            #expect(try #require(sandbox.messages()).count == count - 1)
            clock.advance(by: .minutes(21))
            try await settle(service, clock)
            #expect(try #require(sandbox.messages()).count == count - 1)
            let calls = sandbox.recorded.map(\.path).filter { !$0.hasSuffix("getUpdates") }
            #expect(calls.last?.hasSuffix("editMessageText") == true)
        }
    }

    /// A command first, then buttons of the newest message that has them.
    private func click(
        _ sandbox: SandboxServer,
        _ service: BotService,
        _ clock: ManualClock,
        _ steps: String...
    ) async throws {
        for step in steps {
            if step.hasPrefix("/") {
                try sandbox.say(text: step)
            } else {
                try sandbox.press(button: step)
            }
            try await settle(service, clock)
            // A minute's worth of group messages must not be used up by a long walk.
            clock.advance(by: .seconds(4))
        }
    }

    private func text(_ sandbox: SandboxServer) throws -> String {
        let shown = try #require(sandbox.messages()?.last { $0.keyboard != nil }?.formatted?.text)
        return shown.replacing("\u{A0}", with: " ")
    }
}
