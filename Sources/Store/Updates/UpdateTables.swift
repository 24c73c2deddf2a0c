import Market
import Platform

extension TableGroup {
    static let updates = TableGroup(
        part: UpdateWrites.self,
        retention: [Retention(sql: "DELETE FROM seen_updates WHERE seen_at < ?", bound: .instant)],
        clock: ClockMend(instants: [("seen_updates", ["seen_at"])])
    )
}

extension Schema {
    static let updates = """
        CREATE TABLE seen_updates (id INTEGER PRIMARY KEY, seen_at INTEGER NOT NULL) STRICT;
        """
}

/// Telegram's updates in a batch.
package struct UpdateWrites: BatchPart {
    /// What caused the batch; their ids are remembered and the offset moved past them.
    package var handled: [HandledUpdate] = []

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for update in handled { try database.save(update, at: now) }
    }
}

/// A Telegram update that has been dealt with.
package struct HandledUpdate: Hashable, Sendable {
    package var id: Int64
    /// The offset for the next `getUpdates`, normally `id` + 1.
    package var offset: Int64

    package init(id: Int64, offset: Int64) {
        self.id = id
        self.offset = offset
    }
}

extension StoreBatch {
    /// The update that caused the batch.
    package var updates: UpdateWrites {
        get { self[UpdateWrites.self] }
        _modify { yield &self[UpdateWrites.self] }
    }
}
