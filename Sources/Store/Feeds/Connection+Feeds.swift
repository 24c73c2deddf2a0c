import Market
import Platform

extension Connection {
    /// The newest slot of a feed, up to a day where one is given.
    func newestSlot(_ feed: Feed, upTo date: CivilDate? = nil) throws -> SlotRecord? {
        try first(
            """
            SELECT * FROM slots WHERE market = ?1 AND endpoint = ?2 AND date <= IFNULL(?3, '9999-12-31')
            ORDER BY date DESC, label DESC LIMIT 1
            """,
            [feed.market, feed.endpoint, date],
            SlotRecord.init(row:)
        )
    }

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
        // What came was not quiet: counted as both, it would hide a slot that is missing.
        try remove(QuietSlot(feed: slot.feed, date: slot.date, label: slot.label))
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

    func save(_ quiet: QuietSlot) throws {
        try execute(
            "INSERT OR IGNORE INTO quiet_slots (market, endpoint, date, label) VALUES (?, ?, ?, ?)",
            [quiet.feed.market, quiet.feed.endpoint, quiet.date, quiet.label]
        )
    }

    func remove(_ quiet: QuietSlot) throws {
        try execute(
            "DELETE FROM quiet_slots WHERE market = ? AND endpoint = ? AND date = ? AND label = ?",
            [quiet.feed.market, quiet.feed.endpoint, quiet.date, quiet.label]
        )
    }

    func save(_ tally: NameTally) throws {
        try execute(
            """
            INSERT INTO name_tallies (market, endpoint, date, session, slots, last_label, names)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (market, endpoint, date, session) DO UPDATE SET
                slots = excluded.slots, last_label = excluded.last_label, names = excluded.names
            """,
            [
                tally.feed.market, tally.feed.endpoint, tally.date, tally.session, tally.slots, tally.lastLabel,
                NameTally.text(of: tally.names),
            ]
        )
    }

    /// A later look takes the place of an earlier one, except that a failed request does not undo what was known.
    func save(_ check: HI2Outcome) throws {
        try execute(
            """
            INSERT INTO hi2_checks (date, market, is_present, note, checked_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (date, market) DO UPDATE SET is_present = excluded.is_present, note = excluded.note,
                checked_at = excluded.checked_at
            WHERE excluded.is_present IS NOT NULL OR is_present IS NULL
            """,
            [check.date, check.market, check.isPresent, check.note, check.checkedAt]
        )
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
