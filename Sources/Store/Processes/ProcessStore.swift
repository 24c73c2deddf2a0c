import Market
import Platform

/// Signs of life of the processes, and what they have begun.
package actor ProcessStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Signs that a process is alive now, or ends now because somebody wanted that.
    package func heartbeat(_ process: ProcessName, _ state: ProcessState = .running, detail: String = "") throws {
        let now = clock.now
        // After a loss of power nobody asks whether a process lived before.
        try write(.ordered) { database in
            try database.execute(
                """
                INSERT INTO heartbeats (process, state, at, detail) VALUES (?, ?, ?, ?)
                ON CONFLICT (process) DO UPDATE SET state = excluded.state, at = excluded.at, detail = excluded.detail
                """,
                [process, state, now, StoredWords.line(detail)]
            )
        }
    }

    /// The last sign of life of each process that ever gave one, sorted by name.
    package func heartbeats() throws -> [Heartbeat] {
        try database.query("SELECT * FROM heartbeats ORDER BY process") { row in
            Heartbeat(
                process: try row["process"],
                state: try row["state"],
                at: try row["at"],
                detail: try row["detail"]
            )
        }
    }

    /// The last sign of life of one process; nil where it never gave any.
    package func heartbeat(of process: ProcessName) throws -> Heartbeat? {
        try heartbeats().first { $0.process == process }
    }

    /// How large the store's file and its write-ahead log are; unit: bytes.
    package func fileSizes() throws -> (store: Int64, log: Int64) {
        (database.size, database.walSize)
    }

    /// nil while polls succeed.
    package func pollTrouble() throws -> PollTrouble? {
        guard let text = try database.setting(SettingName.pollTrouble) else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        return PollTrouble(parts.first.flatMap(PollTrouble.Cause.init) ?? .other, parts.count > 1 ? parts[1] : "")
    }

    package func setPollTrouble(_ trouble: PollTrouble?) throws {
        try write {
            try $0.saveSetting(SettingName.pollTrouble, trouble.map { "\($0.cause.rawValue) \($0.detail.prefix(200))" })
        }
    }

    /// Counts that an item is begun, before anything is done with it.
    ///
    /// - Returns: how often it has been begun without an end, this time included: from the second time on, a process died at
    ///   it before.
    package func beginWork(_ kind: WorkKind, _ item: String) throws -> Int {
        // It is to survive the process, whose end is what it counts.
        try write(.ordered) { try $0.beginWork(kind, item) }
    }

    /// The item did no harm.
    package func endWork(_ kind: WorkKind, _ item: String) throws {
        try write { try $0.endWork(kind, item) }
    }
}

extension Connection {
    func beginWork(_ kind: WorkKind, _ item: String) throws -> Int {
        try first(
            """
            INSERT INTO work_attempts (kind, item, count) VALUES (?, ?, 1)
            ON CONFLICT (kind, item) DO UPDATE SET count = count + 1 RETURNING count
            """,
            [kind, item]
        ) { row in try row["count"] } ?? 1
    }

    func endWork(_ kind: WorkKind, _ item: String) throws {
        try execute("DELETE FROM work_attempts WHERE kind = ? AND item = ?", [kind, item])
    }
}
