import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

/// `/pause` in the real sandbox.
@Suite("Pausing a job", .timeLimit(.minutes(1)))
struct PauseTests {
    private func plan(_ store: StateStore) async throws {
        try await store.jobs.savePlan(
            ["EQ1", "daily_run_jobs"].map {
                JobPlan(id: $0, trigger: "t", function: $0, asksFirst: false, nextRun: nil, zone: "UTC")
            }
        )
    }

    @Test("asks first, stands still with a line in the audit trail, is listed, and goes on without a question")
    func whole() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await plan(store)
            try sandbox.say(text: "/pause")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Задач на паузе нет"))
            try sandbox.say(text: "/pause eq1 вендор чинит")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Поставить EQ1 на паузу?"))
            #expect(
                try shown(sandbox).contains("Рынок EQ останется без наблюдения, пока паузу не снимут\nвендор чинит")
            )
            #expect(try await store.jobs.pauses().isEmpty)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            let pause = try #require(try await store.jobs.pauses().first)
            #expect(pause.job == "EQ1" && pause.who == "1001 Анна" && pause.why == "вендор чинит")
            #expect(
                try shown(sandbox).contains("Готово, Анна: EQ1 на паузе") && shown(sandbox).contains("/unpause EQ1")
            )
            // What was asked is a question no more, and keeps its reason.
            let answered = try shown(sandbox)
            #expect(answered.contains("Поставить EQ1 на паузу\nвендор чинит\n⏸"), "\(answered)")
            let row = try #require(try await store.audit.latest(limit: 1).first)
            #expect(row.deed == .jobPause && row.object == "EQ1" && row.result == .done)
            for command in ["/pause", "/unpause", "/pause EQ1"] {
                clock.advance(by: .seconds(5))
                try sandbox.say(text: command)
                try await settled(service, clock)
                #expect(try shown(sandbox).contains("EQ1: Анна, с "), "\(command)")
            }
            // By the button of the list as well as by the command.
            try sandbox.say(text: "/pause")
            try await settled(service, clock)
            try sandbox.press(button: "▶ Снять EQ1")
            try await settled(service, clock)
            #expect(try await store.jobs.pauses().isEmpty)
            #expect(try shown(sandbox).contains("Задач на паузе нет"))
            clock.advance(by: .seconds(5))
            try sandbox.say(text: "/pause EQ1")
            try await settled(service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            try sandbox.say(text: "/unpause EQ1")
            try await settled(service, clock)
            #expect(try await store.jobs.pauses().isEmpty)
            #expect(try shown(sandbox).contains("EQ1: пауза снята"))
            #expect(try await store.audit.latest(limit: 1).first?.deed == .jobResume)
        }
    }

    @Test("not the job that plans tomorrow, none that there is not, and not for a viewer")
    func refused() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await plan(store)
            for (command, answer) in [
                ("/pause daily_run_jobs", "без неё нельзя"), ("/pause nope", "nope"), ("/unpause nope", "nope"),
                ("/unpause EQ1", "паузы нет"),
            ] {
                clock.advance(by: .seconds(5))
                try sandbox.say(text: command)
                try await settled(service, clock)
                #expect(try shown(sandbox).contains(answer), "\(command)")
            }
            try sandbox.say(user: "boris", text: "/pause EQ1")
            try await settled(service, clock)
            #expect(try !shown(sandbox).contains("Поставить EQ1 на паузу?"))
            #expect(try await store.jobs.pauses().isEmpty)
        }
    }
}
