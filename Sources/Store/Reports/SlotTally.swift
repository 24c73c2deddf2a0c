package import Market

/// A stretch of one day's labels whose slots are to be counted.
package struct SlotStretch: Hashable, Codable, Sendable {
    package var date: CivilDate
    /// The first and last label, both counted.
    package var first, last: TimeOfDay
    /// Labels up to here were due when somebody last looked; what was seen beyond is counted apart.
    package var known: TimeOfDay

    package init(date: CivilDate, first: TimeOfDay, last: TimeOfDay, known: TimeOfDay) {
        self.date = date
        self.first = first
        self.last = last
        self.known = known
    }
}

/// The stored slots of one stretch.
package struct SlotTally: Hashable, Sendable {
    package var seen: Int
    /// Of them with labels after `known`.
    package var seenBeyond: Int
    /// Of them published later than the limit.
    package var late: Int

    package init(seen: Int, seenBeyond: Int, late: Int) {
        self.seen = seen
        self.seenBeyond = seenBeyond
        self.late = late
    }
}

/// A label in whose five minutes nothing was traded, so that its absence means nothing.
package struct QuietSlot: Hashable, Sendable {
    package var feed: Feed
    package var date: CivilDate
    package var label: TimeOfDay

    package init(feed: Feed, date: CivilDate, label: TimeOfDay) {
        self.feed = feed
        self.date = date
        self.label = label
    }
}

/// The runs of one job on one day.
package struct JobDay: Hashable, Sendable {
    package var job: String
    package var date: CivilDate

    package init(job: String, date: CivilDate) {
        self.job = job
        self.date = date
    }
}
