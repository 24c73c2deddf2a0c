import Market
import Operations
import Store

/// The answer to "is it a holiday?": an edit that says which of the two calendars was right, and who said so.
struct DayDisputeAnswer: Sendable {
    let press: ButtonPress

    private var context: BotContext { press.context }
    private var wording: Wording { press.wording }

    func plan(_ date: CivilDate, _ market: AlgoPackSegment, isHoliday: Bool) async throws -> PressPlan? {
        let menu = try await CalendarMenu(press)
        let dispute = DayDispute(menu.snapshot, date, market)
        if let edit = dispute.edit {
            return .refusal(wording.text(CalendarEditPhrase.answered, ["who": wording.name(of: edit.author)]))
        }
        guard let kind = dispute.kind(isHoliday: isHoliday), let feed = dispute.feed else {
            return .refusal(wording.text(CalendarEditPhrase.questionOver))
        }
        let note = wording.text(
            CalendarEditPhrase.answerNote,
            ["feed": wording.name(feed.kind), "ours": wording.name(dispute.ours.kind)]
        )
        let preview = menu.preview(CalendarScope(date, market), .kind(kind), author: press.caller.author)
            .noting(note)
        if let refusal = preview.refusal { return .refusal(wording.text(refusal)) }
        return PressPlan(toast: wording.text(CommonPhrase.commandPosted)) {
            guard let edits = try await CalendarEditor(press: press).write(preview, seen: menu.snapshot.revision)
            else { return Reaction() }
            return try await CalendarResult(press: press, replacesMessage: false)
                .reaction(of: edits, from: preview.changes.map(\.before))
        }
    }
}

/// What the exchange says of a day against what we would say without it; a pure value.
struct DayDispute {
    /// nil: the exchange's calendar does not name the day.
    let feed: CalendarStatement?
    /// The day without feed and edit.
    let ours: TradingDay
    /// Somebody has spoken already.
    let edit: CalendarStatement?

    init(_ snapshot: CalendarSnapshot, _ date: CivilDate, _ market: AlgoPackSegment) {
        let statements = snapshot.calendar.day(date, market).statements
        feed = statements.first { $0.layer == .feed }
        edit = statements.first { $0.layer == .edit }
        let lower = snapshot.statements.filter { statement in
            statement.market == market
                && (statement.date != date || (statement.layer != .feed && statement.layer != .edit))
        }
        ours = TradingCalendar(
            profiles: snapshot.calendar.profiles,
            statements: lower,
            pin: snapshot.calendar.pin
        ).day(date, market)
    }

    /// The kind that a yes or no stands for; nil where the two do not differ any more.
    func kind(isHoliday: Bool) -> DayKind? {
        guard let feed, feed.kind != ours.kind else { return nil }
        if isHoliday { return .closed }
        if feed.kind.isTrading { return feed.kind }
        return ours.kind.isTrading ? ours.kind : .normal
    }
}
