extension TradingCalendar {
    /// The labels whose absence means something: those that end inside a session, ascending.
    ///
    /// Empty on closed days and for feeds that do not exist.
    package func expectedSlots(_ feed: Feed, on date: CivilDate) -> [TimeOfDay] {
        grid(feed, on: date).labelsInSession
    }

    /// Every label the exchange publishes on the date: `expectedSlots` and the few that fall between two sessions, such as
    /// EQ orderstats 18:45–19:05, when nobody polls.
    package func publishedSlots(_ feed: Feed, on date: CivilDate) -> [TimeOfDay] {
        grid(feed, on: date).labels
    }

    /// When the slot of the day's only hi2 rows ends: who asks before would be told of a fault that is none.
    ///
    /// Nil on a day without them.
    package func hi2Due(_ market: AlgoPackSegment, on date: CivilDate) -> Timestamp? {
        expectedSlots(Feed(market, .hi2), on: date).first.map { MoscowTime.instant(date, $0) + Slot.length }
    }

    /// The expected slots of the date that must have been published by now, ascending.
    package func dueSlots(_ feed: Feed, on date: CivilDate, at now: Timestamp, publishLag: Duration) -> [TimeOfDay] {
        expectedSlots(feed, on: date).filter { MoscowTime.instant(date, $0) + publishLag <= now }
    }

    package func grid(_ feed: Feed, on date: CivilDate) -> SlotGrid {
        let isPublished = Feed.exists(feed.endpoint, on: feed.market)
        let sessions = isPublished ? day(date, feed.market).sessions : []
        return SlotGrid(feed.endpoint, sessions: sessions, profile: profile(feed.market, on: date))
    }
}
