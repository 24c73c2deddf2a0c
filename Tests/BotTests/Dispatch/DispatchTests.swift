import Bot
import Market
import Store
import TestKit
import Testing

@Suite("Dispatch", .timeLimit(.minutes(5)))
struct DispatchTests {
    private let feed = Feed(.futures, .obstats)

    @Test("a stranger gets ids from /info, one refusal, and silence from everything else")
    func stranger() async throws {
        try await withBench { bench in
            let names = [
                "help", "status", "delays", "plot", "jobs", "alerts", "calendar", "run", "start", "audit", "lang",
            ]
            for (index, name) in names.enumerated() {
                bench.telegram.push(bench.command("/\(name) fo obstats", id: Int64(index + 1), from: BotBench.stranger))
            }
            bench.telegram.push(bench.command("/info", id: 90, from: BotBench.stranger))
            try await bench.settle()
            // Answers to strangers come last.
            bench.clock.advance(by: .seconds(10))
            try await bench.settle()
            // The fifth refusal is reported, here to the group: no admin has a private chat with the bot.
            #expect(bench.telegram.texts.count { $0.contains("нет прав, 5") } == 1)
            #expect(bench.telegram.texts.count { $0.contains("У вас нет доступа") } == 1)
            #expect(bench.telegram.texts.count == 3)
            let text = try #require(bench.telegram.texts.last)
            #expect(text.contains("-1001") && text.contains("666") && !text.contains("Иван"))
        }
    }

    @Test("a refusal is said again after a day; in other people's groups only to the team, with the reason")
    func refusalsSaid() async throws {
        try await withBench { bench in
            for (id, person, chat) in [
                (1, BotBench.stranger, BotBench.stranger), (2, BotBench.stranger, BotBench.stranger),
                (3, BotBench.stranger, -555), (4, BotBench.admin, -555), (5, BotBench.admin, -555),
            ] as [(Int64, Int64, Int64)] {
                bench.telegram.push(bench.command("/status", id: id, from: person, chat: chat))
            }
            bench.telegram.push(bench.command("/help", id: 6, from: 667, chat: 667, age: 300))
            try await bench.settle()
            let said = ["У вас нет доступа", "Роли здесь не действуют"]
            #expect(said.map { said in bench.telegram.texts.count { $0.contains(said) } } == [1, 1])
            #expect(bench.telegram.texts.count == 2)
            bench.clock.advance(by: .hours(24))
            bench.telegram.push(bench.command("/start", id: 7, from: BotBench.stranger, chat: BotBench.stranger))
            try await bench.settle()
            #expect(bench.telegram.texts.count == 3)
            // Who asked in the wrong chat is nobody who tried to break in.
            #expect(try await bench.store.people.refusedAttempts(of: BotBench.admin, .role) == nil)
        }
    }

    @Test("roles hold in the configured group and in private, nowhere else")
    func places() async throws {
        try await withBench { bench in
            bench.telegram.push(
                bench.command("/whoami", id: 1, chat: -555),
                bench.command("/whoami", id: 2, chat: BotBench.operatorID),
                bench.command("/whoami", id: 3),
                bench.command("/whoami", id: 4, from: BotBench.admin)
            )
            try await bench.settle()
            #expect(
                bench.telegram.texts.filter { $0.hasPrefix("<b>") }.map {
                    String($0.split(separator: " · ")[0]).replacing("\n", with: " ")
                } == [
                    "<b>Иван</b> Роль: оператор", "<b>Иван</b> Роль: оператор", "<b>N</b> Роль: администратор",
                ]
            )
        }
    }

    @Test("whoever was let in by number, or is called otherwise since, goes by the name Telegram gives")
    func presentName() async throws {
        try await withBench { bench in
            try await bench.store.people.setRole(Person(id: 50, name: "50", role: .operator))
            try await bench.store.people.setRole(Person(id: BotBench.viewer, name: "Anna", role: .viewer))
            bench.telegram.push(
                bench.command("/silence eq obstats 30", id: 1, from: 50),
                bench.command("/info", id: 2, from: BotBench.viewer)
            )
            try await bench.settle()
            #expect(
                try await bench.store.people.all().filter { $0.id != BotBench.operatorID }.map(\.name) == ["Вера", "N"]
            )
            #expect(try await bench.store.audit.latest(limit: 1).first?.actor == "50 N")
            #expect(try await bench.store.commands.command(1)?.author == "N (50)")
        }
    }

    @Test("forwarded, edited, channel-sent, foreign and stale commands post nothing to the scheduler")
    func ignored() async throws {
        try await withBench { bench in
            try await bench.store.jobs.savePlan([
                JobPlan(
                    id: "EQ1",
                    trigger: "t",
                    function: "SessionMonitor.check(EQ)",
                    asksFirst: false,
                    nextRun: nil,
                    zone: "Europe/Moscow"
                )
            ])
            let edited = bench.command("/run EQ1", id: 5).replacing("\"message\":", with: "\"edited_message\":")
            bench.telegram.push(
                bench.command("/run EQ1", id: 1, extra: #","forward_origin":{"type":"user"}"#),
                bench.command("/run EQ1", id: 2, extra: #","sender_chat":{"id":-7,"type":"channel"}"#),
                bench.command("/run@other_bot EQ1", id: 3),
                bench.command("/run EQ1", id: 4, extra: #","via_bot":{"id":1}"#),
                edited,
                bench.command("/run EQ1", id: 6, age: 180),
                bench.command("/run EQ1", id: 7, from: BotBench.viewer),
                bench.command("/run EQ1", id: 8, from: BotBench.stranger)
            )
            try await bench.settle()
            #expect(try await bench.store.commands.claim().isEmpty)
            bench.clock.advance(by: .seconds(10))
            try await bench.settle()
            // The stale one, the viewer and the stranger learn why; the others nothing.
            #expect(bench.telegram.calls("sendMessage").count == 3)
            #expect(try await bench.store.audit.latest(limit: 9).map(\.result) == [.refused(.stale)])
            bench.telegram.push(bench.command("/run EQ1", id: 10))
            bench.clock.advance(by: .seconds(2))
            try await bench.settle()
            #expect(try await bench.store.commands.claim().map(\.command) == [.job(.run(id: "EQ1"))])
        }
    }

    @Test("after a downtime only /info and /start are answered late, nothing else")
    func late() async throws {
        try await withBench { bench in
            for (index, name) in ["status", "alerts", "calendar", "jobs", "plot fo obstats", "start", "info"]
                .enumerated()
            {
                bench.telegram.push(bench.command("/\(name)", id: Int64(index + 1), age: 121))
            }
            try await bench.settle()
            let replies = bench.telegram.texts
            #expect(replies.count == 2)
            #expect(replies.first?.contains("/status — ") == true && replies.last?.contains("-1001") == true)
            bench.telegram.push(bench.command("/status", id: 20, age: 110))
            bench.clock.advance(by: .seconds(3))
            try await bench.settle()
            #expect(bench.telegram.texts.count == 3)
        }
    }

    @Test("a take becomes a command with its audit row, completed when the scheduler is done")
    func take() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, feed))
            try await bench.settle()
            bench.telegram.push(bench.press("v1:inc:\(alert.id):take", id: 1))
            try await bench.settle()
            let answer = try #require(bench.telegram.calls("answerCallbackQuery").first)
            #expect(answer.arguments["text"] == "Принято")
            let command = try #require(try await bench.store.commands.claim().first)
            #expect(command.command == .alert(.acknowledge(alert: alert.id)) && command.author == "Иван (8)")
            #expect(try await bench.store.audit.latest(limit: 1).first?.result == nil)
            try await bench.store.commands.finish(command.id, .done, result: "taken")
            try await bench.settle()
            #expect(try await bench.store.audit.latest(limit: 1).first?.result == .doneNoting("taken"))
        }
    }

    @Test("a press that nobody answers says so after three seconds, once")
    func quiet() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, feed))
            try await bench.settle()
            bench.telegram.push(bench.press("v1:inc:\(alert.id):m30", id: 1))
            let due = try await bench.service.step()
            #expect(due == bench.clock.now + .seconds(3))
            bench.clock.advance(by: .seconds(3))
            try await bench.settle()
            try await bench.settle()
            #expect(bench.telegram.texts.count { $0.contains("Планировщик не ответил") } == 1)
        }
    }

    @Test("presses of viewers, strangers and forgers are answered and do nothing")
    func presses() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, feed))
            try await bench.settle()
            let data = "v1:inc:\(alert.id):take"
            bench.telegram.push(
                bench.press(data, id: 1, from: BotBench.viewer),
                bench.press(data, id: 2, from: BotBench.stranger),
                bench.press(data, id: 3, chat: -555),
                bench.press("v1:inc:999:take", id: 4),
                bench.press("v1:inc:\(alert.id):explode", id: 5),
                bench.press("взять", id: 6),
                bench.press("v1:cal:a:20240715:FO:c:0:5", id: 7),
                bench.press("v1:noop", id: 8),
                bench.press(data, id: 9, from: 1_087_968_824)
            )
            try await bench.settle()
            #expect(bench.telegram.calls("answerCallbackQuery").count == 9)
            #expect(try await bench.store.commands.claim().isEmpty)
            #expect(try await bench.store.calendar.revision() == 0)
        }
    }

    @Test("past the limit of refusals a viewer's presses are still told why; the admins hear once")
    func refusedPresses() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, feed))
            try await bench.settle()
            for id in 1...8 {
                bench.telegram.push(bench.press("v1:inc:\(alert.id):take", id: Int64(id), from: BotBench.viewer))
                try await bench.settle()
            }
            let toasts = bench.telegram.calls("answerCallbackQuery").map { $0.arguments["text"] ?? "" }
            #expect(toasts == Array(repeating: "Нет прав: нужна роль «оператор»", count: 8))
            #expect(bench.telegram.texts.count { $0.contains("нет прав") } == 1)
            #expect(try await bench.store.commands.claim().isEmpty)
        }
    }

    @Test("a late answer to a press does not stop its effect")
    func lateAnswer() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, feed))
            bench.telegram.refuse(
                "answerCallbackQuery",
                400,
                "Bad Request: query is too old and response timeout expired"
            )
            bench.telegram.push(bench.press("v1:inc:\(alert.id):take", id: 1))
            try await bench.settle()
            #expect(try await bench.store.commands.claim().count == 1)
        }
    }
}
