package import Market
package import Store

/// One day of one market that an edit will make something else.
package struct DayChange: Sendable {
    package let before: TradingDay
    package let after: TradingDay
    package let edit: DayEdit

    package init(before: TradingDay, after: TradingDay, edit: DayEdit) {
        self.before = before
        self.after = after
        self.edit = edit
    }

    /// False where the edit only says again what weaker layers say already.
    package var isVisible: Bool {
        changesTrading || before.isConfirmed != after.isConfirmed
    }

    /// True where trading differs: another kind of day or other hours; more than that somebody vouches for it now.
    package var changesTrading: Bool { before.kind != after.kind || before.sessions != after.sessions }

    /// As the audit trail names the day: `FO 2027-01-01`.
    package var auditName: String { "\(before.market) \(before.date)" }
}

extension DayEdit {
    package var market: AlgoPackSegment {
        switch self {
        case .say(let statement): statement.market
        case .clear(let market, _): market
        }
    }

    package var date: CivilDate {
        switch self {
        case .say(let statement): statement.date
        case .clear(_, let date): date
        }
    }
}

extension CalendarEdit {
    /// What taking this step back does.
    package var reversed: DayEdit { before.map { .say($0) } ?? .clear(market, date) }
}

extension CalendarSnapshot {
    /// The calendar as it would be with these edits.
    package func supposing(_ edits: [DayEdit]) -> TradingCalendar {
        struct Day: Hashable {
            let market: AlgoPackSegment
            let date: CivilDate
        }
        let touched = Set(edits.map { Day(market: $0.market, date: $0.date) })
        var supposed = statements.filter { statement in
            statement.layer != .edit || !touched.contains(Day(market: statement.market, date: statement.date))
        }
        for case .say(let statement) in edits { supposed.append(statement) }
        return TradingCalendar(profiles: calendar.profiles, statements: supposed, pin: calendar.pin)
    }

    /// What these edits would make of their days.
    package func changes(_ edits: [DayEdit]) -> [DayChange] {
        let supposed = supposing(edits)
        return edits.map { edit in
            DayChange(
                before: calendar.day(edit.date, edit.market),
                after: supposed.day(edit.date, edit.market),
                edit: edit
            )
        }
    }
}
