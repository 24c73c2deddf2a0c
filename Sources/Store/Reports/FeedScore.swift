package import Market

/// How many of a feed's expected slots came, and how many of them in time.
package struct SlotShare: Hashable, Codable, Sendable {
    /// Expected slots whose outcome is known: seen, or late beyond the limit while somebody watched.
    package var due: Int
    /// Published within `DELAY` of their label.
    package var inTime: Int
    /// Published, but later than that.
    package var late: Int

    /// Of the missing ones those that may still come (`Slot.settled`); nil as 0: a report of before knows none.
    package var awaited: Int?

    package init(due: Int = 0, inTime: Int = 0, late: Int = 0, awaited: Int? = nil) {
        self.due = due
        self.inTime = inTime
        self.late = late
        self.awaited = awaited
    }

    /// Not here, although something was traded.
    package var missing: Int { max(0, due - inTime - late) }

    /// Never came.
    package var absent: Int { max(0, missing - (awaited ?? 0)) }

    /// Tenths of a per cent in time, rounded down so that 100 % means every single slot; nil where nothing was due.
    package var tenthsOfPercent: Int? { due > 0 ? inTime * 1_000 / due : nil }

    package static func + (left: SlotShare, right: SlotShare) -> SlotShare {
        SlotShare(
            due: left.due + right.due,
            inTime: left.inTime + right.inTime,
            late: left.late + right.late,
            awaited: left.awaited == nil && right.awaited == nil ? nil : (left.awaited ?? 0) + (right.awaited ?? 0)
        )
    }
}

/// A feed's share of slots in time, in two spans that are worth comparing.
package struct FeedScore: Hashable, Codable, Sendable {
    package var feed: Feed
    /// The day, or the week, that the report is about.
    package var now: SlotShare
    /// Twenty trading days up to the day, or the week before.
    package var compared: SlotShare

    package init(feed: Feed, now: SlotShare, compared: SlotShare) {
        self.feed = feed
        self.now = now
        self.compared = compared
    }
}

/// Consecutive slots of one session that never came.
package struct SlotGap: Hashable, Codable, Sendable {
    package var feed: Feed
    package var date: CivilDate
    /// Labels of the first and the last absent slot.
    package var first, last: TimeOfDay
    package var count: Int

    package init(feed: Feed, date: CivilDate, first: TimeOfDay, last: TimeOfDay, count: Int) {
        self.feed = feed
        self.date = date
        self.first = first
        self.last = last
        self.count = count
    }
}

/// The slot that was published last after its label.
package struct WorstSlot: Hashable, Codable, Sendable {
    package var feed: Feed
    package var date: CivilDate
    package var label: TimeOfDay
    /// SYSTIME − tradetime, seconds.
    package var seconds: Int

    package init(feed: Feed, date: CivilDate, label: TimeOfDay, seconds: Int) {
        self.feed = feed
        self.date = date
        self.label = label
        self.seconds = seconds
    }
}
