import Market
import Operations
import Store

/// One day, or the days of a range, and what they can be set to.
extension CalendarMenu {
    func day(_ date: CivilDate) -> RenderedMessage {
        let days = AlgoPackSegment.allCases.map { snapshot.calendar.day(date, $0) }
        return screen(
            wording.html(CalendarPhrase.dayTitle, ["date": wording.longDate(date)]),
            [
                markets(DateSpan(date)), allMarkets(DateSpan(date)),
                [back(to: .days(year: date.year, month: date.month)), close],
            ],
            below: days.map { DayText(day: $0, wording: wording).html }
        )
    }

    func range(_ span: DateSpan) -> RenderedMessage {
        screen(
            wording.html(CalendarEditPhrase.pickMarket, ["dates": wording.span(span)]),
            [
                markets(span), allMarkets(span),
                [back(to: .rangeLast(span.first, year: span.last.year, month: span.last.month)), close],
            ],
            below: [wording.count(span.count, .day)]
        )
    }

    /// What was typed without its market.
    func market(_ span: DateSpan, _ choice: DayChoice) -> RenderedMessage {
        screen(
            wording.html(
                CalendarEditPhrase.pickMarketFor,
                ["dates": wording.span(span), "choice": wording.name(choice)]
            ),
            [
                markets(span) { .confirm($0, choice) }, allMarkets(span) { .confirm($0, choice) },
                [back(to: span.isSingle ? .day(span.first) : .range(span)), close],
            ]
        )
    }

    private func markets(
        _ span: DateSpan,
        leadTo next: (CalendarScope) -> CalendarScreen = { .statuses($0) }
    ) -> [RenderedMessage.Button] {
        AlgoPackSegment.allCases.map { button($0.rawValue, next(CalendarScope(span, $0))) }
    }

    private func allMarkets(
        _ span: DateSpan,
        leadTo next: (CalendarScope) -> CalendarScreen = { .statuses($0) }
    ) -> [RenderedMessage.Button] {
        [button(wording.text(CalendarEditPhrase.allMarkets), next(CalendarScope(span, nil)))]
    }

    func statuses(_ scope: CalendarScope) -> RenderedMessage {
        let days = scope.span.dates.flatMap { date in scope.markets.map { snapshot.calendar.day(date, $0) } }
        let kinds = Set(days.map(\.kind))
        let choices = DayChoice.kinds.map { kind in
            // The full name of a weekend session is too wide for half a phone.
            let name = kind == .weekendSession ? wording.text(CalendarEditPhrase.weekendButton) : wording.name(kind)
            return button(kinds == [kind] ? "• \(name)" : name, .confirm(scope, .kind(kind)))
        }
        var rows = [Array(choices.prefix(2)), Array(choices.suffix(2))]
        let short = wording.name(.short)
        rows.append([button((kinds == [.short] ? "• " : "") + "\(short)…", .closes(scope))])
        if let market = scope.market {
            let label = wording.text(CalendarEditPhrase.copyToAll, ["market": market.rawValue])
            rows[2].append(button(label, .confirm(CalendarScope(scope.span, nil), .copy(market))))
        }
        if days.contains(where: \.hasEdit) {
            rows.append([button(wording.text(CalendarPhrase.automatic), .confirm(scope, .automatic))])
        }
        if scope.span.isSingle, let market = scope.market {
            rows.append([button(wording.text(CalendarPhrase.history), .history(scope.span.first, market))])
        }
        rows.append([back(to: scope.span.isSingle ? .day(scope.span.first) : .range(scope.span)), close])
        return screen(
            wording.html(
                CalendarPhrase.pickStatus,
                ["market": wording.markets(scope), "date": wording.span(scope.span)]
            ),
            rows,
            below: scope.isSingle ? days.flatMap(provenance) : overview(days)
        )
    }

    /// What each layer says of the day, who said it, and why; the strongest first.
    private func provenance(_ day: TradingDay) -> [String] {
        var lines = [
            wording.html(CalendarPhrase.pickLine, ["kind": wording.name(day.kind), "layer": wording.name(day.layer)]),
            DayText(day: day, wording: wording).sessions,
        ]
        for statement in day.statements {
            let who =
                statement.layer == .edit
                ? "\(wording.name(of: statement.author)), \(wording.clock(statement.saidAt, today: today))"
                : statement.author
            lines.append(
                wording.html(
                    CalendarPhrase.layerEdit,
                    ["layer": wording.name(statement.layer), "kind": wording.name(statement.kind), "author": who]
                )
            )
            // The exchange's feed notes are codes.
            if !statement.note.isEmpty, statement.layer != .feed {
                lines.append("<i>\(HTMLText.escape(String(statement.note.prefix(200))))</i>")
            }
        }
        return lines
    }

    /// One day of all markets in full; of several days, how many there are of each kind.
    private func overview(_ days: [TradingDay]) -> [String] {
        if Set(days.map(\.date)).count == 1 { return days.map { DayText(day: $0, wording: wording).html } }
        return AlgoPackSegment.allCases.compactMap { market in
            let own = days.filter { $0.market == market }
            guard !own.isEmpty else { return nil }
            let counts = DayKind.allCases.compactMap { kind in
                let count = own.count { $0.kind == kind }
                return count > 0 ? "\(wording.name(kind)) \(count)" : nil
            }
            return "<b>\(market)</b>: " + counts.joined(separator: ", ")
        }
    }

    /// Times at which a short day may close.
    func closes(_ scope: CalendarScope) -> RenderedMessage {
        let times = Self.closingTimes.compactMap { TimeOfDay($0) }.filter { time in
            preview(scope, .short(close: time)).refusal != .impossible
        }
        let cells = times.map { button($0.shortDescription, .confirm(scope, .short(close: $0))) }
        let rows = stride(from: 0, to: cells.count, by: 3).map { Array(cells[$0..<min($0 + 3, cells.count)]) }
        return screen(
            wording.html(
                CalendarEditPhrase.pickClose,
                ["market": wording.markets(scope), "date": wording.span(scope.span)]
            ),
            rows + [[back(to: .statuses(scope)), close]],
            below: [wording.html(CalendarEditPhrase.closeHint)]
        )
    }

    private static let closingTimes = [
        "12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00", "18:40", "18:50",
    ]

    /// Who changed the day, when, and from what to what; newest first.
    func history(_ edits: [CalendarEdit], _ date: CivilDate, _ market: AlgoPackSegment) -> RenderedMessage {
        let title = wording.html(
            CalendarPhrase.historyTitle,
            ["market": market.rawValue, "date": wording.longDate(date)]
        )
        let automatic = wording.text(CalendarPhrase.noEdit)
        let rows = edits.map { edit in
            wording.html(
                edit.undoes == nil ? CalendarPhrase.historyRow : CalendarPhrase.historyUndo,
                [
                    "time": wording.clock(edit.at, today: today), "who": wording.name(of: edit.author),
                    "before": edit.before.map { wording.name($0.kind) } ?? automatic,
                    "after": edit.after.map { wording.name($0.kind) } ?? automatic,
                ]
            )
        }
        return screen(
            title,
            [[back(to: .statuses(CalendarScope(date, market))), close]],
            below: rows.isEmpty ? [wording.html(CalendarPhrase.historyEmpty)] : rows
        )
    }
}

extension TradingDay {
    var hasEdit: Bool { statements.contains { $0.layer == .edit } }
}
