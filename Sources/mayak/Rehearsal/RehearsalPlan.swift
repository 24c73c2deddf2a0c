import Market
import Sandbox
import Store

/// What is to be rehearsed.
struct RehearsalPlan: Sendable {
    var date: CivilDate
    /// Faults and what people do.
    var script = FaultScript()
    /// Folder with recorded rows; nil generates the day.
    var dataDirectory: String?
    var seed: UInt64 = 1
    var language = "ru"
    /// How often the chat is looked at when nothing else happens.
    var pollEvery = Duration.minutes(1)

    /// The Monday of seed 002's console.
    static let usualDate = CivilDate(dayNumber: 19_919)

    /// Ends it at this Moscow time already.
    var until: TimeOfDay?

    /// From before the first session to just after the next day's jobs are planned.
    var start: Timestamp { MoscowTime.instant(date, .midnight) + .minutes(5) }
    var end: Timestamp {
        until.map { MoscowTime.instant(date, $0) } ?? MoscowTime.instant(date.adding(days: 1), .midnight) + .minutes(15)
    }
}

extension RehearsalPlan {
    /// The calendar edits that make the day what a recording holds of it.
    ///
    /// A recording of the main session alone says nothing of the evening, and one of shares nothing of futures: without this
    /// every hour that nobody recorded would look like a dead feed.
    static func edits(
        for recording: Recording,
        on date: CivilDate,
        calendar: TradingCalendar,
        at now: Timestamp
    ) -> [CalendarStatement] {
        MarketID.allCases.map { market in
            let labels = Feed.all(of: market).compactMap { feed in
                Dataset(rawValue: feed.endpoint.rawValue).flatMap { recording.labels($0, market, date) }
            }.flatMap(\.self).sorted()
            let sessions = calendar.profiles.profile(market, on: date)?.sessions ?? []
            let covered = sessions.filter { session in labels.contains { session.open < $0 && $0 <= session.close } }
            return CalendarStatement(
                market: market,
                date: date,
                layer: .edit,
                kind: covered.isEmpty ? .closed : .short,
                sessions: covered.isEmpty ? nil : covered,
                author: "rehearse",
                note: "the hours that the recording covers",
                saidAt: now
            )
        }
    }
}
