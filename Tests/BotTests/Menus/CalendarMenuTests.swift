import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// The menu is clicked through in the real sandbox, which refuses what Telegram refuses.
@Suite("Calendar menu", .timeLimit(.minutes(5)))
struct CalendarMenuTests {
    @Test("from the year to a closed day, its impact, and back again")
    func walk() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/calendar")
            try await settle(service, clock)
            for button in ["[15·]", "FO", "торгов нет"] {
                try sandbox.press(button: button)
                try await settle(service, clock)
            }
            #expect(try shown(sandbox).contains("обычный → торгов нет"))
            try sandbox.press(button: "✅ Изменить")
            try await settle(service, clock)
            let edit = try #require(try await store.calendar.history().first)
            #expect(edit.market == .futures && edit.after?.kind == .closed && edit.author == "Анна (1001)")
            #expect(try shown(sandbox).contains("Планировщик пересчитывает"))
            try await store.calendar.saveImpact(
                CalendarImpact(revision: edit.revision, jobsAdded: [], jobsRemoved: ["FO1", "FO2"], nextRuns: [])
            )
            try await settle(service, clock)
            #expect(try shown(sandbox).contains("Сняты задачи: FO1, FO2"))
            try sandbox.press(button: "↩ Отменить")
            try await settle(service, clock)
            #expect(try await store.calendar.history().first?.undoes == edit.id)
            clock.advance(by: .seconds(5))
            try await settle(service, clock)
            #expect(try shown(sandbox).contains("Планировщик не ответил"))
            #expect(try await store.audit.latest(limit: 9).map(\.action) == ["calendar.undo", "calendar.set"])
            #expect(try await store.audit.latest(limit: 9).allSatisfy { $0.result != nil })
        }
    }

    @Test("another person cannot press in it, a viewer cannot change with it")
    func strangers() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(user: "anna", text: "/calendar 2024-07-16")
            try await settle(service, clock)
            try sandbox.press(user: "boris", button: "EQ")
            try await settle(service, clock)
            #expect(try shown(sandbox).contains("16 июля 2024"))
            clock.advance(by: .seconds(5))
            try sandbox.say(user: "boris", text: "/calendar 2024-07-16")
            try await settle(service, clock)
            for button in ["EQ", "торгов нет"] {
                try sandbox.press(user: "boris", button: button)
                try await settle(service, clock)
            }
            #expect(try await store.calendar.history().isEmpty)
        }
    }

    private func shown(_ sandbox: SandboxServer) throws -> String {
        let message = try #require(sandbox.messages()?.last { $0.keyboard != nil })
        return message.formatted?.text ?? ""
    }
}
