import Market
import Scheduling
import Store

/// The reports of a day as jobs: after the albums, after the evening session, and at the end of a week.
struct ReportJobs: JobSource {
    static let day = "REPORT_DAY"
    static let evening = "REPORT_EVENING"
    static let week = "REPORT_WEEK"

    private let facts: ReportFacts
    private let batches: BatchStore
    private let reports: ReportTimes
    private let zone: TimeZoneRules
    private let clock: any MarketClock

    /// - Parameters:
    ///   - reports: when each comes.
    ///   - zone: that of the times.
    init(
        facts: ReportFacts,
        batches: BatchStore,
        reports: ReportTimes,
        zone: TimeZoneRules,
        clock: any MarketClock
    ) {
        self.facts = facts
        self.batches = batches
        self.reports = reports
        self.zone = zone
        self.clock = clock
    }

    /// The reports that come on a Moscow date, at their times in the reports' zone.
    ///
    /// None about a day without sessions, and no evening one where the day's report came after the last close.
    func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        let days = ReportDays(calendar: calendar)
        var jobs: [Job] = []
        for (about, instant) in times(reports.day, on: date, turn: MarketDay.begun)
        where days.hasSessions(about) {
            jobs.append(
                job(Self.day, at: instant, turn: MarketDay.begun, "daily") { try await sendDay(about, $0, kind: "day") }
            )
        }
        for (about, instant) in times(reports.evening, on: date, turn: MarketDay.mainOver) {
            guard let close = days.lastClose(about).map({ MoscowTime.instant(about, $0) }) else { continue }
            let first = dayReport(about)
            guard first.map({ close > $0 && instant > $0 }) ?? true else { continue }
            jobs.append(
                job(Self.evening, at: instant, turn: MarketDay.mainOver, "evening") {
                    try await sendDay(about, $0, kind: "evening")
                }
            )
        }
        for (about, instant) in times(reports.week, on: date, turn: MarketDay.mainOver)
        where days.endsWeek(about) {
            jobs.append(
                job(Self.week, at: instant, turn: MarketDay.mainOver, "weekly") { try await sendWeek(about, $0) }
            )
        }
        return numbered(jobs)
    }

    /// When a time of the reports' zone comes on a Moscow date, with the market's day that a report is then about.
    ///
    /// None where no time is set. Once as a rule; not at all or twice on the day on which the zone changes its clocks near Moscow's midnight.
    private func times(_ time: TimeOfDay?, on date: CivilDate, turn: TimeOfDay) -> [(about: CivilDate, at: Timestamp)] {
        guard let time else { return [] }
        // Zones are up to half a day away from Moscow, and one that skips a day moves its times into the next.
        let instants = Set((-2...2).map { instant(date.adding(days: $0), time) })
        return instants.filter { MoscowTime.date(of: $0) == date }.sorted()
            .map { (MarketDay.date(of: $0, turn: turn), $0) }
    }

    /// When the day's report about a day comes.
    private func dayReport(_ date: CivilDate) -> Timestamp? {
        [date, date.adding(days: 1)].flatMap { times(reports.day, on: $0, turn: MarketDay.begun) }
            .last { $0.about == date }?.at
    }

    /// The second of two reports of a kind on one day needs a name of its own.
    private func numbered(_ jobs: [Job]) -> [Job] {
        var seen: [String: Int] = [:]
        return jobs.map { job in
            seen[job.id, default: 0] += 1
            guard let number = seen[job.id], number > 1 else { return job }
            return job.named("\(job.id)_\(number)")
        }
    }

    /// Sends what somebody asked for, with the rest of a batch in one transaction.
    ///
    /// - Returns: why there is no such report; nil when it was sent.
    func send(_ request: ReportRequest, in batch: StoreBatch) async throws -> String? {
        let content: MessageContent
        switch request.span {
        case .day:
            guard let report = try await facts.day(request.date) else { return "no sessions on \(request.date)" }
            content = .dayReport(report, replyTo: request.replyTo)
        case .week:
            guard let report = try await facts.week(of: request.date) else {
                return "no trading day in the week of \(request.date) yet"
            }
            content = .weekReport(report, replyTo: request.replyTo)
        }
        var batch = batch
        batch.outbox.drafts.append(
            OutboxDraft(
                dedupeKey: "\(request.key):report",
                target: request.target,
                content: content,
                priority: .reply,
                expiresAt: clock.now + .minutes(10)
            )
        )
        try await batches.commit(batch)
        return nil
    }

    private func sendDay(_ date: CivilDate, _ context: RunContext, kind: String) async throws -> RunResult {
        guard let report = try await facts.day(date) else { return "no sessions on \(date)" }
        let share = Self.words(report.total)
        return result(
            .dayReport(report, replyTo: nil),
            key: "report:\(kind):\(date)",
            context,
            "\(date): \(share), \(report.incidents.count) incidents"
        )
    }

    private func sendWeek(_ date: CivilDate, _ context: RunContext) async throws -> RunResult {
        guard let report = try await facts.week(of: date) else { return "no trading in the week of \(date)" }
        let share = Self.words(report.total)
        return result(
            .weekReport(report, replyTo: nil),
            key: "report:week:\(report.last)",
            context,
            "\(report.first) to \(report.last): \(share), \(report.incidents.count) incidents"
        )
    }

    private func result(
        _ content: MessageContent,
        key: String,
        _ context: RunContext,
        _ detail: String
    ) -> RunResult {
        var batch = StoreBatch()
        batch.outbox.drafts.append(OutboxDraft(dedupeKey: key + context.request, content: content, priority: .report))
        return RunResult(detail, writing: batch)
    }

    private static func words(_ share: SlotShare) -> String {
        guard let tenths = share.tenthsOfPercent else { return "no slots were due" }
        return "\(tenths / 10).\(tenths % 10) % of \(share.due) slots in time"
    }

    private func instant(_ date: CivilDate, _ time: TimeOfDay) -> Timestamp {
        zone.resolve(LocalDateTime(date, time)).earliest
    }

    private func job(
        _ id: String,
        at instant: Timestamp,
        turn: TimeOfDay,
        _ what: String,
        _ body: @escaping Job.Body
    ) -> Job {
        Job(
            id: id,
            trigger: .once(instant),
            zone: zone,
            dayTurn: turn,
            jobClass: .dailyReport,
            function: "ReportJobs.\(what)",
            body: body
        )
    }
}
