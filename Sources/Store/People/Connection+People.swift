import Market
import Platform

extension Connection {
    func person(_ id: Int64) throws -> Person? {
        try first("SELECT * FROM people WHERE id = ?", [id], Person.init(row:))
    }

    func save(_ person: Person) throws {
        try execute(
            """
            INSERT INTO people (id, name, role, language) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, language = excluded.language
            """,
            [person.id, person.name, person.role, person.language]
        )
    }

    /// Refuses what would leave the chat to nobody.
    func keepAdmin(without id: Int64, _ appointed: [Int64]) throws {
        guard appointed.isEmpty else { return }
        let others = try first("SELECT COUNT(*) AS count FROM people WHERE role = ? AND id <> ?", [Role.admin, id]) {
            row in try row["count"] as Int
        }
        guard others ?? 0 == 0 else { return }
        throw StoreError(.lastAdmin, "\(id) is the last admin: make somebody else one first")
    }
}

extension Person {
    init(row: Row) throws {
        self.init(id: try row["id"], name: try row["name"], role: try row["role"], language: try row["language"])
    }
}
