import Market
import Store

/// `/report`: the report of the latest trading day; `/report week`, `/report 2026-11-19`, `/report четверг`, `/report week 2026-11-19`,
/// `/report прошлая неделя`.
///
/// The scheduler gathers the facts, as it does for the reports of its own.
struct ReportCommand: ChatCommand {
    let name = "report"
    let summary = CommandPhrase.reportSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let context = request.context
        let calendar = try await context.calendars.calendar()
        guard let wish = ReportWish(request.call.arguments, today: context.today) else {
            let date = request.call.arguments.first { CivilDate(stored: $0) != nil && CivilDate($0) == nil }
            return request.reply(date.map(wording.html(noDate:)) ?? wording.html(ReportPhrase.usage))
        }
        let date = wish.date ?? calendar.latestSessionDay(at: request.now)
        let shown = wording.fullDate(date)
        guard date <= context.today else { return request.reply(wording.html(ReportPhrase.future, ["date": shown])) }
        let hasSessions = AlgoPackSegment.allCases.contains { calendar.day(date, $0).isMonitored }
        guard wish.span == .week || hasSessions else {
            return request.reply(wording.html(ReportPhrase.noSessions, ["date": shown]))
        }
        let caller = request.caller
        var reaction = Reaction()
        reaction.batch.followUps.new = [
            FollowUpDraft(
                .command(place: 0, audit: nil),
                for: caller,
                deadline: request.now + context.options.schedulerPatience
            )
        ]
        let report = ReportRequest(
            span: wish.span,
            date: date,
            target: caller.target,
            replyTo: caller.replyTo,
            key: caller.key
        )
        reaction.batch.commands.new.append(CommandDraft(.report(report), by: caller))
        return reaction
    }
}

/// Which report the words after `/report` ask for.
struct ReportWish: Hashable {
    var span = ReportRequest.Span.day
    /// nil: the latest.
    var date: CivilDate?

    /// Returns nil for words that mean nothing here.
    init?(_ words: [String], today: CivilDate) {
        var isLast = false
        for word in words {
            switch word.lowercased() {
            case "day", "день": span = .day
            case "week", "weekly", "неделя", "неделю", "недели", "неделе": span = .week
            case "за", "на", "for": continue
            case "прошлая", "прошлую", "прошлой", "last": isLast = true
            default:
                guard let named = DateReader(today: today).date(word) else { return nil }
                date = named
            }
        }
        guard isLast else { return }
        // Of days `DateReader` knows which are last.
        guard span == .week, date == nil else { return nil }
        date = today.adding(days: -7)
    }
}
