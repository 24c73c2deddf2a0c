import Exchange
import Market
import Sandbox
import Store

/// What a recording holds of a day, and how it is then watched.
struct RecordedDay {
    /// The calendar edits that make the day what is recorded of it.
    let edits: [CalendarStatement]
    /// Feeds without a row on the day: not watched.
    let unrecorded: Set<Feed>
    /// The share that stands for the market: the recorded one with the most candles where there are candles, else the usual one, else
    /// any.
    let equity: SecID?
    /// The same of the currency pairs.
    let currency: SecID?
    /// True where candles say whether there was trading.
    let hasCandles: Bool

    /// - Throws: `RecordingError` when the recording has no row on the date.
    init(
        _ recording: Recording,
        candles: CandleRecording?,
        on date: CivilDate,
        calendar: TradingCalendar,
        at now: Timestamp
    ) throws(RecordingError) {
        try recording.requireRows(on: date)
        let labels = { (feed: Feed) in recording.labels(Dataset(feed.endpoint), feed.market, date) }
        unrecorded = Set(Feed.all.filter { labels($0) == nil })
        edits = AlgoPackSegment.allCases.map { market in
            let labels = Feed.all(of: market).flatMap { labels($0) ?? [] }
            return Self.edit(market, on: date, labels: labels, calendar: calendar, at: now)
        }
        func standard(_ market: AlgoPackSegment, usual: SecID) -> (secid: SecID?, hasCandles: Bool) {
            let names = recording.secids(market, date)
            let volumes = (candles?.volumes(market, date) ?? [:]).filter { names.contains($0.key) }
            if let most = volumes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
                return (volumes[usual.text] == nil ? SecID(most.key) : usual, true)
            }
            return (names.contains(usual.text) ? usual : names.first.map { SecID($0) }, false)
        }
        let usual = AlgoPackOptions()
        let share = standard(.equities, usual: usual.equity)
        let pair = standard(.currency, usual: usual.currency)
        equity = share.secid
        currency = pair.secid
        hasCandles = share.hasCandles || pair.hasCandles || !(candles?.volumes(.futures, date) ?? [:]).isEmpty
    }

    /// A recording of the main session alone says nothing of the evening, and one of shares nothing of futures: without this
    /// every hour that nobody recorded would look like a dead feed.
    private static func edit(
        _ market: AlgoPackSegment,
        on date: CivilDate,
        labels: [TimeOfDay],
        calendar: TradingCalendar,
        at now: Timestamp
    ) -> CalendarStatement {
        let sessions = calendar.profiles.profile(market, on: date)?.sessions ?? []
        let covered = sessions.filter { session in labels.contains { session.open < $0 && $0 <= session.close } }
        return CalendarStatement(
            market: market,
            date: date,
            layer: .edit,
            kind: covered.isEmpty ? .closed : .short,
            sessions: covered.isEmpty ? nil : covered,
            author: DayReport.Outlook.recorder,
            note: "the hours that the recording covers",
            saidAt: now
        )
    }
}
