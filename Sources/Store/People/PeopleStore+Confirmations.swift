package import Market
import Platform

extension PeopleStore {
    /// A confirmation in whatever state, without using it; nil for a nonce that was never given.
    package func confirmation(_ nonce: String) throws -> Confirmation? {
        try database.confirmation(nonce)
    }

    /// The people who have approved so far, the first one first.
    package func approvals(_ nonce: String) throws -> [Approval] {
        try database.approvals(nonce)
    }

    /// Uses a confirmation up, where it is open, fresh, the presser's own, and still within the presser's rights.
    package func takeConfirmation(_ nonce: String, by person: Int64, at now: Timestamp) throws -> ConfirmationOutcome {
        try write { database in
            guard let confirmation = try database.confirmation(nonce), confirmation.approvers == 0 else {
                return .unknown
            }
            guard confirmation.person == person else { return .foreign(confirmation) }
            guard confirmation.usedAt == nil else { return .alreadyUsed(confirmation) }
            guard now < confirmation.expiresAt else { return .expired(confirmation) }
            guard try database.withdrawIfLost(confirmation, at: now) == false else { return .withdrawn(confirmation) }
            try database.useUp(nonce, at: now)
            return .accepted(confirmation)
        }
    }

    /// Notes that a person other than the one who asked approves; the last approval needed uses the confirmation up.
    ///
    /// Rights are looked at in the same transaction: of the one who asked, of the one who approves, and of everybody who
    /// approved before.
    ///
    /// - Parameter audit: the line of the audit trail, written in the same transaction.
    package func approve(
        _ nonce: String,
        by approval: Approval,
        audit: @Sendable (ApprovalOutcome) -> AuditEntry? = { _ in nil }
    ) throws -> ApprovalOutcome {
        try write { database in
            let outcome = try database.approve(nonce, by: approval)
            try database.note(audit(outcome))
            return outcome
        }
    }

    /// Gives an action up; false when it was used, given up or forgotten before.
    ///
    /// - Parameter audit: the line of the audit trail where it was open, written in the same transaction.
    @discardableResult
    package func dropConfirmation(_ nonce: String, at now: Timestamp, audit: AuditEntry? = nil) throws -> Bool {
        try write { database in
            guard try database.useUp(nonce, at: now) else { return false }
            try database.note(audit)
            return true
        }
    }
}

extension Connection {
    func save(_ confirmation: Confirmation) throws {
        try execute(
            """
            INSERT INTO confirmations
                (nonce, person, chat, action, role, subject, created_at, expires_at, approvers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                confirmation.nonce, confirmation.person, confirmation.chat, confirmation.action, confirmation.role,
                confirmation.subject, confirmation.createdAt, confirmation.expiresAt, confirmation.approvers,
            ]
        )
    }

    fileprivate func confirmation(_ nonce: String) throws -> Confirmation? {
        try first("SELECT * FROM confirmations WHERE nonce = ?", [nonce], Confirmation.init(row:))
    }

    fileprivate func approvals(_ nonce: String) throws -> [Approval] {
        try query("SELECT * FROM approvals WHERE nonce = ? ORDER BY at, person", [nonce]) { row in
            Approval(person: try row["person"], name: try row["name"], at: try row["at"])
        }
    }

    fileprivate func approve(_ nonce: String, by approval: Approval) throws -> ApprovalOutcome {
        guard let confirmation = try confirmation(nonce), confirmation.approvers > 0 else { return .unknown }
        guard confirmation.usedAt == nil else { return .alreadyUsed(confirmation) }
        guard approval.at < confirmation.expiresAt else { return .expired(confirmation) }
        guard confirmation.person != approval.person else { return .own(confirmation) }
        guard try withdrawIfLost(confirmation, at: approval.at) == false else { return .withdrawn(confirmation) }
        guard try isAllowed(approval.person, confirmation.role) else { return .notAllowed(confirmation) }
        let changed = try execute(
            "INSERT OR IGNORE INTO approvals (nonce, person, name, at) VALUES (?, ?, ?, ?)",
            [nonce, approval.person, approval.name, approval.at]
        )
        guard changed == 1 else { return .repeated(confirmation) }
        let given = try approvals(nonce).filter { try isAllowed($0.person, confirmation.role) }
        guard given.count >= confirmation.approvers else {
            return .waiting(confirmation, missing: confirmation.approvers - given.count)
        }
        try useUp(nonce, at: approval.at)
        return .complete(confirmation, given)
    }

    fileprivate func isAllowed(_ person: Int64, _ role: Role) throws -> Bool {
        try presentRole(of: person).map { $0 >= role } ?? false
    }

    /// Makes a confirmation void when the person who asked has no longer the right; true when it was so.
    fileprivate func withdrawIfLost(_ confirmation: Confirmation, at now: Timestamp) throws -> Bool {
        if try isAllowed(confirmation.person, confirmation.role) { return false }
        try execute(
            "UPDATE confirmations SET used_at = ?1, withdrawn_at = ?1 WHERE nonce = ?2 AND used_at IS NULL",
            [now, confirmation.nonce]
        )
        return true
    }

    @discardableResult
    fileprivate func useUp(_ nonce: String, at now: Timestamp) throws -> Bool {
        try execute("UPDATE confirmations SET used_at = ? WHERE nonce = ? AND used_at IS NULL", [now, nonce]) == 1
    }
}

extension Confirmation {
    init(row: Row) throws {
        self.init(
            nonce: try row["nonce"],
            person: try row["person"],
            chat: try row["chat"],
            action: try row["action"],
            role: try row["role"],
            subject: try row["subject"],
            createdAt: try row["created_at"],
            expiresAt: try row["expires_at"],
            approvers: try row["approvers"],
            usedAt: try row["used_at"]
        )
        withdrawnAt = try row["withdrawn_at"]
    }
}
