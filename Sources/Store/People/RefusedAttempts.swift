package import Market
import Platform

/// What a person tried without the right to it.
package enum RefusalKind: String, CaseIterable, Sendable {
    /// A command or button of a role that the person does not have.
    case role
    /// A one-time code that is wrong.
    case code
    /// A button that this bot never made.
    case forged
}

/// How often a person was refused of late.
package struct RefusedAttempts: Hashable, Sendable {
    package var person: Int64
    package var kind: RefusalKind
    /// Attempts since ``since``.
    package var count: Int
    package var since: Timestamp
    /// When the admins were told.
    package var reportedAt: Timestamp?

    package init(person: Int64, kind: RefusalKind, count: Int, since: Timestamp, reportedAt: Timestamp? = nil) {
        self.person = person
        self.kind = kind
        self.count = count
        self.since = since
        self.reportedAt = reportedAt
    }
}

extension PeopleStore {
    /// What is known of a person's refused attempts; written with ``PeopleWrites/refusals``.
    package func refusedAttempts(of person: Int64, _ kind: RefusalKind) throws -> RefusedAttempts? {
        try database.first("SELECT * FROM refusals WHERE person = ? AND kind = ?", [person, kind]) { row in
            RefusedAttempts(
                person: try row["person"],
                kind: try row["kind"],
                count: try row["count"],
                since: try row["since"],
                reportedAt: try row["reported_at"]
            )
        }
    }
}

extension Connection {
    func save(_ attempts: RefusedAttempts) throws {
        try execute(
            "INSERT OR REPLACE INTO refusals (person, kind, count, since, reported_at) VALUES (?, ?, ?, ?, ?)",
            [attempts.person, attempts.kind, attempts.count, attempts.since, attempts.reportedAt]
        )
    }
}
