import Market
import Platform

extension TableGroup {
    static let feeds = TableGroup(
        part: FeedWrites.self,
        retention: ["slots", "slot_secids", "quiet_slots", "hi2_checks", "name_tallies"].map { table in
            Retention(sql: "DELETE FROM \(table) WHERE date < ?", bound: .day)
        },
        clock: ClockMend(
            instants: [("hi2_checks", ["checked_at"]), ("slots", ["received_at"])],
            futureDays: ["slots", "slot_secids", "quiet_slots", "hi2_checks", "name_tallies"].map { table in
                "DELETE FROM \(table) WHERE date > ?1"
            }
        )
    )
}

extension Schema {
    static let feeds = """
        CREATE TABLE slots (
            market TEXT NOT NULL, endpoint TEXT NOT NULL, date TEXT NOT NULL, label TEXT NOT NULL,
            systime INTEGER NOT NULL, received_at INTEGER NOT NULL,
            row_count INTEGER NOT NULL, secid_count INTEGER NOT NULL,
            PRIMARY KEY (market, endpoint, date, label)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE slot_secids (
            market TEXT NOT NULL, endpoint TEXT NOT NULL, date TEXT NOT NULL, label TEXT NOT NULL,
            secids TEXT NOT NULL,
            PRIMARY KEY (market, endpoint, date, label)
        ) STRICT;
        """

    /// What reports need of past days beside slots, alerts and runs.
    static let reports = """
        CREATE TABLE quiet_slots (
            market TEXT NOT NULL, endpoint TEXT NOT NULL, date TEXT NOT NULL, label TEXT NOT NULL,
            PRIMARY KEY (market, endpoint, date, label)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE hi2_checks (
            date TEXT NOT NULL, market TEXT NOT NULL, is_present INTEGER, note TEXT NOT NULL,
            checked_at INTEGER NOT NULL, PRIMARY KEY (date, market)
        ) STRICT, WITHOUT ROWID;
        """

    /// How often each name came, a row for each session of a feed's day.
    static let nameTallies = """
        CREATE TABLE name_tallies (
            market TEXT NOT NULL, endpoint TEXT NOT NULL, date TEXT NOT NULL, session TEXT NOT NULL,
            slots INTEGER NOT NULL, last_label TEXT NOT NULL, names TEXT NOT NULL,
            PRIMARY KEY (market, endpoint, date, session)
        ) STRICT;
        """
}

/// What feeds have brought, in a batch.
package struct FeedWrites: BatchPart {
    package var slots: [SlotRecord] = []
    package var secids: [SlotSecids] = []
    /// Labels that nobody has to miss.
    package var quietSlots: [QuietSlot] = []
    /// Labels that were taken for quiet and are missed after all.
    package var missedAfterAll: [QuietSlot] = []
    package var nameTallies: [NameTally] = []
    package var hi2Checks: [HI2Outcome] = []

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for slot in slots { try database.save(slot) }
        for names in secids { try database.save(names) }
        for quiet in quietSlots { try database.save(quiet) }
        for missed in missedAfterAll { try database.remove(missed) }
        for tally in nameTallies { try database.save(tally) }
        for check in hi2Checks { try database.save(check) }
    }
}

extension StoreBatch {
    /// Slots and what belongs to them.
    package var feeds: FeedWrites {
        get { self[FeedWrites.self] }
        _modify { yield &self[FeedWrites.self] }
    }
}
