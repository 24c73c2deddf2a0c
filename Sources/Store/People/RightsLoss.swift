package import Market
import Platform

/// When a person last lost rights, and up to which number what they left behind is void.
///
/// Numbers and not only the instant, because a clock may stand still or step back. Kept when the person comes back: what
/// was left behind before the loss stays void.
package struct RightsLoss: Hashable, Sendable {
    package var person: Int64
    package var at: Timestamp
    /// Codes up to this one, by whomever they were made, do not let the person in.
    package var invitation: Int64
    /// Messages up to this one are not delivered into the person's private chat.
    package var outbox: Int64
    /// The person's commands up to this one are not carried out.
    package var command: Int64
}

extension PeopleStore {
    /// What a person lost last; nil for somebody who never lost anything.
    package func rightsLoss(of person: Int64) throws -> RightsLoss? {
        try database.rightsLoss(of: person)
    }

    /// The role that holds now: that of the configuration, or the store's; nil for a stranger.
    package func presentRole(of person: Int64) throws -> Role? {
        try database.presentRole(of: person)
    }

    /// Takes in who is admin by configuration; whoever has left the list loses what only that gave.
    ///
    /// - Returns: the people who lost rights.
    @discardableResult
    package func appoint(_ admins: [Int64]) throws -> [Int64] {
        let text = Set(admins).sorted().map(String.init).joined(separator: ",")
        guard try database.setting(SettingName.appointedAdmins) != text else { return [] }
        let now = clock.now
        return try write { database in
            let gone = try database.appointedAdmins().subtracting(admins).sorted()
            try database.saveSetting(SettingName.appointedAdmins, text)
            return try gone.filter { try database.settleLoss(of: $0, from: .admin, at: now) }
        }
    }
}

extension Connection {
    func rightsLoss(of person: Int64) throws -> RightsLoss? {
        try first("SELECT * FROM rights_losses WHERE person = ?", [person]) { row in
            RightsLoss(
                person: try row["person"],
                at: try row["at"],
                invitation: try row["invitation"],
                outbox: try row["outbox"],
                command: try row["command"]
            )
        }
    }

    func presentRole(of person: Int64) throws -> Role? {
        try appointedAdmins().contains(person) ? .admin : try self.person(person)?.role
    }

    /// Admins by configuration, as the bot's last start knew them.
    func appointedAdmins() throws -> Set<Int64> {
        let text = try setting(SettingName.appointedAdmins)
        return Set((text ?? "").split(separator: ",").compactMap { Int64($0) })
    }

    /// Refuses what only somebody with the role may do at this moment.
    ///
    /// - Parameter actor: nil: whoever sits at the terminal.
    func require(_ role: Role, of actor: Int64?) throws {
        guard let actor else { return }
        if let present = try presentRole(of: actor), present >= role { return }
        throw StoreError(.noRight, "\(actor) has no longer the role \(role.rawValue): somebody who has it must ask")
    }

    /// Withdraws what a person left behind, where the present role is lower than the one before.
    ///
    /// Codes they made, questions they were asked, wishes of theirs and roles that are to be given to them, approvals they
    /// gave, commands the scheduler has not taken, answers and reports on the way to their private chat, and the
    /// escalations that went there.
    ///
    /// - Returns: false where nothing was lost.
    @discardableResult
    func settleLoss(of person: Int64, from before: Role?, at now: Timestamp) throws -> Bool {
        let present = try presentRole(of: person)
        guard let before, present.map({ $0 < before }) ?? true else { return false }
        try execute(
            """
            INSERT OR REPLACE INTO rights_losses (person, at, invitation, outbox, command)
            VALUES (?, ?, (SELECT IFNULL(MAX(id), 0) FROM invitations), (SELECT IFNULL(MAX(id), 0) FROM outbox),
                (SELECT IFNULL(MAX(id), 0) FROM commands))
            """,
            [person, now]
        )
        try execute(
            "UPDATE invitations SET withdrawn_at = ? WHERE creator = ? AND used_at IS NULL AND withdrawn_at IS NULL",
            [now, person]
        )
        try execute("UPDATE access_keys SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL", [now, person])
        try execute(
            """
            UPDATE confirmations SET used_at = ?1, withdrawn_at = ?1
            WHERE (person = ?2 OR subject = ?2) AND used_at IS NULL
            """,
            [now, person]
        )
        try execute(
            """
            DELETE FROM approvals
            WHERE person = ? AND nonce IN (SELECT nonce FROM confirmations WHERE used_at IS NULL)
            """,
            [person]
        )
        try execute(
            "UPDATE commands SET state = ?, result = ?, finished_at = ? WHERE person = ? AND state = 'queued'",
            [CommandState.withdrawn, CommandRecord.rightsGone, now, person]
        )
        // A menu that loses its buttons later has been seen already.
        try execute(
            """
            UPDATE outbox SET state = 'dropped', finished_at = ?, last_error = 'the reader''s rights are gone'
            WHERE state = 'queued' AND chat = ?
                AND NOT EXISTS (SELECT 1 FROM json_each(outbox.content) WHERE key = 'fade')
            """,
            [now, ChatTarget.chat(id: person, thread: nil).chatKey]
        )
        if present.map({ $0 < .operator }) ?? true {
            try execute(
                "DELETE FROM settings WHERE key = ? AND value = ?",
                [SettingName.escalationChat, String(person)]
            )
        }
        return true
    }
}
