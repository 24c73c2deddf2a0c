import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// Questions before dangerous actions, in the real sandbox.
@Suite("Confirmations", .timeLimit(.minutes(1)))
struct ConfirmationTests {
    @Test("silencing everything waits for yes, which counts once and from the one who asked")
    func silenceAll() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .admin))
            try sandbox.say(text: "/silence 60")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Выключить звук у всех тревог?"))
            #expect(try await store.commands.claim().isEmpty)
            try sandbox.press(user: "boris", button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.commands.claim().isEmpty)
            try sandbox.press(button: "✅ Да")
            let message = try #require(sandbox.messages()?.last?.id)
            let data = try #require(sandbox.messages()?.last?.keyboard?.buttons.first?.data)
            try sandbox.press(message: message, button: data, forged: true)
            try await settled(service, clock)
            let commands = try await store.commands.claim()
            #expect(
                commands.map(\.command)
                    == [.alert(.silence(rule: nil, market: nil, endpoint: nil, until: .minutes(60), reason: ""))]
            )
            #expect(commands.first?.author == "Анна (1001)")
            let accepted = sandbox.messages()?.first { $0.formatted?.text.contains("Принято, Анна") ?? false }
            #expect(accepted?.keyboard == nil && accepted != nil)
        }
    }

    @Test("after 60 seconds the buttons go and the answer counts for nothing")
    func expiry() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/silence 60")
            try await settled(service, clock)
            let question = try #require(sandbox.messages()?.last)
            let yes = try #require(question.keyboard?.buttons.first?.data)
            clock.advance(by: .seconds(60))
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Время вышло, ничего не сделано"))
            #expect(sandbox.messages()?.last?.keyboard == nil)
            try sandbox.press(message: question.id, button: yes, forged: true)
            try await settled(service, clock)
            #expect(try await store.commands.claim().isEmpty)
            #expect(try await store.audit.latest(limit: 1).isEmpty)
        }
    }

    @Test("no means no, and a role that has gone in between too")
    func refused() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/silence session")
            try await settled(service, clock)
            let yes = try #require(sandbox.messages()?.last?.keyboard?.buttons.first?.data)
            try sandbox.press(button: "✖ Нет")
            try await settled(service, clock)
            #expect(try shown(sandbox).contains("Отменено"))
            let question = try #require(sandbox.messages()?.last?.id)
            try sandbox.press(message: question, button: yes, forged: true)
            try await settled(service, clock)
            #expect(try await store.commands.claim().isEmpty)
            try sandbox.say(text: "/silence open")
            try await settled(service, clock)
            try await store.people.setRole(Person(id: 1001, name: "Анна", role: .viewer))
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.commands.claim().isEmpty)
        }
    }

    @Test("a question is good only in the chat where it was asked")
    func otherChat() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try sandbox.say(text: "/silence 60")
            try sandbox.say(chat: "private", user: "anna", text: "/whoami")
            try await settled(service, clock)
            let yes = try #require(sandbox.messages()?.last?.keyboard?.buttons.first?.data)
            let elsewhere = try #require(sandbox.messages("private:anna")?.last?.id)
            try sandbox.press(chat: "private", user: "anna", message: elsewhere, button: yes, forged: true)
            try await settled(service, clock)
            #expect(try await store.commands.claim().isEmpty)
        }
    }

    @Test("a job that only checks runs at once, one that writes to the team is asked about")
    func run() async throws {
        try await withSandbox { sandbox, service, store, clock in
            try await store.jobs.savePlan([
                JobPlan(
                    id: "EQ1",
                    trigger: "t",
                    function: "SessionMonitor.check(EQ)",
                    asksFirst: false,
                    nextRun: nil,
                    zone: "UTC"
                ),
                JobPlan(id: "send_plots", trigger: "t", function: "DelayPlotsJob.run", nextRun: nil, zone: "UTC"),
            ])
            try sandbox.say(text: "/run eq1")
            try sandbox.say(text: "/run send_plots")
            try await settled(service, clock)
            #expect(try await store.commands.claim().map(\.command) == [.job(.run(id: "EQ1"))])
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(try await store.commands.claim().map(\.command) == [.job(.run(id: "send_plots"))])
        }
    }
}

/// A second person's "yes".
@Suite("Approvals", .timeLimit(.minutes(1)))
struct ApprovalTests {
    private func strict(_ options: inout BotOptions) {
        options.approval.actions = [.silence, .people]
    }

    @Test("another person of the role approves, never the same one, and both are in the audit trail")
    func approved() async throws {
        try await withSandbox(tune: strict) { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1003, name: "Carol", role: .operator))
            try sandbox.say(text: "/silence 60")
            try await settled(service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            #expect(
                try shown(sandbox).contains("Нужно ещё 1 одобрение (роль: оператор)")
            )
            #expect(try await store.commands.claim().isEmpty)
            for person in ["anna", "boris"] {
                try sandbox.press(user: person, button: "✅ Одобрить")
                try await settled(service, clock)
            }
            #expect(try await store.commands.claim().isEmpty)
            try sandbox.press(user: "carol", button: "✅ Одобрить")
            try await settled(service, clock)
            let command = try #require(try await store.commands.claim().first)
            #expect(command.author == "Анна (1001)")
            #expect(sandbox.messages()?.contains { $0.formatted?.text.contains("Carol") ?? false } == true)
            try await store.commands.finish(command.id, .done, result: "silent")
            try await settled(service, clock)
            let rows = try await store.audit.latest(limit: 9).reversed().map {
                "\($0.actor) \($0.action) \($0.result?.text ?? "?")"
            }
            #expect(
                rows == [
                    "1001 Анна approval.ask waits for 1", "1003 Carol approval.give given, complete",
                    "1001 Анна silence.set done: silent",
                ]
            )
            #expect(try await store.audit.latest(limit: 1).first?.after == "approved by 1003 Carol")
        }
    }

    @Test("somebody declines, or nobody answers in time")
    func notApproved() async throws {
        try await withSandbox(tune: strict) { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1003, name: "Carol", role: .operator))
            for isDeclined in [true, false] {
                try sandbox.say(text: "/silence 60")
                try await settled(service, clock)
                try sandbox.press(button: "✅ Да")
                try await settled(service, clock)
                if isDeclined {
                    try sandbox.press(user: "carol", button: "✖ Отклонить")
                } else {
                    clock.advance(by: .minutes(5))
                }
                try await settled(service, clock)
                #expect(try shown(sandbox).contains(isDeclined ? "Отклонено: Carol" : "Время вышло"))
                #expect(sandbox.messages()?.last?.keyboard == nil)
            }
            #expect(try await store.commands.claim().isEmpty)
            #expect(try await store.audit.latest(limit: 9).filter { $0.action == "approval.decline" }.count == 1)
        }
    }

    @Test("what is asked in private is approved in the group; a role needs an admin")
    func fromPrivate() async throws {
        try await withSandbox(tune: strict) { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1003, name: "Carol", role: .operator))
            try sandbox.say(chat: "private", user: "anna", text: "/people set 1002 trader")
            try await settled(service, clock)
            try sandbox.press(chat: "private", user: "anna", button: "✅ Да")
            try await settled(service, clock)
            #expect(try shown(sandbox, "private:anna").contains("Ждём одобрения в группе"))
            #expect(try shown(sandbox).contains("Просит: Анна"))
            try sandbox.press(user: "carol", button: "✅ Одобрить")
            try await settled(service, clock)
            #expect(try await store.people.person(1002)?.role == .viewer)
            try await store.people.setRole(Person(id: 1003, name: "Carol", role: .admin))
            try sandbox.press(user: "carol", button: "✅ Одобрить")
            try await settled(service, clock)
            #expect(try await store.people.person(1002)?.role == .trader)
        }
    }

    @Test("two approvers are two people")
    func two() async throws {
        try await withSandbox(tune: {
            strict(&$0)
            $0.approval.approvers = 2
        }) { sandbox, service, store, clock in
            try await store.people.setRole(Person(id: 1002, name: "Борис", role: .operator))
            try await store.people.setRole(Person(id: 1003, name: "Carol", role: .operator))
            try sandbox.say(text: "/silence 60")
            try await settled(service, clock)
            try sandbox.press(button: "✅ Да")
            try await settled(service, clock)
            for _ in 0..<2 {
                try sandbox.press(user: "boris", button: "✅ Одобрить")
                try await settled(service, clock)
            }
            #expect(try await store.commands.claim().isEmpty)
            #expect(try shown(sandbox).contains("Одобрили: Борис"))
            try sandbox.press(user: "carol", button: "✅ Одобрить")
            try await settled(service, clock)
            #expect(try await store.commands.claim().count == 1)
        }
    }
}
