package import Market

/// When a strategy may trade: section `session` of the seed, in Moscow's time alone.
///
/// Outside of the window its wishes are kept and nothing new is sent; positions stay.
package struct StrategyHours: Hashable, Sendable {
    /// Why nothing is sent now; the seed's words.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case weekdayBlocked = "weekday_blocked"
        case preOpen = "pre_open"
        case postClose = "post_close"
    }

    package enum Verdict: Hashable, Sendable {
        /// Until then.
        case open(until: Timestamp)
        case suspended(Reason, next: Timestamp)

        /// When another verdict is due.
        var end: Timestamp {
            switch self {
            case .open(let end), .suspended(_, let end): end
            }
        }
    }

    package var start = TimeOfDay("09:50") ?? .midnight
    package var end = TimeOfDay("23:50") ?? .midnight
    /// Of the window's first minutes none is traded in: the seed's `pre_open_minutes`; default 5.
    package var openingMinutes = 5
    /// Nor of its last: `post_close_minutes`; default 5.
    package var closingMinutes = 5
    /// 0 for Monday to 6 for Sunday; default Monday to Friday.
    package var weekdays: Set<Int> = [0, 1, 2, 3, 4]

    package init() {}

    /// Whether some minute of some day is left to trade in.
    package var isPossible: Bool { !weekdays.isEmpty && first < last }

    private var first: Int { start.secondOfDay + openingMinutes * 60 }
    private var last: Int { end.secondOfDay - closingMinutes * 60 }

    /// - Precondition: ``isPossible``.
    package func verdict(at now: Timestamp) -> Verdict {
        let date = MoscowTime.date(of: now)
        let second = MoscowTime.time(of: now).secondOfDay
        guard allows(date) else { return .suspended(.weekdayBlocked, next: next(after: date)) }
        if second < first { return .suspended(.preOpen, next: instant(date, first)) }
        if second >= last { return .suspended(.postClose, next: next(after: date)) }
        return .open(until: instant(date, last))
    }

    private func allows(_ date: CivilDate) -> Bool { weekdays.contains(date.weekday.rawValue - 1) }

    private func next(after date: CivilDate) -> Timestamp {
        let day = (1...7).lazy.map { date.adding(days: $0) }.first { allows($0) } ?? date.adding(days: 1)
        return instant(day, first)
    }

    private func instant(_ date: CivilDate, _ second: Int) -> Timestamp {
        MoscowTime.instant(date, .midnight) + .seconds(second)
    }
}
