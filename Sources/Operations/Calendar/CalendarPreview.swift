package import Market
package import Store

/// What a choice would make of days, before anybody confirms it; a pure value.
package struct CalendarPreview: Sendable {
    package let scope: CalendarScope
    package let choice: DayChoice
    /// By date, then market.
    package let changes: [DayChange]
    /// The calendar as it would be.
    package let supposed: TradingCalendar
    /// Days of the scope that the choice does not speak of, such as weekends of a "normal" week.
    package let passedOver: Int
    /// Markets that cannot be what is asked for, such as FX with a weekend session.
    package let impossible: [AlgoPackSegment]

    package var edits: [DayEdit] { changes.map(\.edit) }

    package var visible: [DayChange] { changes.filter(\.isVisible) }

    /// Those on which trading will be different.
    package var ofTrading: [DayChange] { changes.filter(\.changesTrading) }

    /// Dates on which trading will be different.
    package var dayCount: Int { Set(ofTrading.map(\.after.date)).count }
}

extension CalendarPreview {
    package init(
        _ scope: CalendarScope,
        _ choice: DayChoice,
        in snapshot: CalendarSnapshot,
        author: String,
        at now: Timestamp
    ) {
        let planner = EditPlanner(snapshot: snapshot, choice: choice, author: author, now: now)
        var edits: [DayEdit] = []
        var impossible: Set<AlgoPackSegment> = []
        var passedOver = 0
        for date in scope.span.dates {
            let plans = scope.markets.map { ($0, planner.plan($0, date, in: scope.span)) }
            if plans.allSatisfy({ $0.1 == .passedOver }) { passedOver += 1 }
            for (market, plan) in plans {
                switch plan {
                case .edit(let edit): edits.append(edit)
                case .impossible: impossible.insert(market)
                case .passedOver, .saidAlready: break
                }
            }
        }
        self.init(
            scope: scope,
            choice: choice,
            changes: snapshot.changes(edits),
            supposed: snapshot.supposing(edits),
            passedOver: passedOver,
            impossible: impossible.sorted()
        )
    }

    /// The same with a reason in every statement.
    package func noting(_ note: String) -> CalendarPreview {
        CalendarPreview(
            scope: scope,
            choice: choice,
            changes: changes.map { change in
                guard case .say(var statement) = change.edit else { return change }
                statement.note = note
                return DayChange(before: change.before, after: change.after, edit: .say(statement))
            },
            supposed: supposed,
            passedOver: passedOver,
            impossible: impossible
        )
    }
}
