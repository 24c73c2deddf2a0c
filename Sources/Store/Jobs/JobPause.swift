package import Market
import Platform

/// A job that a person has stopped: what its plan brings is passed over until a person lets it go on.
package struct JobPause: Hashable, Sendable {
    package let job: String
    package let since: Timestamp
    /// As the audit trail names people.
    package let who: String
    /// May be empty.
    package let why: String

    package init(job: String, since: Timestamp, who: String, why: String) {
        self.job = job
        self.since = since
        self.who = who
        self.why = why
    }

    /// Who and why in a line.
    package var reason: String { why.isEmpty ? who : "\(who): \(why)" }
}

extension Schema {
    static let pausedJobs = """
        CREATE TABLE paused_jobs (
            job TEXT PRIMARY KEY, since INTEGER NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

extension JobStore {
    /// The jobs that stand still, by id.
    package func pauses() throws -> [JobPause] {
        try database.query("SELECT * FROM paused_jobs ORDER BY job", [], JobPause.init(row:))
    }

    /// Stops a job, in one transaction with its line in the audit trail.
    ///
    /// - Returns: the pause in force, and whether it is new; one that is in force stays as it is, and nothing is written.
    package func pause(_ pause: JobPause, audit: AuditEntry) throws -> (pause: JobPause, isNew: Bool) {
        let kept = JobPause(
            job: pause.job,
            since: pause.since,
            who: StoredWords.line(pause.who),
            why: StoredWords.line(pause.why)
        )
        return try write { database in
            if let known = try database.pause(of: pause.job) { return (known, false) }
            try database.execute(
                "INSERT INTO paused_jobs (job, since, who, why) VALUES (?, ?, ?, ?)",
                [kept.job, kept.since, kept.who, kept.why]
            )
            _ = try database.append(audit)
            return (kept, true)
        }
    }

    /// Lets a job go on, in one transaction with its line in the audit trail.
    ///
    /// - Returns: the pause that ended; nil where there was none, and nothing is written.
    package func resume(_ job: String, audit: @Sendable (JobPause) -> AuditEntry) throws -> JobPause? {
        try write { database in
            guard let ended = try database.pause(of: job) else { return nil }
            try database.execute("DELETE FROM paused_jobs WHERE job = ?", [job])
            _ = try database.append(audit(ended))
            return ended
        }
    }
}

extension Connection {
    fileprivate func pause(of job: String) throws -> JobPause? {
        try first("SELECT * FROM paused_jobs WHERE job = ?", [job], JobPause.init(row:))
    }
}

extension JobPause {
    fileprivate init(row: Row) throws {
        self.init(job: try row["job"], since: try row["since"], who: try row["who"], why: try row["why"])
    }
}
