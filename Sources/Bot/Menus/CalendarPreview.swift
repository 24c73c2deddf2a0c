import Market
import Store

/// What a choice would make of days, before anybody confirms it; a pure value.
struct CalendarPreview {
    /// One day of one market whose edit layer will say something else.
    struct Change {
        let before: TradingDay
        let after: TradingDay
        let edit: DayEdit

        /// False where the edit only says again what weaker layers say already.
        var isVisible: Bool {
            before.kind != after.kind || before.sessions != after.sessions || before.isConfirmed != after.isConfirmed
        }
    }

    let scope: CalendarScope
    let choice: DayChoice
    /// By date, then market.
    let changes: [Change]
    /// The calendar as it would be.
    let supposed: TradingCalendar
    /// Days of the scope that the choice does not speak of, such as weekends of a "normal" week.
    let passedOver: Int
    /// Markets that cannot be what is asked for, such as FX with a weekend session.
    let impossible: [MarketID]

    var edits: [DayEdit] { changes.map(\.edit) }

    var visible: [Change] { changes.filter(\.isVisible) }

    /// Dates on which something will be different.
    var dayCount: Int { Set(visible.map(\.after.date)).count }
}

extension CalendarPreview {
    init(_ scope: CalendarScope, _ choice: DayChoice, in snapshot: CalendarSnapshot, author: String, at now: Timestamp)
    {
        let planner = EditPlanner(snapshot: snapshot, choice: choice, author: author, now: now)
        var edits: [(MarketID, CivilDate, DayEdit)] = []
        var impossible: Set<MarketID> = []
        var passedOver = 0
        for date in scope.span.dates {
            let plans = scope.markets.map { ($0, planner.plan($0, date, in: scope.span)) }
            if plans.allSatisfy({ $0.1 == .passedOver }) { passedOver += 1 }
            for (market, plan) in plans {
                switch plan {
                case .edit(let edit): edits.append((market, date, edit))
                case .impossible: impossible.insert(market)
                case .passedOver, .saidAlready: break
                }
            }
        }
        let supposed = Self.calendar(with: edits, in: snapshot)
        self.init(
            scope: scope,
            choice: choice,
            changes: edits.map { market, date, edit in
                Change(before: snapshot.calendar.day(date, market), after: supposed.day(date, market), edit: edit)
            },
            supposed: supposed,
            passedOver: passedOver,
            impossible: impossible.sorted()
        )
    }

    private static func calendar(
        with edits: [(MarketID, CivilDate, DayEdit)],
        in snapshot: CalendarSnapshot
    ) -> TradingCalendar {
        struct Day: Hashable {
            let market: MarketID
            let date: CivilDate
        }
        let touched = Set(edits.map { Day(market: $0.0, date: $0.1) })
        var statements = snapshot.statements.filter { statement in
            statement.layer != .edit || !touched.contains(Day(market: statement.market, date: statement.date))
        }
        for case (_, _, .say(let statement)) in edits { statements.append(statement) }
        return TradingCalendar(
            profiles: snapshot.calendar.profiles,
            statements: statements,
            pin: snapshot.calendar.pin
        )
    }
}

/// Decides what a choice means for one day of one market.
private struct EditPlanner {
    enum Plan: Equatable {
        case edit(DayEdit)
        /// The edit layer says so already.
        case saidAlready
        case passedOver
        case impossible
    }

    let snapshot: CalendarSnapshot
    let choice: DayChoice
    let author: String
    let now: Timestamp

    func plan(_ market: MarketID, _ date: CivilDate, in span: DateSpan) -> Plan {
        let edited = snapshot.calendar.day(date, market).statements.first { $0.layer == .edit }
        switch choice {
        case .automatic: return edited == nil ? .saidAlready : .edit(.clear(market, date))
        case .kind(let kind): return say(kind, nil, market, date, in: span, over: edited)
        case .short(let close): return short(close, market, date, in: span, over: edited)
        case .copy(let source):
            guard source != market else { return .saidAlready }
            let day = snapshot.calendar.day(date, source)
            let note = "\(source): \(day.kind.rawValue), \(day.layer.rawValue)"
            switch day.kind {
            case .unknown: return .impossible
            case .short:
                guard let close = day.sessions.last?.close else { return .impossible }
                return short(close, market, date, in: DateSpan(date), over: edited, note: note)
            case .normal, .closed, .transferred, .weekendSession:
                return say(day.kind, nil, market, date, in: DateSpan(date), over: edited, note: note)
            }
        }
    }

    private func short(
        _ close: TimeOfDay,
        _ market: MarketID,
        _ date: CivilDate,
        in span: DateSpan,
        over edited: CalendarStatement?,
        note: String = ""
    ) -> Plan {
        let usual = snapshot.calendar.profile(market, on: date)?.sessions ?? []
        let cut = usual.closing(at: close)
        guard !cut.isEmpty, cut != usual else { return .impossible }
        return say(.short, cut, market, date, in: span, over: edited, note: note)
    }

    private func say(
        _ kind: DayKind,
        _ sessions: [TradingSession]?,
        _ market: MarketID,
        _ date: CivilDate,
        in span: DateSpan,
        over edited: CalendarStatement?,
        note: String = ""
    ) -> Plan {
        guard kind.isMeant(date, in: span) else { return .passedOver }
        let usual = snapshot.calendar.profile(market, on: date)?.sessions(of: kind) ?? []
        guard kind == .closed || sessions != nil || !usual.isEmpty else { return .impossible }
        if let edited, edited.kind == kind, edited.sessions == sessions { return .saidAlready }
        return .edit(
            .say(
                CalendarStatement(
                    market: market,
                    date: date,
                    layer: .edit,
                    kind: kind,
                    sessions: sessions,
                    author: author,
                    note: note,
                    saidAt: now
                )
            )
        )
    }
}

extension CalendarPreview {
    /// Why nothing can be confirmed; nil when something can.
    var refusal: CalendarEditPhrase? {
        guard changes.isEmpty else { return nil }
        if !impossible.isEmpty { return .impossible }
        if case .automatic = choice { return .noEdits }
        return .sameAsNow
    }
}
