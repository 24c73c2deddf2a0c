extension Schema {
    /// Roles that people have by their place in the team's group, with when Telegram last said so.
    static let groupRoles = """
        CREATE TABLE group_roles (
            person INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, checked_at INTEGER NOT NULL
        ) STRICT;
        """
}
