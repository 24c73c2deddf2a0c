import Market
import Store

/// The reports of a day as jobs: after the albums, after the evening session, and at the end of a week.
struct ReportJobs: Sendable {
    static let day = "REPORT_DAY"
    static let evening = "REPORT_EVENING"
    static let week = "REPORT_WEEK"

    private let parts: MonitorParts
    private let desk: ReportDesk

    init(parts: MonitorParts) {
        self.parts = parts
        desk = ReportDesk(
            store: parts.store,
            calendars: parts.calendars,
            clock: parts.clock,
            limit: parts.options.timing.limit
        )
    }

    /// The reports that a date has: none without sessions, no evening one when the last session closes before the first.
    func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        let days = ReportDays(calendar: calendar)
        guard let close = days.lastClose(date).map({ MoscowTime.instant(date, $0) }) else { return [] }
        let options = parts.options
        let first = instant(date, options.dayReportTime)
        var jobs = [job(Self.day, at: first, "daily") { try await sendDay(date, $0, kind: "day") }]
        if let evening = options.eveningReportTime.map({ instant(date, $0) }), close > first, evening > first {
            jobs.append(job(Self.evening, at: evening, "evening") { try await sendDay(date, $0, kind: "evening") })
        }
        if let time = options.weekReportTime, days.endsWeek(date) {
            jobs.append(job(Self.week, at: instant(date, time), "weekly") { try await sendWeek(date, $0) })
        }
        return jobs
    }

    /// Sends what somebody asked for, with the rest of a batch in one transaction.
    ///
    /// - Returns: why there is no such report; nil when it was sent.
    func send(_ request: ReportRequest, in batch: StoreBatch) async throws -> String? {
        let content: MessageContent
        switch request.span {
        case .day:
            guard let report = try await desk.day(request.date) else { return "no sessions on \(request.date)" }
            content = .dayReport(report, replyTo: request.replyTo)
        case .week:
            guard let report = try await desk.week(of: request.date) else {
                return "no trading day in the week of \(request.date) yet"
            }
            content = .weekReport(report, replyTo: request.replyTo)
        }
        var batch = batch
        batch.drafts.append(
            OutboxDraft(
                dedupeKey: "\(request.key):report",
                target: request.target,
                content: content,
                priority: .reply,
                expiresAt: parts.clock.now + .minutes(10)
            )
        )
        try await parts.store.commit(batch)
        return nil
    }

    private func sendDay(_ date: CivilDate, _ context: RunContext, kind: String) async throws -> String {
        guard let report = try await desk.day(date) else { return "no sessions on \(date)" }
        let share = Self.words(report.total)
        return try await send(
            .dayReport(report, replyTo: nil),
            key: "report:\(kind):\(date)",
            context,
            "\(date): \(share), \(report.incidents.count) incidents"
        )
    }

    private func sendWeek(_ date: CivilDate, _ context: RunContext) async throws -> String {
        guard let report = try await desk.week(of: date) else { return "no trading in the week of \(date)" }
        let share = Self.words(report.total)
        return try await send(
            .weekReport(report, replyTo: nil),
            key: "report:week:\(report.last)",
            context,
            "\(report.first) to \(report.last): \(share), \(report.incidents.count) incidents"
        )
    }

    private func send(
        _ content: MessageContent,
        key: String,
        _ context: RunContext,
        _ detail: String
    ) async throws -> String {
        var batch = StoreBatch()
        batch.drafts.append(OutboxDraft(dedupeKey: key + context.request, content: content, priority: .report))
        context.succeed(detail, in: &batch)
        try await parts.store.commit(batch)
        return detail
    }

    private static func words(_ share: SlotShare) -> String {
        guard let tenths = share.tenthsOfPercent else { return "no slots were due" }
        return "\(tenths / 10).\(tenths % 10) % of \(share.due) slots in time"
    }

    private func instant(_ date: CivilDate, _ time: TimeOfDay) -> Timestamp {
        parts.options.zone.resolve(LocalDateTime(date, time)).earliest
    }

    private func job(
        _ id: String,
        at instant: Timestamp,
        _ what: String,
        _ body: @escaping Job.Body
    ) -> Job {
        Job(
            id: id,
            trigger: .once(instant),
            zone: parts.options.zone,
            jobClass: .dailyReport,
            function: "ReportJobs.\(what)",
            body: body
        )
    }
}
