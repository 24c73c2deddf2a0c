extension TableGroup {
    static let processes = TableGroup(
        clock: ClockMend(
            farthest: ["SELECT MAX(at) AS at FROM heartbeats"],
            marks: ["UPDATE heartbeats SET at = ?1 WHERE at > ?1"]
        )
    )
}

extension Schema {
    static let processes = """
        CREATE TABLE heartbeats (
            process TEXT PRIMARY KEY, at INTEGER NOT NULL, detail TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
