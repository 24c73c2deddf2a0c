import Market
import Store
import Testing

@testable import Bot

@Suite("Report screens")
struct ReportScreenTests {
    private static let monday = CivilDate(dayNumber: 19_919)  // 2024-07-15

    private static func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? .midnight }

    private static func outlook(
        _ market: AlgoPackSegment,
        _ kind: DayKind = .normal,
        _ hours: (String, String)? = ("10:00", "23:50"),
        isUnusual: Bool = false
    ) -> DayReport.Outlook {
        DayReport.Outlook(
            market: market,
            kind: kind,
            open: hours.map { time($0.0) },
            close: hours.map { time($0.1) },
            isUnusual: isUnusual
        )
    }

    private static func hi2(_ market: AlgoPackSegment, _ isPresent: Bool?) -> HI2Outcome {
        HI2Outcome(
            date: monday,
            market: market,
            isPresent: isPresent,
            checkedAt: MoscowTime.instant(monday, time("19:01"))
        )
    }

    /// A bad day with everything that a report can say.
    static var bad: DayReport {
        var report = DayReport(date: monday, asOf: time("19:03"))
        let feeds = Feed.all.filter(\.endpoint.isSlotted)
        report.feeds = feeds.map {
            FeedScore(
                feed: $0,
                now: SlotShare(due: 104, inTime: 104),
                compared: SlotShare(due: 2_080, inTime: 2_079, late: 1)
            )
        }
        report.feeds[1].now = SlotShare(due: 104, inTime: 93, late: 9)
        report.comparedDays = 20
        let key = AlertKey(.staleness, Feed(.futures, .obstats))
        report.incidents = IncidentSummary(
            count: 7,
            open: 1,
            seconds: 6_000,
            takers: [
                .init(who: "Анна (1)", alerts: [.init(alert: 1, key: key), .init(alert: 2, key: key)]),
                .init(who: "Константин Иванов (2)", alerts: [.init(alert: 4, key: key)]),
            ]
        )
        report.gap = SlotGap(
            feed: Feed(.equities, .orderstats),
            date: monday,
            first: time("12:15"),
            last: time("12:20"),
            count: 2
        )
        report.lostTickers = ["MTLR", "PHOR"]
        report.worst = WorstSlot(feed: Feed(.equities, .orderstats), date: monday, label: time("11:25"), seconds: 2_700)
        report.hi2 = [hi2(.equities, false), hi2(.currency, true), hi2(.futures, true)]
        report.tomorrow = [
            outlook(.equities), outlook(.currency, .closed, nil, isUnusual: true),
            outlook(.futures, .short, ("09:00", "18:50"), isUnusual: true),
        ]
        return report
    }

    static var quiet: DayReport {
        var report = DayReport(date: monday.adding(days: 4), asOf: .endOfDay)
        report.feeds = [
            FeedScore(
                feed: Feed(.equities, .tradestats),
                now: SlotShare(due: 160, inTime: 160),
                compared: SlotShare(due: 3_200, inTime: 3_199, late: 1)
            )
        ]
        report.comparedDays = 3
        report.worst = WorstSlot(feed: Feed(.equities, .tradestats), date: monday, label: time("11:25"), seconds: 24)
        report.hi2 = [hi2(.equities, true), hi2(.currency, true), hi2(.futures, true)]
        report.tomorrow = AlgoPackSegment.allCases.map { outlook($0, .closed, nil) }
        report.nextTradingDay = monday.adding(days: 7)
        return report
    }

    static var week: WeekReport {
        var report = WeekReport(first: monday, last: monday.adding(days: 4))
        report.feeds = bad.feeds
        report.incidents = bad.incidents
        report.gap = bad.gap
        report.worst = bad.worst
        report.hi2MissingDays = [monday, monday.adding(days: 2)]
        return report
    }

    private func text(_ message: RenderedMessage) -> String {
        message.html.replacing("\u{A0}", with: " ")
    }

    @Test("the button leads to the day before that has a report")
    func dayBefore() {
        var report = Self.quiet
        #expect(labels(report) == ["Вся неделя"])
        report.previousDay = Self.monday
        #expect(labels(report) == ["‹ 15.07", "Вся неделя"])
    }

    private func labels(_ report: DayReport) -> [String] {
        DayReportScreen(report: report, wording: Wording(.russian)).message.keyboard.last?.map(\.label) ?? []
    }

    @Test("a bad day in Russian")
    func badDay() {
        let html = text(DayReportScreen(report: Self.bad, wording: Wording(.russian)).message)
        #expect(
            html == """
                🟠 <b>Итоги 15.07, пн: в срок 98,8 %</b>
                Хуже всех EQ orderstats: 89,4 %
                На 19:03 МСК
                <pre>Источник      День 20 дн
                EQ tradestats  100  99,9
                EQ orderstats 89,4  99,9
                EQ obstats     100  99,9
                FX tradestats  100  99,9
                FX orderstats  100  99,9
                FX obstats     100  99,9
                FO tradestats  100  99,9
                FO obstats     100  99,9
                FO futoi       100  99,9</pre>
                Слоты: опоздало 9, пропущено 2
                7 сбоев, время со сбоем 1 ч 40 мин
                Не закрыто: 1
                Анна 2: FO obstats 2
                Константин 1: FO obstats
                Никто не взял: 4
                Пропадали: MTLR, PHOR
                Пропуск в 2 слота: EQ orderstats 12:15
                Худший из пришедших: EQ orderstats 11:25
                задержка 45 мин
                <b>hi2 EQ: нет данных</b>
                hi2 FX: есть
                hi2 FO: есть

                Завтра, 16.07, вт
                EQ 10:00–23:50
                <b>FX: торгов нет</b>
                <b>FO 09:00–18:50, сокращённый</b>
                """
        )
    }

    @Test("a quiet Friday in English")
    func quietDay() {
        let html = text(DayReportScreen(report: Self.quiet, wording: Wording(.english)).message)
        #expect(
            html == """
                🟢 <b>Report 19 Jul, Fri: 100% in time</b>
                <pre>Feed          Day  3 d
                EQ tradestats 100 99.9</pre>
                Every slot came in time
                No incidents
                Worst slot: EQ tradestats 11:25
                delay 24 s
                hi2 present: EQ, FX, FO

                The next day, 20 Jul, Sat: no trading
                Trading again on 22 Jul, Mon
                """
        )
    }

    @Test("a week against the one before")
    func weekScreen() {
        let html = text(WeekReportScreen(report: Self.week, wording: Wording(.russian)).message)
        #expect(
            html.hasPrefix(
                "🟠 <b>Неделя 15.07–19.07: в срок 98,8 %</b>\nХуже всех EQ orderstats: 89,4 %\n<pre>Источник      Нед. Пред.\n"
            )
        )
        #expect(html.contains("\nАнна 2: FO obstats 2\nКонстантин 1: FO obstats\nНикто не взял: 4\n"))
        #expect(html.hasSuffix("Худший из пришедших: EQ orderstats 15.07\nзадержка 45 мин\nhi2 не было: 15.07, 17.07"))
    }

    @Test("a day of which nothing is stored says so", arguments: Language.allCases)
    func empty(_ language: Language) {
        var report = Self.quiet
        report.feeds = []
        report.worst = nil
        let message = DayReportScreen(report: report, wording: Wording(language)).message
        #expect(message.html.hasPrefix("⚪"))
        #expect(!message.html.contains("<pre>") && message.keyboard.isEmpty)
        let (russian, english) = ("Наблюдения не было", "Nobody was watching")
        #expect(message.html.contains(language == .russian ? russian : english))
        #expect(!message.html.contains("Сбоев не было") && !message.html.contains("No incidents"))
    }

    @Test("who took a message with several feeds is told with all of them")
    func takenTogether() {
        let markets = [AlgoPackSegment.equities, .futures]
        let keys = markets.flatMap { market in
            [Endpoint.tradestats, .obstats].map { AlertKey(.staleness, Feed(market, $0)) }
        }
        func line(_ taken: IncidentSummary.Taken...) -> [String] {
            let summary = IncidentSummary(count: 1, takers: [.init(who: "Анна (1)", alerts: taken)])
            return ReportWords(wording: Wording(.russian)).takers(summary)
        }
        #expect(line(.init(alert: 1, key: keys[0], others: [keys[1]])) == ["Анна 1: EQ"])
        #expect(line(.init(alert: 1, key: keys[0], others: Array(keys.dropFirst()))) == ["Анна 1: EQ+FO"])
        #expect(line(.init(alert: 1, key: keys[1], others: [keys[3]])) == ["Анна 1: EQ+FO obstats"])
        #expect(
            line(.init(alert: 1, key: keys[0]), .init(alert: 4, key: keys[0], others: [keys[1]]))
                == ["Анна 2: EQ, EQ tradestats"]
        )
    }

    @Test("no line wraps on a phone, and none has two emoji", arguments: Language.allCases)
    func narrow(_ language: Language) {
        let wording = Wording(language)
        var worst = Self.bad
        worst.incidents.count = 128
        worst.incidents.open = 12
        worst.incidents.seconds = 47 * 3_600 + 59 * 60
        worst.incidents.takers = (1...5).map { index in
            .init(
                who: "Константин-Владимир \(index) (42)",
                alerts: (0..<12).map { .init(alert: $0, key: AlertKey(.staleness, Feed(.equities, .orderstats))) }
            )
        }
        worst.gap?.count = 104
        var week = Self.week
        week.incidents = worst.incidents
        week.gap = worst.gap
        let messages = [
            DayReportScreen(report: worst, wording: wording).message,
            DayReportScreen(report: Self.quiet, wording: wording).message,
            WeekReportScreen(report: week, wording: wording).message,
        ]
        for message in messages {
            let lines = HTMLText.plain(message.html).split(separator: "\n")
            #expect((lines.first?.count ?? 0) - 2 <= PhoneLine.headline, "\(lines.first ?? "")")
            for line in lines {
                #expect(line.count <= PhoneLine.width, "\(line)")
                #expect(line.unicodeScalars.count { $0.properties.isEmojiPresentation } <= 1, "\(line)")
            }
            let table = lines.filter { $0.contains("stats ") && !$0.contains(":") }
            #expect(table.allSatisfy { $0.count <= 30 })
        }
    }

    @Test(
        "the answer of a run",
        arguments: [
            (CommandState.claimed, RunOutcome.running, nil, "▶️ <b>EQ1</b>: идёт 15 с"),
            (.done, .succeeded, 2, "🟢 <b>EQ1</b>: готово за 2 с"),
            (.failed, .failed, 2, "🟠 <b>EQ1</b>: сбой через 2 с"),
            (
                .failed, .timedOut, 240,
                "🟠 <b>EQ1</b>: дольше срока, 4 мин"
            ),
        ] as [(CommandState, RunOutcome, Int?, String)]
    )
    func runs(_ state: CommandState, _ outcome: RunOutcome, _ seconds: Int?, _ expected: String) {
        let start = MoscowTime.instant(Self.monday, .midnight)
        let run = JobRun(
            job: "EQ1",
            nominal: start,
            outcome: outcome,
            claimedAt: start,
            finishedAt: seconds.map { start + .seconds($0) },
            detail: seconds == nil ? "" : "all < well"
        )
        let screen = JobScreen(
            job: "EQ1",
            state: state,
            result: "",
            run: run,
            now: start + .seconds(15),
            wording: Wording(.russian)
        )
        #expect(screen.html.replacing("\u{A0}", with: " ") == expected)
    }

    @Test("buttons fit into 64 bytes and read back")
    func payloads() {
        for market in AlgoPackSegment.allCases {
            for endpoint in [nil] + Feed.all(of: market).map(\.endpoint).filter(\.isSlotted).map(Optional.some) {
                let route = PlotFileRoute(market: market, endpoint: endpoint, date: Self.monday)
                #expect(CallbackPayload(route.payload).flatMap { PlotFileRoute($0.arguments) } == route)
            }
        }
        #expect(PlotFileRoute(["FO", "orderstats", "2024-07-15"]) == nil)
        #expect(PlotFileRoute(["FO", "hi2", "2024-07-15"]) == nil)
        #expect(PlotFileRoute(["FO", "all", "2024-13-15"]) == nil)
    }

    @Test(
        "what the words after /report ask for",
        arguments: [
            ([], "day nil"), (["week"], "week nil"), (["Неделя"], "week nil"), (["вчера"], "day 2024-07-14"),
            (["2024-07-10"], "day 2024-07-10"), (["week", "2024-07-10"], "week 2024-07-10"), (["soon"], nil),
            (["2024-02-30"], nil), (["прошлая", "неделя"], "week 2024-07-08"), (["Last", "week"], "week 2024-07-08"),
            (["за", "прошлую", "неделю"], "week 2024-07-08"), (["last"], nil), (["last", "week", "2024-07-10"], nil),
        ] as [([String], String?)]
    )
    func wishes(_ words: [String], _ expected: String?) {
        let wish = ReportWish(words, today: Self.monday)
        #expect(wish.map { "\($0.span) \($0.date.map(\.description) ?? "nil")" } == expected)
    }
}
