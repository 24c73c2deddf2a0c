package import Market
import Platform

/// Roles by place in the team's group, as Telegram last told them.
extension PeopleStore {
    /// Takes in what somebody is in the group; nil: nothing that gives a role.
    ///
    /// A lower role withdraws in the same transaction what the higher one left behind (``RightsLoss``).
    package func setGroupRole(_ role: Role?, of id: Int64, name: String) throws {
        let now = clock.now
        try write { database in
            let before = try database.presentRole(of: id)
            if let role {
                try database.execute(
                    """
                    INSERT INTO group_roles (person, name, role, checked_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (person) DO UPDATE
                    SET name = excluded.name, role = excluded.role, checked_at = excluded.checked_at
                    """,
                    [id, name, role, now]
                )
            } else {
                try database.execute("DELETE FROM group_roles WHERE person = ?", [id])
            }
            try database.settleLoss(of: id, from: before, at: now)
        }
    }

    /// When Telegram last said what somebody is in the group; nil where it has not, or where that gave no role.
    package func groupRoleChecked(_ id: Int64) throws -> Timestamp? {
        try database.first("SELECT checked_at FROM group_roles WHERE person = ?", [id]) { try $0["checked_at"] }
    }

    /// Whose role by the group was looked at longest ago; nil when nobody's lies before the instant.
    package func oldestGroupRole(before bound: Timestamp) throws -> Person? {
        try database.first(
            """
            SELECT person AS id, name, role, NULL AS language, 1 AS of_group FROM group_roles
            WHERE checked_at < ? ORDER BY checked_at LIMIT 1
            """,
            [bound],
            Person.init(row:)
        )
    }

    /// Takes in whose members have roles; those of another group, or of any where it is nil, lose what only that gave.
    package func settleGroup(_ group: Int64?) throws {
        let text = group.map(String.init)
        guard try database.setting(SettingName.roleGroup) != text else { return }
        let now = clock.now
        try write { database in
            let held = try database.query("SELECT person, role FROM group_roles", []) { row in
                (person: try row["person"] as Int64, role: try row["role"] as Role)
            }
            let before = try held.map { ($0.person, try database.presentRole(of: $0.person)) }
            try database.execute("DELETE FROM group_roles", [])
            for (person, role) in before { try database.settleLoss(of: person, from: role, at: now) }
            try database.saveSetting(SettingName.roleGroup, text)
        }
    }
}
