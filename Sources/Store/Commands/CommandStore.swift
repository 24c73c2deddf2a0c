import Market
import Platform

/// What people ask of the scheduler.
package actor CommandStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Leaves a command for the scheduler; returns its number.
    package func post(_ command: SchedulerCommand, author: String, channel: CommandChannel, person: Int64? = nil) throws
        -> Int64
    {
        let now = clock.now
        let draft = CommandDraft(command, author: author, channel: channel, person: person)
        return try write { try $0.post(draft, at: now) }
    }

    /// Leaves a command for the scheduler, in one transaction with its line in the audit trail.
    ///
    /// The command's end completes the line, whoever still waits for it.
    ///
    /// - Returns: both numbers.
    package func post(_ draft: CommandDraft, audit: AuditEntry) throws -> (command: Int64, line: Int64) {
        let now = clock.now
        return try write { database in
            let line = try database.append(audit)
            return (try database.post(draft, at: now, audit: line), line)
        }
    }

    /// Whether whoever asked may still have it; to be looked at when the command is carried out, not only when it is asked.
    package func isHonoured(_ record: CommandRecord) throws -> Bool {
        guard let person = record.person else { return true }
        if let loss = try database.rightsLoss(of: person), record.id <= loss.command { return false }
        return try database.presentRole(of: person).map { $0 >= record.command.role } ?? false
    }

    /// Takes the oldest queued commands, in the order of posting; taking one counts as its first attempt.
    package func claim(limit: Int = 20) throws -> [CommandRecord] {
        let waiting: Int64? = try database.first("SELECT id FROM commands WHERE state = 'queued' LIMIT 1") { row in
            try row["id"]
        }
        guard waiting != nil else { return [] }
        return try write { database in
            try database.query(
                """
                UPDATE commands SET state = 'claimed', attempts = attempts + 1
                WHERE id IN (SELECT id FROM commands WHERE state = 'queued' ORDER BY id LIMIT ?) RETURNING *
                """,
                [limit],
                CommandRecord.init(row:)
            )
        }.sorted { $0.id < $1.id }
    }

    /// The commands that were claimed and never finished: after a restart, their outcome is unknown.
    package func interrupted() throws -> [CommandRecord] {
        try database.query("SELECT * FROM commands WHERE state = 'claimed' ORDER BY id", [], CommandRecord.init(row:))
    }

    /// Counts another attempt at an interrupted command, before it is carried out again.
    ///
    /// - Returns: the attempts with this one; nil when the command is not claimed any more.
    package func retake(_ id: Int64) throws -> Int? {
        try write { database in
            try database.first(
                "UPDATE commands SET attempts = attempts + 1 WHERE id = ? AND state = 'claimed' RETURNING attempts",
                [id]
            ) { row in try row["attempts"] }
        }
    }

    /// How many commands the scheduler has not taken yet.
    package func queuedCount() throws -> Int {
        try database.first("SELECT COUNT(*) AS count FROM commands WHERE state = 'queued'") { row in
            try row["count"]
        } ?? 0
    }

    package func finish(_ id: Int64, _ state: CommandState, result: String) throws {
        let now = clock.now
        try write { try $0.finish(FinishedCommand(id: id, state: state, result: result), at: now) }
    }

    package func command(_ id: Int64) throws -> CommandRecord? {
        try database.first("SELECT * FROM commands WHERE id = ?", [id], CommandRecord.init(row:))
    }
}

extension Connection {
    /// - Parameter audit: the line that its end completes.
    func post(_ draft: CommandDraft, at now: Timestamp, audit: Int64? = nil) throws -> Int64 {
        try execute(
            """
            INSERT INTO commands (command, author, channel, person, posted_at, state, audit)
            VALUES (?, ?, ?, ?, ?, 'queued', ?)
            """,
            [try JSONText(draft.command), draft.author, draft.channel.rawValue, draft.person, now, audit]
        )
        return try lastInsertID
    }

    /// A command is finished once, and its line in the audit trail with it; a later answer changes nothing.
    func finish(_ finished: FinishedCommand, at now: Timestamp) throws {
        let answer = StoredWords.long(finished.result)
        let lines = try query(
            """
            UPDATE commands SET state = ?, result = ?, finished_at = ?
            WHERE id = ? AND state IN ('queued', 'claimed') RETURNING audit
            """,
            [finished.state, answer, now, finished.id]
        ) { row in try row["audit"] as Int64? }
        guard let line = lines.first ?? nil, let result = AuditResult(finished.state, answer) else { return }
        _ = try finishAudit(line, result: result)
    }
}

extension CommandRecord {
    init(row: Row) throws {
        self.init(
            id: try row["id"],
            // One row of another version must not hold up the queue.
            command: (try? row.json("command")) ?? .unreadable,
            author: try row["author"],
            channel: CommandChannel(rawValue: try row["channel"]),
            person: try row["person"],
            postedAt: try row["posted_at"],
            state: try row["state"],
            attempts: try row["attempts"],
            result: try row["result"],
            finishedAt: try row["finished_at"]
        )
    }
}
