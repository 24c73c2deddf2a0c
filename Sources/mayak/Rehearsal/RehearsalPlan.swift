import Market
import Sandbox
import Store
import Trading

/// What is to be rehearsed.
struct RehearsalPlan: Sendable {
    var date: CivilDate
    /// Faults and what people do.
    var script = FaultScript()
    /// Folder with recorded rows; nil generates the day.
    var dataDirectory: String?
    /// Folder with candles beside them; nil: nobody can say whether a missing slot had trades.
    var candleDirectory: String?
    /// What the gap scan passes on; a fraction.
    var minimumGap = GapOptions().minimumGap
    var seed: UInt64 = 1
    var language = "ru"
    /// How often the chat is looked at when nothing else happens.
    var pollEvery = Duration.minutes(1)

    /// How long a request waits for its answer, in real time: the day's own clock stands still meanwhile.
    ///
    /// Whoever plays a silent server waits for each of its requests; an answer comes within milliseconds.
    var patience = Duration.seconds(5)

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
