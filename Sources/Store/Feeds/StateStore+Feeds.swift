package import Market
import Platform

extension StateStore {
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
        try newestSlot(feed, upTo: MoscowTime.date(of: clock.now))
    }

    /// The newest slot of a feed, up to a day where one is given.
    func newestSlot(_ feed: Feed, upTo date: CivilDate? = nil) throws -> SlotRecord? {
        try database.first(
            """
            SELECT * FROM slots WHERE market = ?1 AND endpoint = ?2 AND date <= IFNULL(?3, '9999-12-31')
            ORDER BY date DESC, label DESC LIMIT 1
            """,
            [feed.market, feed.endpoint, date],
            SlotRecord.init(row:)
        )
    }

    /// The slot of a day with the most secids, the earliest of equals; nil when no slot is known.
    package func fullestSlot(_ feed: Feed, on date: CivilDate) throws -> SlotRecord? {
        try database.first(
            """
            SELECT * FROM slots WHERE market = ? AND endpoint = ? AND date = ?
            ORDER BY secid_count DESC, label LIMIT 1
            """,
            [feed.market, feed.endpoint, date],
            SlotRecord.init(row:)
        )
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

extension SlotRecord {
    init(row: Row) throws {
        self.init(
            feed: try row.feed(),
            date: try row["date"],
            label: try row["label"],
            systime: try row["systime"],
            receivedAt: try row["received_at"],
            rowCount: try row["row_count"],
            secidCount: try row["secid_count"]
        )
    }
}

extension Connection {
    /// Keeps the times of the first sight; the counts grow when a page arrives again with more rows.
    func save(_ slot: SlotRecord) throws {
        try execute(
            """
            INSERT INTO slots (market, endpoint, date, label, systime, received_at, row_count, secid_count)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (market, endpoint, date, label) DO UPDATE SET
                row_count = excluded.row_count, secid_count = MAX(secid_count, excluded.secid_count)
            WHERE excluded.row_count > row_count
            """,
            [
                slot.feed.market, slot.feed.endpoint, slot.date, slot.label, slot.systime, slot.receivedAt,
                slot.rowCount, slot.secidCount,
            ]
        )
    }

    /// Names are kept one per line: a secid holds no line break.
    func save(_ secids: SlotSecids) throws {
        try execute(
            """
            INSERT INTO slot_secids (market, endpoint, date, label, secids) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (market, endpoint, date, label) DO UPDATE SET secids = excluded.secids
            WHERE secids <> excluded.secids
            """,
            [
                secids.feed.market, secids.feed.endpoint, secids.date, secids.label,
                secids.secids.map(\.text).joined(separator: "\n"),
            ]
        )
    }
}
