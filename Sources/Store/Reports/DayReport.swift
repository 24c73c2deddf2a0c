package import Market

/// What there is to say of one trading day; facts alone, put into words by the bot (`decisions/0005`).
package struct DayReport: Hashable, Codable, Sendable {
    /// What one market does on a coming day.
    package struct Outlook: Hashable, Codable, Sendable {
        package var market: AlgoPackSegment
        package var kind: DayKind
        /// First open and last close; nil without a session.
        package var open, close: TimeOfDay?
        /// True when it is not what the day of the week would have.
        package var isUnusual: Bool
        /// True in a replay whose recording has nothing of the market: nobody knows what it does.
        package var isUnrecorded: Bool?

        package init(market: AlgoPackSegment, kind: DayKind, open: TimeOfDay?, close: TimeOfDay?, isUnusual: Bool) {
            self.market = market
            self.kind = kind
            self.open = open
            self.close = close
            self.isUnusual = isUnusual
        }
    }

    package var date: CivilDate
    /// Up to when the facts reach, Moscow time; 24:00 where the day was over.
    package var asOf: TimeOfDay
    /// Feeds that had sessions or slots, in the order people list them.
    package var feeds: [FeedScore]
    /// Trading days in the longer span; fewer than 20 where the store does not reach back so far.
    package var comparedDays: Int
    package var incidents: IncidentSummary
    /// nil when every slot came.
    package var gap: SlotGap?
    package var worst: WorstSlot?
    /// The latest check of each market that publishes hi2 on the day; empty before 19:01.
    package var hi2: [HI2Outcome]
    /// Names that were told to be missing while their feed went on, at most 20.
    package var lostTickers: [String]?
    package var tomorrow: [Outlook]
    /// The next day with trading, where tomorrow has none.
    package var nextTradingDay: CivilDate?
    /// The day before with trading, which has a report too; nil where two months have none.
    package var previousDay: CivilDate?

    package init(date: CivilDate, asOf: TimeOfDay) {
        self.date = date
        self.asOf = asOf
        feeds = []
        comparedDays = 0
        incidents = IncidentSummary()
        hi2 = []
        tomorrow = []
    }

    /// All feeds of the day together.
    package var total: SlotShare { feeds.map(\.now).reduce(SlotShare(), +) }
}
