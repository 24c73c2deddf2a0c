import Bot
import Market
import Store
import TestKit
import Testing

@Suite("Report answers", .timeLimit(.minutes(1)))
struct ReportAnswerTests {
    private static let plan = [
        JobPlan(
            id: "EQ1",
            trigger: "t",
            function: "SessionMonitor.check(EQ)",
            asksFirst: false,
            nextRun: nil,
            zone: "Europe/Moscow"
        ),
        JobPlan(
            id: "hi2_check",
            trigger: "t",
            function: "HI2Check.run",
            asksFirst: false,
            nextRun: nil,
            zone: "Europe/Moscow"
        ),
    ]

    /// A bench on Monday evening, 2024-07-15.
    private func withEvening(plots: any PlotRenderer = NoPlots(), _ body: (BotBench) async throws -> Void) async throws
    {
        try await withBench(plots: plots) { bench in
            let evening = MoscowTime.instant("2024-07-15 19:30:00") ?? bench.clock.now
            bench.clock.advance(by: bench.clock.now.duration(to: evening))
            try await bench.store.jobs.savePlan(Self.plan)
            try await body(bench)
        }
    }

    private func texts(_ bench: BotBench, _ method: String) -> [String] {
        bench.telegram.calls(method).compactMap { $0.arguments["text"]?.replacing("\u{A0}", with: " ") }
    }

    @Test("/report asks the scheduler for the latest day, and for what was named")
    func requests() async throws {
        try await withEvening { bench in
            for (index, words) in ["", " week", " 2024-07-12", " week 2024-07-10"].enumerated() {
                bench.telegram.push(bench.command("/report\(words)", id: Int64(index + 1), from: BotBench.viewer))
            }
            try await bench.settle()
            let requests = try await bench.store.commands.claim().compactMap { record -> String? in
                guard case .report(let request) = record.command else { return nil }
                return "\(request.span) \(request.date) \(request.target == .chat(id: BotBench.group, thread: nil))"
            }
            #expect(
                requests == [
                    "day 2024-07-15 true", "week 2024-07-15 true", "day 2024-07-12 true", "week 2024-07-10 true",
                ]
            )
            // Reading changes nothing, so it leaves no audit row.
            #expect(try await bench.store.audit.latest(limit: 9).isEmpty)
        }
    }

    @Test("/report answers at once where there can be no report")
    func refusals() async throws {
        try await withEvening { bench in
            for (index, words) in ["2024-07-14", "2024-07-16", "soon"].enumerated() {
                bench.telegram.push(bench.command("/report \(words)", id: Int64(index + 1)))
            }
            try await bench.settle()
            #expect(
                texts(bench, "sendMessage") == [
                    "14.07.2024: торгов не было", "16.07.2024: этот день ещё впереди",
                    "Пример: /report, /report неделя\nили /report вчера, /report 19.11",
                ]
            )
            #expect(try await bench.store.commands.claim().isEmpty)
        }
    }

    @Test("a report without an answer is told of once the scheduler's time is over")
    func silence() async throws {
        try await withEvening { bench in
            bench.telegram.push(bench.command("/report", id: 1))
            try await bench.settle()
            #expect(texts(bench, "sendMessage").isEmpty)
            bench.clock.advance(by: .seconds(4))
            try await bench.settle()
            #expect(texts(bench, "sendMessage").count == 1)
        }
    }

    @Test("the report itself is a reply in the chat that asked, with the plots a press away")
    func delivered() async throws {
        try await withEvening(plots: TinyPlots()) { bench in
            try await bench.store.outbox.enqueue([
                OutboxDraft(
                    dedupeKey: "r",
                    target: .chat(id: BotBench.group, thread: nil),
                    content: .dayReport(ReportScreenTests.bad, replyTo: 55),
                    priority: .reply
                )
            ])
            try await bench.settle()
            let call = try #require(bench.telegram.calls("sendMessage").first)
            #expect(call.arguments["reply_parameters"]?.contains("55") == true)
            #expect(call.arguments["reply_markup"]?.contains("v1:file:FO:all:2024-07-15") == true)
            bench.telegram.push(bench.press("v1:file:FO:all:2024-07-15", id: 9, from: BotBench.viewer))
            try await bench.settle()
            // The chat's second is over soon.
            bench.clock.advance(by: .seconds(5))
            try await bench.settle()
            // Three pictures as files, one call each, the first with the words.
            let files = bench.telegram.calls("sendDocument")
            #expect(files.count == 3 && files[0].body.contains("fo_tradestats.png"))
            #expect(bench.telegram.calls("sendPhoto").isEmpty && bench.telegram.calls("sendMediaGroup").isEmpty)
        }
    }

    @Test("/plot answers with a picture that has a button for the file, and with the file itself")
    func plotFile() async throws {
        try await withEvening(plots: TinyPlots()) { bench in
            var batch = StoreBatch()
            let date = CivilDate(dayNumber: 19_919)
            let label = TimeOfDay("10:05") ?? .midnight
            batch.feeds.slots = [
                SlotRecord(
                    feed: Feed(.futures, .obstats),
                    date: date,
                    label: label,
                    systime: bench.clock.now,
                    receivedAt: bench.clock.now,
                    rowCount: 1,
                    secidCount: 1
                )
            ]
            try await bench.store.commit(batch)
            bench.telegram.push(
                bench.command("/plot fo obstats", id: 1),
                bench.command("/plot file fo obstats 2024-07-15", id: 2)
            )
            try await bench.settle()
            #expect(bench.telegram.calls("sendPhoto").first?.body.contains("v1:file:FO:obstats:2024-07-15") == true)
            #expect(bench.telegram.calls("sendDocument").count == 1)
        }
    }

    @Test("what stands under a picture keeps to a phone's line")
    func caption() async throws {
        try await withEvening(plots: BusyPlots()) { bench in
            let feed = Feed(.equities, .orderstats)
            try await bench.store.outbox.enqueue([
                OutboxDraft(
                    dedupeKey: "p",
                    content: .plot(feed, date: CivilDate(dayNumber: 19_919), replyTo: nil),
                    priority: .reply
                )
            ])
            try await bench.settle()
            let body = try #require(bench.telegram.calls("sendPhoto").first?.body)
            #expect(body.contains("📈 EQ, 15.07.2024: задержка публикации</b>\n"))
            #expect(body.contains("\norderstats: макс 2 ч 30 мин в 10:10\norderstats: опоздало 104, нет 12"))
        }
    }

    @Test("/run is answered once, and the answer follows the job to its end")
    func run() async throws {
        try await withEvening { bench in
            bench.telegram.push(bench.command("/run eq1", id: 1))
            try await bench.settle()
            #expect(texts(bench, "sendMessage") == ["⚪ <b>EQ1</b>: ждём планировщик"])
            let command = try #require(try await bench.store.commands.claim().first)
            #expect(command.command == .job(.run(id: "EQ1")))
            let start = bench.clock.now
            var run = JobRun(job: "EQ1", nominal: start, outcome: .running, claimedAt: start)
            try await bench.store.ledger.finish(run)
            for _ in 1...20 {
                bench.clock.advance(by: .seconds(1))
                try await bench.settle()
            }
            #expect(texts(bench, "editMessageText") == ["▶️ <b>EQ1</b>: идёт 3 с", "▶️ <b>EQ1</b>: идёт 18 с"])
            run.outcome = .succeeded
            run.finishedAt = bench.clock.now
            run.detail = "EQ: tradestats 19:30"
            try await bench.store.ledger.finish(run)
            try await bench.store.commands.finish(command.id, .done, result: run.detail)
            try await bench.settle()
            let last = try #require(bench.telegram.calls("editMessageText").last)
            #expect(last.arguments["text"]?.contains("EQ1</b>: готово за 20") == true)
            #expect(last.arguments["text"]?.contains("EQ: tradestats 19:30") == true)
            #expect(last.arguments["message_id"] == "101")
            #expect(bench.telegram.calls("sendMessage").count == 1)
            #expect(try await bench.store.audit.latest(limit: 1).first?.result?.text == "done: EQ: tradestats 19:30")
        }
    }

    @Test("a refusal and a silent scheduler are told in the same answer")
    func runRefused() async throws {
        try await withEvening { bench in
            bench.telegram.push(bench.command("/run EQ1", id: 1))
            try await bench.settle()
            bench.clock.advance(by: .seconds(4))
            try await bench.settle()
            #expect(texts(bench, "editMessageText") == ["🟠 <b>EQ1</b>: планировщик молчит"])
            let command = try #require(try await bench.store.commands.claim().first)
            try await bench.store.commands.finish(command.id, .refused, result: "EQ1 is at work already")
            try await bench.settle()
            let last = try #require(texts(bench, "editMessageText").last)
            #expect(last == "🟠 <b>EQ1</b>: не запущена")
        }
    }

    @Test("/hi2 shows the latest check, and a button that only an operator may use")
    func hi2() async throws {
        try await withEvening { bench in
            bench.telegram.push(bench.command("/hi2", id: 1, from: BotBench.viewer))
            try await bench.settle()
            #expect(texts(bench, "sendMessage").last == "⚪ <b>hi2 за 15 июля 2024, пн</b>\nЕщё не проверяли")
            var batch = StoreBatch()
            batch.feeds.hi2Checks = AlgoPackSegment.allCases.map { market in
                HI2Outcome(
                    date: CivilDate(dayNumber: 19_919),
                    market: market,
                    isPresent: market != .currency,
                    checkedAt: bench.clock.now - .minutes(29)
                )
            }
            try await bench.store.commit(batch)
            bench.telegram.push(bench.command("/hi2", id: 2, from: BotBench.viewer))
            try await bench.settle()
            #expect(
                texts(bench, "sendMessage").last == """
                    🟠 <b>hi2 за 15 июля 2024, пн</b>
                    hi2 EQ: есть
                    <b>hi2 FX: нет данных</b>
                    hi2 FO: есть
                    Проверено в 19:01 МСК
                    """
            )
            bench.telegram.push(
                bench.press("v1:run:hi2_check", id: 3, from: BotBench.viewer),
                bench.press("v1:run:unknown", id: 4)
            )
            try await bench.settle()
            #expect(try await bench.store.commands.claim().isEmpty)
            bench.telegram.push(bench.press("v1:run:hi2_check", id: 5))
            try await bench.settle()
            #expect(try await bench.store.commands.claim().map(\.command) == [.job(.run(id: "hi2_check"))])
        }
    }
}

/// A day on which much was late and much absent.
private struct BusyPlots: PlotRenderer {
    func render(_ request: PlotRequest) async throws -> [RenderedPlot] {
        request.endpoints.map { endpoint in
            RenderedPlot(
                feed: Feed(request.market, endpoint),
                png: [0x89],
                facts: ["макс 2 ч 30 мин в 10:10", "опоздало 104", "нет 12"]
            )
        }
    }
}
