import Market
import Store

/// Changes a day for a person: audit row, edit, result screen with undo, and a follow-up with the impact on the jobs.
struct CalendarEditor: Sendable {
    let press: ButtonPress

    private var desk: BotDesk { press.desk }
    private var caller: Caller { press.caller }
    private var wording: Wording { press.wording }

    func apply(_ date: CivilDate, _ market: MarketID, _ choice: DayChoice, shownAt revision: Int64) async throws
        -> Reaction
    {
        let snapshot = try await desk.calendars.snapshot()
        let before = snapshot.calendar.day(date, market)
        guard snapshot.revision == revision else { return try await changedMeanwhile(date, market, choice, snapshot) }
        let audit = try await desk.store.appendAudit(
            AuditEntry(
                at: press.now,
                actor: caller.actor,
                action: "calendar.set",
                object: "\(market) \(date)",
                before: before.kind.rawValue,
                after: choice.auditName
            )
        )
        let edit: CalendarEdit?
        switch choice {
        case .automatic: edit = try await desk.store.clearEdit(market: market, date: date, author: caller.author)
        case .kind(let kind):
            edit = try await desk.store.editDay(
                CalendarStatement(
                    market: market,
                    date: date,
                    layer: .edit,
                    kind: kind,
                    author: caller.author,
                    saidAt: press.now
                )
            )
        }
        try await desk.store.finishAudit(audit, result: edit.map { "edit \($0.id)" } ?? "no edit to remove")
        guard let edit else { return try await menu(.statuses(date, market)) }
        return try await result(of: edit, from: before.kind, phrase: .applied)
    }

    /// Checks that an edit may still be taken back.
    func undoPlan(_ id: Int64) async throws -> PressPlan? {
        guard let edit = try await desk.store.calendarEdit(id) else { return nil }
        guard edit.at + desk.options.undoWindow > press.now, edit.undoneBy == nil else {
            return .refusal(wording.text(CalendarPhrase.undoTooLate))
        }
        return PressPlan { try await undo(edit) }
    }

    private func undo(_ edit: CalendarEdit) async throws -> Reaction {
        let before = try await desk.calendars.calendar().day(edit.date, edit.market).kind
        let audit = try await desk.store.appendAudit(
            AuditEntry(
                at: press.now,
                actor: caller.actor,
                action: "calendar.undo",
                object: "\(edit.market) \(edit.date)",
                before: before.rawValue,
                after: "edit \(edit.id) taken back"
            )
        )
        let undone: CalendarEdit
        do {
            undone = try await desk.store.undoEdit(edit.id, author: caller.author)
        } catch let error as StoreError {
            // Somebody edited the day again, or took the same edit back a moment ago.
            try await desk.store.finishAudit(audit, result: "refused: \(error.kind)")
            return try await menu(.statuses(edit.date, edit.market), saying: .changedMeanwhile)
        }
        try await desk.store.finishAudit(audit, result: "edit \(undone.id)")
        return try await result(of: undone, from: before, phrase: .undone)
    }

    /// The same press twice, or a replay after a crash, finds its own edit; anything else must look again.
    private func changedMeanwhile(
        _ date: CivilDate,
        _ market: MarketID,
        _ choice: DayChoice,
        _ snapshot: CalendarSnapshot
    ) async throws -> Reaction {
        let latest = try await desk.store.calendarHistory(market: market, date: date, limit: 1).first
        if let latest, latest.revision == snapshot.revision, latest.author == caller.author,
            choice == latest.after.map({ .kind($0.kind) }) ?? .automatic, press.now < latest.at + .minutes(2)
        {
            let before = snapshot.day(date, market, edited: latest.before?.kind)
            return try await result(of: latest, from: before.kind, phrase: .applied)
        }
        return try await menu(.confirm(date, market, choice), saying: .changedMeanwhile)
    }

    private func menu(_ screen: CalendarScreen, saying phrase: CalendarPhrase? = nil) async throws -> Reaction {
        let message = try await CalendarMenu(press).message(screen)
        let html = phrase.map { message.html + "\n⚪ " + wording.html($0) } ?? message.html
        return .edit(caller, html, keyboard: message.keyboard, at: press.now)
    }

    private func result(of edit: CalendarEdit, from before: DayKind, phrase: CalendarPhrase) async throws -> Reaction {
        let menu = try await CalendarMenu(press)
        let after = menu.snapshot.calendar.day(edit.date, edit.market)
        var lines = [
            "<b>"
                + wording.html(
                    phrase,
                    [
                        "market": edit.market.rawValue, "date": wording.longDate(edit.date),
                        "before": wording.name(before), "after": wording.name(after.kind),
                    ]
                ) + "</b>",
            wording.html(
                CalendarPhrase.changedBy,
                ["who": edit.author.signatureName, "time": wording.moscow(edit.at, today: desk.today)]
            ),
            DayText(day: after, wording: wording).sessions,
        ]
        var rows: [[RenderedMessage.Button]] = []
        if edit.undoes == nil {
            let end = wording.clock(edit.at + desk.options.undoWindow, today: desk.today)
            lines.append(wording.html(CalendarPhrase.undoUntil, ["time": end]))
            rows.append([menu.button(wording.text(CalendarPhrase.undo), .undo(edit: edit.id))])
        }
        rows.append([menu.back(to: .day(edit.date)), menu.close])
        let screen = RenderedMessage(html: lines.joined(separator: "\n"), keyboard: rows)
        let waiting = screen.html + "\n" + wording.html(CalendarPhrase.waiting)
        var reaction = Reaction.edit(caller, waiting, keyboard: rows, at: press.now)
        reaction.followUps.append(
            FollowUp(
                subject: .impact(revision: edit.revision),
                chat: caller.chat.id,
                thread: caller.thread,
                message: caller.messageID,
                language: wording.language,
                deadline: (press.now + desk.options.schedulerPatience).milliseconds,
                key: caller.key,
                screen: screen
            )
        )
        return reaction
    }
}

extension DayChoice {
    fileprivate var auditName: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .automatic: "no edit"
        }
    }
}
