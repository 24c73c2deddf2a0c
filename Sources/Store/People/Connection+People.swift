import Market
import Platform

extension Connection {
    /// Somebody with a role of their own, or by their place in the group.
    func person(_ id: Int64) throws -> Person? {
        try first("\(Self.everybody) WHERE id = ?", [id], Person.init(row:))
    }

    /// Rows of ``Person``: a role of one's own hides that of the group.
    static let everybody = """
        SELECT * FROM (
            SELECT id, name, role, language, 0 AS of_group FROM people
            UNION ALL
            SELECT person, name, role, NULL, 1 FROM group_roles WHERE person NOT IN (SELECT id FROM people)
        )
        """

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
        let others = try first(
            "SELECT COUNT(*) AS count FROM (\(Self.everybody)) WHERE role = ? AND id <> ?",
            [Role.admin, id]
        ) {
            row in try row["count"] as Int
        }
        guard others ?? 0 == 0 else { return }
        throw StoreError(.lastAdmin, "\(id) is the last admin: make somebody else one first")
    }
}

extension Person {
    init(row: Row) throws {
        self.init(id: try row["id"], name: try row["name"], role: try row["role"], language: try row["language"])
        isOfGroup = try row["of_group"]
    }
}
