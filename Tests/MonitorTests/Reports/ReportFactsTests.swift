import Market
import Platform
import Scheduling
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Report facts", .timeLimit(.minutes(1)))
struct ReportFactsTests {
    private static let date = MonitorRig.date
    private static let feed = Feed(.equities, .tradestats)

    private func facts(_ rig: MonitorRig) throws -> ReportFacts {
        try rig.facts()
    }

    /// Stores a day of shares as if it had been watched through; one feed has labels that are absent, late or quiet.
    private func record(
        _ rig: MonitorRig,
        on date: CivilDate,
        until: String = "18:40:30",
        absent: Set<String> = [],
        late: [String: Int] = [:],
        quiet: [String] = []
    ) async throws {
        var batch = StoreBatch()
        let calendar = try await rig.calendars.calendar()
        for feed in Feed.all(of: .equities) where feed.endpoint.isSlotted {
            for label in calendar.expectedSlots(feed, on: date) where label <= TimeOfDay(until) ?? .endOfDay {
                let name = label.shortDescription
                guard feed != Self.feed || !absent.contains(name) else { continue }
                let systime = MoscowTime.instant(date, label) + .seconds(feed == Self.feed ? late[name] ?? 20 : 20)
                batch.feeds.slots.append(
                    SlotRecord.one(feed, on: date, label, seenAt: systime)
                )
            }
        }
        batch.feeds.quietSlots = quiet.compactMap { TimeOfDay($0) }.map {
            QuietSlot(feed: Self.feed, date: date, label: $0)
        }
        let last = MonitorRig.at(until, on: date)
        let run = JobRun(job: "EQ1", nominal: last, outcome: .succeeded, claimedAt: last, finishedAt: last)
        try await rig.store.commit(rig.store.ledger.finishing(run, with: batch))
    }

    @Test("shares, gap and worst slot of a day, and of the days before")
    func day() async throws {
        try await withRig("18:55:00") { rig in
            // 10:05 to 18:40 are 104 slots a day.
            try await record(rig, on: Self.date.adding(days: -3), late: ["11:00": 900])
            try await record(
                rig,
                on: Self.date,
                absent: ["12:15", "12:20", "14:00", "15:00"],
                late: ["16:00": 601, "17:00": 2_700],
                quiet: ["15:00"]
            )
            let report = try #require(try await facts(rig).day(Self.date))
            let score = try #require(report.feeds.first)
            #expect(report.feeds.count == 3 && score.feed == Self.feed)
            #expect(score.now == SlotShare(due: 103, inTime: 98, late: 2))
            #expect(score.now.missing == 3)
            #expect(score.compared == SlotShare(due: 207, inTime: 201, late: 3))
            #expect(report.comparedDays == 2)
            #expect(report.gap?.first == TimeOfDay("12:15") && report.gap?.count == 2)
            #expect(report.worst?.label == TimeOfDay("17:00") && report.worst?.seconds == 2_700)
            #expect(report.asOf == TimeOfDay("18:55") && report.nextTradingDay == nil)
            #expect(report.tomorrow.map(\.market) == AlgoPackSegment.allCases)
        }
    }

    @Test("what came after Mayak went home is nobody's loss")
    func stoppedAtNoon() async throws {
        try await withRig("23:00:00") { rig in
            try await record(rig, on: Self.date, until: "12:00:30")
            let report = try #require(try await facts(rig).day(Self.date))
            #expect(report.feeds.first?.now == SlotShare(due: 24, inTime: 24))
            #expect(report.gap == nil)
        }
    }

    @Test("no sessions, no report; neither for a day to come")
    func none() async throws {
        try await withRig("12:00:00") { rig in
            let facts = try facts(rig)
            #expect(try await facts.day(Self.date.adding(days: -1)) == nil)
            #expect(try await facts.day(Self.date.adding(days: 1)) == nil)
            // A day of which nothing is stored has a report without feeds.
            #expect(try await facts.day(Self.date)?.feeds == [])
        }
    }

    @Test("a week beside the one before")
    func week() async throws {
        try await withRig("18:55:00") { rig in
            rig.clock.advance(to: MonitorRig.at("18:55:00", on: Self.date.adding(days: 2)))
            try await record(rig, on: Self.date.adding(days: -5), absent: ["11:00"])
            try await record(rig, on: Self.date)
            try await record(rig, on: Self.date.adding(days: 2), absent: ["12:00", "12:05"])
            let report = try #require(try await facts(rig).week(of: Self.date.adding(days: 1)))
            #expect(report.first == Self.date && report.last == Self.date.adding(days: 2))
            #expect(report.feeds.first?.now == SlotShare(due: 208, inTime: 206))
            #expect(report.feeds.first?.compared == SlotShare(due: 104, inTime: 103))
            #expect(report.gap?.date == Self.date.adding(days: 2))
        }
    }

    @Test("asking twice gives equal facts, and they survive the outbox")
    func stored() async throws {
        try await withRig("18:55:00") { rig in
            try await record(rig, on: Self.date, absent: ["12:15"], late: ["17:00": 2_700])
            let request = ReportRequest(
                span: .day,
                date: Self.date,
                target: .chat(id: 9, thread: nil),
                replyTo: 5,
                key: "cmd:9:5"
            )
            #expect(try await rig.jobs.report(request, in: StoreBatch()) == nil)
            let message = try #require(try await rig.store.outbox.messages(.queued, limit: 1).first)
            let report = try #require(try await facts(rig).day(Self.date))
            #expect(message.draft.content == .dayReport(report, replyTo: 5))
            #expect(message.draft.target == .chat(id: 9, thread: nil))
            var none = request
            none.date = Self.date.adding(days: -1)
            #expect(try await rig.jobs.report(none, in: StoreBatch()) == "no sessions on 2024-07-14")
        }
    }
}

@Suite("Report jobs", .timeLimit(.minutes(1)))
struct ReportJobsTests {
    private func statement(_ market: AlgoPackSegment, _ offset: Int, _ kind: DayKind, until: String? = nil)
        -> CalendarStatement
    {
        var statement = MonitorRig.statement(market, kind, layer: .bundled)
        statement.date = MonitorRig.date.adding(days: offset)
        if let close = until.flatMap({ TimeOfDay($0) }), let open = TimeOfDay("10:00") {
            statement.sessions = [TradingSession(name: .main, open: open, close: close)].compactMap(\.self)
        }
        return statement
    }

    @Test(
        "are planned from the calendar",
        arguments: [
            ("an ordinary Monday", 0, DayKind.normal, nil, ["REPORT_DAY", "REPORT_EVENING"]),
            ("a day without sessions", 0, .closed, nil, []),
            ("a day that ends before the first report", 0, .short, "16:00", ["REPORT_DAY"]),
            ("the last trading day of a week", 4, .normal, nil, ["REPORT_DAY", "REPORT_EVENING", "REPORT_WEEK"]),
        ] as [(String, Int, DayKind, String?, [String])]
    )
    func wanted(_ name: String, _ offset: Int, _ kind: DayKind, _ until: String?, _ expected: [String]) async throws {
        let statements = AlgoPackSegment.allCases.map { statement($0, offset, kind, until: until) }
        try await withRig("00:05:00", statements: MonitorRig.known + (offset == 0 ? [] : statements)) { rig in
            let calendar = TradingCalendar(profiles: .exchange, statements: statements)
            let jobs = try rig.jobs.wanted(calendar, on: MonitorRig.date.adding(days: offset)).map(\.id)
            #expect(jobs.filter { $0.hasPrefix("REPORT") } == expected, "\(name)")
        }
    }

    @Test("send one message each, and another one for a person")
    func sending() async throws {
        try await withRig("19:03:00") { rig in
            let calendar = try await rig.calendars.calendar()
            let job = try #require(
                try rig.jobs.wanted(calendar, on: MonitorRig.date).first { $0.id == "REPORT_DAY" }
            )
            for isManual in [false, false, true] {
                let context = RunContext(
                    job: job.id,
                    nominal: rig.clock.now,
                    date: MonitorRig.date,
                    isManual: isManual,
                    claimedAt: rig.clock.now,
                    clock: rig.clock
                )
                let detail = try await rig.write(job.body(context))
                #expect(detail == "2024-07-15: no slots were due, 0 incidents")
            }
            #expect(try await rig.heard() == ["report 2024-07-15", "report 2024-07-15"])
        }
    }

    @Test("a day's jobs, foreseen")
    func bursts() async throws {
        try await withRig("00:05:00") { rig in
            let calendar = try await rig.calendars.calendar()
            let bursts = try rig.jobs.bursts(on: MonitorRig.date, calendar: calendar, incidents: 1)
            let daily = bursts.filter(\.isMovable).map { "\($0.job) \($0.second / 60) \($0.messages)" }
            #expect(
                daily.sorted() == [
                    "REPORT_DAY 1143 1", "REPORT_EVENING 1435 1", "hi2_check 1141 1", "hi2_recheck 1170 1",
                    "send_plots 1142 9",
                ]
            )
            let planner = BurstPlanner(bursts)
            #expect(planner.collisions.isEmpty)
            #expect(planner.minutes.map(\.peak).max() == 9)
            let excess = planner.minutes.filter(\.isTooMuch)
            #expect(excess.isEmpty)
            // Of twenty open incidents a market no more than three and a digest are edited: still within the limit.
            let many = BurstPlanner(try rig.jobs.bursts(on: MonitorRig.date, calendar: calendar, incidents: 20))
            #expect(many.minutes.map(\.peak).max() == 12)
        }
    }
}
