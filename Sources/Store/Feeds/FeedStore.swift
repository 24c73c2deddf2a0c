package import Market
import Platform

/// What the feeds have brought: slots, their instruments, checks of hi2.
package actor FeedStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// The slots of one feed and day that came, by label.
    package func slots(_ feed: Feed, on date: CivilDate) throws -> [SlotRecord] {
        try database.query(
            "SELECT * FROM slots WHERE market = ? AND endpoint = ? AND date = ? ORDER BY label",
            [feed.market, feed.endpoint, date],
            SlotRecord.init(row:)
        )
    }

    package func slot(_ feed: Feed, on date: CivilDate, label: TimeOfDay) throws -> SlotRecord? {
        try database.first(
            "SELECT * FROM slots WHERE market = ? AND endpoint = ? AND date = ? AND label = ?",
            [feed.market, feed.endpoint, date, label],
            SlotRecord.init(row:)
        )
    }

    /// The newest slot of a feed, of any day up to today: one of a day to come would never be stale.
    package func latestSlot(_ feed: Feed) throws -> SlotRecord? {
        try database.newestSlot(feed, upTo: MoscowTime.date(of: clock.now))
    }

    /// The instruments of one slot, sorted; empty when they were not kept.
    package func secids(_ feed: Feed, on date: CivilDate, label: TimeOfDay) throws -> [SecID] {
        try database.first(
            "SELECT secids FROM slot_secids WHERE market = ? AND endpoint = ? AND date = ? AND label = ?",
            [feed.market, feed.endpoint, date, label]
        ) { row in
            let names: String = try row["secids"]
            return names.split(separator: "\n").map { SecID(String($0)) }
        } ?? []
    }

    /// How often the names of a feed came in one session of a day, where that was counted.
    package func nameTally(_ feed: Feed, on date: CivilDate, _ session: TradingSession.Name) throws -> NameTally? {
        try database.first(
            "SELECT * FROM name_tallies WHERE market = ? AND endpoint = ? AND date = ? AND session = ?",
            [feed.market, feed.endpoint, date, session],
            NameTally.init(row:)
        )
    }

    /// The same of the latest days before a date, newest first.
    package func nameTallies(
        _ feed: Feed,
        before date: CivilDate,
        _ session: TradingSession.Name,
        limit: Int
    ) throws -> [NameTally] {
        try database.query(
            """
            SELECT * FROM name_tallies WHERE market = ? AND endpoint = ? AND date < ? AND session = ?
            ORDER BY date DESC LIMIT ?
            """,
            [feed.market, feed.endpoint, date, session, limit],
            NameTally.init(row:)
        )
    }

    /// The days up to today of which a feed has slots, newest first.
    package func slotDates(_ feed: Feed, limit: Int) throws -> [CivilDate] {
        try database.query(
            """
            SELECT DISTINCT date FROM slots WHERE market = ? AND endpoint = ? AND date <= ?
            ORDER BY date DESC LIMIT ?
            """,
            [feed.market, feed.endpoint, MoscowTime.date(of: clock.now), limit]
        ) { row in try row["date"] }
    }
}
