import Market
import Store

/// The screens of `/calendar` (`telegram.md` §5.3): a value in, text and keyboard out.
struct CalendarMenu {
    let snapshot: CalendarSnapshot
    let today: CivilDate
    /// The person who opened the menu.
    let owner: Int64
    let wording: Wording

    /// Screens that only show; the others are results of actions.
    func message(_ screen: CalendarScreen) -> RenderedMessage {
        switch screen {
        case .years(let from): years(from: from)
        case .months(let year): months(year)
        case .days(let year, let month): days(year, month)
        case .day(let date), .open(let date): day(date)
        case .statuses(let date, let market): statuses(date, market)
        case .confirm(let date, let market, let choice): confirm(date, market, choice)
        case .apply(let date, let market, _, _), .history(let date, let market): statuses(date, market)
        case .undo, .close: RenderedMessage(html: wording.html(CommonPhrase.closed))
        }
    }

    private func years(from first: Int) -> RenderedMessage {
        let years = (first..<first + 4).map { year in
            button(year == today.year ? "[\(year)]" : String(year), .months(year: year))
        }
        return screen(
            wording.html(CalendarPhrase.yearsTitle),
            [
                Array(years.prefix(2)), Array(years.suffix(2)),
                [
                    button(wording.text(CalendarPhrase.earlier), .years(from: max(2010, first - 4))),
                    button(wording.text(CalendarPhrase.later), .years(from: min(2096, first + 4))),
                ],
                [close],
            ]
        )
    }

    private func months(_ year: Int) -> RenderedMessage {
        let edited = Set(snapshot.statements.filter { $0.layer == .edit && $0.date.year == year }.map(\.date))
        let cells = (1...12).map { month in
            let count = edited.count { $0.month == month }
            let name = String(wording.month(month).prefix(3))
            let mark = count > 0 ? " " + wording.text(CalendarPhrase.edited, ["count": String(count)]) : ""
            let isNow = today.year == year && today.month == month
            return button((isNow ? "[\(name)]" : name) + mark, .days(year: year, month: month))
        }
        let rows = stride(from: 0, to: 12, by: 3).map { Array(cells[$0..<$0 + 3]) }
        return screen(
            wording.html(CalendarPhrase.monthsTitle, ["year": String(year)]),
            rows + [[back(to: .years(from: max(2010, year - 1))), close]]
        )
    }

    private func days(_ year: Int, _ month: Int) -> RenderedMessage {
        let blank = RenderedMessage.Button(label: " ", data: CallbackPayload.noop.text)
        var rows = [
            Weekday.allCases.map { RenderedMessage.Button(label: wording.weekday($0), data: CallbackPayload.noop.text) }
        ]
        var row: [RenderedMessage.Button] = []
        for day in 1...CivilDate.dayCount(ofMonth: month, year: year) {
            guard let date = CivilDate(year: year, month: month, day: day) else { continue }
            if day == 1 { row = Array(repeating: blank, count: date.weekday.rawValue - 1) }
            let label = "\(day)\(mark(of: date))"
            row.append(button(date == today ? "[\(label)]" : label, .day(date)))
            if row.count == 7 {
                rows.append(row)
                row = []
            }
        }
        if !row.isEmpty { rows.append(row + Array(repeating: blank, count: 7 - row.count)) }
        rows.append([back(to: .months(year: year)), close])
        let title = wording.html(CalendarPhrase.daysTitle, ["month": wording.month(month), "year": String(year)])
        return screen("\(title)", rows, below: [wording.html(CalendarPhrase.legend)])
    }

    private func day(_ date: CivilDate) -> RenderedMessage {
        let days = MarketID.allCases.map { snapshot.calendar.day(date, $0) }
        let markets = MarketID.allCases.map { button($0.rawValue, .statuses(date, $0)) }
        return screen(
            wording.html(CalendarPhrase.dayTitle, ["date": wording.longDate(date)]),
            [markets, [back(to: .days(year: date.year, month: date.month)), close]],
            below: days.map { DayText(day: $0, wording: wording).html }
        )
    }

    private func statuses(_ date: CivilDate, _ market: MarketID) -> RenderedMessage {
        let day = snapshot.calendar.day(date, market)
        let isEdited = day.statements.contains { $0.layer == .edit }
        var lines = [
            wording.html(CalendarPhrase.pickLine, ["kind": wording.name(day.kind), "layer": wording.name(day.layer)]),
            DayText(day: day, wording: wording).sessions,
        ]
        // What the weaker layers say, so that a person sees what an edit overrides.
        for statement in day.statements where statement.layer != day.layer {
            lines.append(layerLine(statement))
        }
        // The exchange's feed notes are codes.
        if !day.note.isEmpty, day.layer != .feed {
            lines.append("<i>\(HTMLText.escape(String(day.note.prefix(200))))</i>")
        }
        let kinds: [DayKind] = [.normal, .closed, .transferred, .weekendSession]
        let choices = kinds.map { kind in
            let name = wording.name(kind)
            return button(kind == day.kind ? "• \(name)" : name, .confirm(date, market, .kind(kind)))
        }
        var rows = [Array(choices.prefix(2)), Array(choices.suffix(2))]
        if isEdited {
            rows.append([button(wording.text(CalendarPhrase.automatic), .confirm(date, market, .automatic))])
        }
        rows.append([button(wording.text(CalendarPhrase.history), .history(date, market))])
        rows.append([back(to: .day(date)), close])
        let title = wording.html(
            CalendarPhrase.pickStatus,
            ["market": market.rawValue, "date": wording.longDate(date)]
        )
        return screen(title, rows, below: lines)
    }

    private func confirm(_ date: CivilDate, _ market: MarketID, _ choice: DayChoice) -> RenderedMessage {
        let before = snapshot.calendar.day(date, market)
        let after = snapshot.day(date, market, edited: choice.kind)
        let title = wording.html(
            CalendarPhrase.confirmTitle,
            ["market": market.rawValue, "date": wording.longDate(date)]
        )
        let change = wording.html(
            CalendarPhrase.confirmChange,
            ["before": wording.name(before.kind), "after": wording.name(after.kind)]
        )
        let text = DayText(day: after, wording: wording).sessions
        let sessions = after.sessions.isEmpty ? text : wording.html(CalendarPhrase.confirmSame, ["sessions": text])
        return screen(
            title,
            [
                [
                    button(
                        wording.text(CalendarPhrase.confirm),
                        .apply(date, market, choice, revision: snapshot.revision)
                    )
                ],
                [back(to: .statuses(date, market)), close],
            ],
            below: [change, sessions]
        )
    }

    /// `15·`: all markets alike and ordinary, `×` closed, `~` anything else, `?` unknown; `*` after it for an edit.
    private func mark(of date: CivilDate) -> String {
        let days = MarketID.allCases.map { snapshot.calendar.day(date, $0) }
        let kinds = Set(days.map(\.kind))
        let isEdited = days.contains { $0.layer == .edit }
        let mark: String =
            if kinds == [.normal] { "·" } else if kinds == [.closed] { "×" } else if kinds == [.unknown] { "?" } else {
                "~"
            }
        return isEdited ? mark + "*" : mark
    }

    private func layerLine(_ statement: CalendarStatement) -> String {
        let (layer, kind) = (wording.name(statement.layer), wording.name(statement.kind))
        guard statement.layer == .edit else {
            return wording.html(CalendarPhrase.layerLine, ["layer": layer, "kind": kind])
        }
        let who = statement.author.signatureName
        return wording.html(CalendarPhrase.layerEdit, ["layer": layer, "kind": kind, "author": who])
    }

    // MARK: - Parts

    var close: RenderedMessage.Button { button(wording.text(CommonPhrase.close), .close) }

    func back(to screen: CalendarScreen) -> RenderedMessage.Button {
        button(wording.text(CommonPhrase.back), screen)
    }

    func button(_ label: String, _ screen: CalendarScreen) -> RenderedMessage.Button {
        RenderedMessage.Button(label: label, data: CalendarRoute(screen, owner: owner).payload)
    }

    func screen(
        _ title: String,
        _ rows: [[RenderedMessage.Button]],
        below lines: [String] = []
    ) -> RenderedMessage {
        RenderedMessage(html: (["<b>\(title)</b>"] + lines).joined(separator: "\n"), keyboard: rows)
    }
}
