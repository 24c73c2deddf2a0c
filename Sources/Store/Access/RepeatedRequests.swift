import Market
import Platform

/// What is known of a request that its sender has named, so that sending it twice does it once.
package enum RequestClaim: Hashable, Sendable {
    /// Never seen: the caller carries it out and answers with ``AccessStore/answer(_:named:status:body:)``.
    case new
    /// Begun and not answered yet.
    case underWay
    /// Done before, with this answer.
    case answered(status: Int, body: String)
    /// The name stands for another request.
    case other
}

extension AccessStore {
    /// Takes a request under its sender's name for it.
    ///
    /// - Parameters:
    ///   - person: whose names these are.
    ///   - digest: of what is asked for.
    package func claim(_ person: Int64, named name: String, digest: String) throws -> RequestClaim {
        let now = clock.now
        return try write { database in
            let isNew =
                try database.execute(
                    """
                    INSERT INTO named_requests (person, name, digest, begun_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (person, name) DO NOTHING
                    """,
                    [person, name, digest, now]
                ) == 1
            guard !isNew else { return .new }
            let known = try database.first(
                "SELECT digest, status, body FROM named_requests WHERE person = ? AND name = ?",
                [person, name]
            ) { row in
                (
                    digest: try row["digest"] as String, status: try row["status"] as Int?,
                    body: try row["body"] as String?
                )
            }
            guard let known else { return .underWay }
            guard known.digest == digest else { return .other }
            guard let status = known.status else { return .underWay }
            return .answered(status: status, body: known.body ?? "")
        }
    }

    /// Keeps the answer to a request that was claimed.
    package func answer(_ person: Int64, named name: String, status: Int, body: String) throws {
        try write { database in
            try database.execute(
                "UPDATE named_requests SET status = ?, body = ? WHERE person = ? AND name = ?",
                [status, body, person, name]
            )
        }
    }

    /// Lets a claimed request be sent again: nothing came of it.
    package func release(_ person: Int64, named name: String) throws {
        try write { database in
            try database.execute(
                "DELETE FROM named_requests WHERE person = ? AND name = ? AND status IS NULL",
                [person, name]
            )
        }
    }
}
