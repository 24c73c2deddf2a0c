package import Market

/// The days on which a job's nominal times count; the others are recorded as skipped by the calendar.
package enum CalendarRule: Hashable, Sendable {
    case everyDay
    /// At least one of the markets has a day of one of the kinds.
    case days(of: [AlgoPackSegment], kinds: Set<DayKind>)
    /// Days on which the Korea Exchange trades, by Seoul's dates.
    case koreanTradingDays

    /// Days with trading, or where nothing is known: what a monitor watches.
    package static func monitoredDays(of markets: [AlgoPackSegment]) -> CalendarRule {
        .days(of: markets, kinds: Set(DayKind.allCases.filter(\.isMonitored)))
    }

    /// Days on which trading is certain: what an order needs.
    package static func tradingDays(of markets: [AlgoPackSegment]) -> CalendarRule {
        .days(of: markets, kinds: Set(DayKind.allCases.filter(\.isTrading)))
    }

    package func allows(_ date: CivilDate, calendar: any SessionCalendar) -> Bool {
        switch self {
        case .everyDay: true
        case .days(let markets, let kinds): markets.contains { kinds.contains(calendar.kind(of: $0, on: date)) }
        case .koreanTradingDays: KoreanTradingDays.isTradingDay(date)
        }
    }
}

/// What happens to runs whose time passed while the scheduler was away or busy.
package struct CatchUp: Hashable, Sendable {
    package enum Choice: Hashable, Sendable {
        /// The latest run stands for all that are overdue.
        case latest
        /// Every overdue run, the oldest first, one after the other.
        case all
    }

    package enum Limit: Hashable, Sendable {
        /// Not later than this after the planned time.
        case age(Duration)
        /// Until the end of the nominal time's day in the job's zone.
        case sameDay
        /// However late.
        case none
    }

    package let choice: Choice
    package let limit: Limit

    package init(_ choice: Choice, _ limit: Limit) {
        self.choice = choice
        self.limit = limit
    }

    /// Five minutes of grace, the latest run for all.
    package static let standard = CatchUp(.latest, .age(.minutes(5)))

    /// Whether a run planned for `due` may still start.
    func allows(nominal: Timestamp, due: Timestamp, now: Timestamp, in zone: TimeZoneRules) -> Bool {
        switch limit {
        case .age(let age): due.duration(to: now) <= age
        case .sameDay: zone.local(now).date <= zone.local(nominal).date
        case .none: true
        }
    }
}

/// What happens when a run is due while an earlier one of the same job is still at work.
package enum Overlap: String, Hashable, Sendable {
    /// The new run is dropped and recorded.
    case skip
    /// One run waits for the end of the present one; a newer one takes its place.
    case bufferOne = "buffer_one"
}

/// What a job is for; decides what is done with late and colliding runs.
package enum JobClass: String, CaseIterable, Hashable, Sendable {
    case feedMonitor = "feed_monitor"
    /// The daily hi2 check and the plots: worth doing until the day is over.
    case dailyReport = "daily_report"
    case dataCollection = "data_collection"
    /// Signals and orders: at most once, and never late.
    case orders
    case risk
    case rollOver = "roll_over"

    package var catchUp: CatchUp {
        switch self {
        case .feedMonitor, .risk: .standard
        case .dailyReport: CatchUp(.latest, .sameDay)
        case .dataCollection: CatchUp(.latest, .age(.hours(6)))
        case .orders: CatchUp(.latest, .age(.minutes(1)))
        case .rollOver: CatchUp(.latest, .none)
        }
    }

    package var overlap: Overlap {
        switch self {
        case .feedMonitor, .dailyReport, .orders, .risk: .skip
        case .dataCollection, .rollOver: .bufferOne
        }
    }
}
