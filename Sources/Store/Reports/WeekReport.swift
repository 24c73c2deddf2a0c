package import Market

/// What there is to say of one week, against the one before.
package struct WeekReport: Hashable, Codable, Sendable {
    /// Its first and last trading day.
    package var first, last: CivilDate
    package var feeds: [FeedScore]
    package var incidents: IncidentSummary
    package var gap: SlotGap?
    package var worst: WorstSlot?
    /// Days on which hi2 of some market was absent at the last look.
    package var hi2MissingDays: [CivilDate]

    package init(first: CivilDate, last: CivilDate) {
        self.first = first
        self.last = last
        feeds = []
        incidents = IncidentSummary()
        hi2MissingDays = []
    }

    package var total: SlotShare { feeds.map(\.now).reduce(SlotShare(), +) }
}
