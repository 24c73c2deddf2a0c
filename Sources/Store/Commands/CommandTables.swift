import Market
import Platform

extension TableGroup {
    static let commands = TableGroup(
        part: CommandWrites.self,
        retention: [Retention(sql: "DELETE FROM commands WHERE finished_at < ?", bound: .instant)],
        clock: ClockMend(
            farthest: ["SELECT MAX(posted_at) AS at FROM commands WHERE id > (SELECT MAX(id) - 50 FROM commands)"],
            instants: [("commands", ["posted_at", "finished_at"])]
        )
    )
}

extension Schema {
    static let commands = """
        CREATE TABLE commands (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            command TEXT NOT NULL, author TEXT NOT NULL, channel TEXT NOT NULL, posted_at INTEGER NOT NULL,
            state TEXT NOT NULL, result TEXT, finished_at INTEGER
        ) STRICT;
        CREATE INDEX commands_open ON commands (state, id) WHERE state IN ('queued', 'claimed');
        """
}

extension Schema {
    /// The line of the audit trail that the command's end completes.
    static let auditedCommands = "ALTER TABLE commands ADD COLUMN audit INTEGER;"
}

/// Commands for the scheduler in a batch.
package struct CommandWrites: BatchPart {
    package var new: [CommandDraft] = []
    package var finished: [FinishedCommand] = []

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for draft in new { receipt.commands.append(try database.post(draft, at: now)) }
        for command in finished { try database.finish(command, at: now) }
    }
}

extension StoreBatch {
    /// Commands for the scheduler, and answers to them.
    package var commands: CommandWrites {
        get { self[CommandWrites.self] }
        _modify { yield &self[CommandWrites.self] }
    }
}
