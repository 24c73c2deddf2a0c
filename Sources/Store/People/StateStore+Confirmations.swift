package import Market
import Platform

extension StateStore {
    /// Keeps a dangerous action until somebody confirms it.
    package func saveConfirmation(_ confirmation: Confirmation) throws {
        try write { try $0.save(confirmation) }
    }

    /// A confirmation in whatever state, without using it; nil for a nonce that was never given.
    package func confirmation(_ nonce: String) throws -> Confirmation? {
        try database.confirmation(nonce)
    }

    /// The people who have approved so far, the first one first.
    package func approvals(_ nonce: String) throws -> [Approval] {
        try database.approvals(nonce)
    }

    /// Uses a confirmation up, where it is open, fresh and the presser's own.
    package func takeConfirmation(_ nonce: String, by person: Int64, at now: Timestamp) throws -> ConfirmationOutcome {
        try write { database in
            guard let confirmation = try database.confirmation(nonce), confirmation.approvers == 0 else {
                return .unknown
            }
            guard confirmation.person == person else { return .foreign(confirmation) }
            guard confirmation.usedAt == nil else { return .alreadyUsed(confirmation) }
            guard now < confirmation.expiresAt else { return .expired(confirmation) }
            try database.useUp(nonce, at: now)
            return .accepted(confirmation)
        }
    }

    /// Notes that a person other than the one who asked approves; the last approval needed uses the confirmation up.
    package func approve(_ nonce: String, by approval: Approval) throws -> ApprovalOutcome {
        try write { database in
            guard let confirmation = try database.confirmation(nonce), confirmation.approvers > 0 else {
                return .unknown
            }
            guard confirmation.usedAt == nil else { return .alreadyUsed(confirmation) }
            guard approval.at < confirmation.expiresAt else { return .expired(confirmation) }
            guard confirmation.person != approval.person else { return .own(confirmation) }
            let changed = try database.execute(
                "INSERT OR IGNORE INTO approvals (nonce, person, name, at) VALUES (?, ?, ?, ?)",
                [nonce, approval.person, approval.name, approval.at]
            )
            guard changed == 1 else { return .repeated(confirmation) }
            let given = try database.approvals(nonce)
            guard given.count >= confirmation.approvers else {
                return .waiting(confirmation, missing: confirmation.approvers - given.count)
            }
            try database.useUp(nonce, at: approval.at)
            return .complete(confirmation, given)
        }
    }

    /// Gives an action up; false when it was used, given up or forgotten before.
    @discardableResult
    package func dropConfirmation(_ nonce: String, at now: Timestamp) throws -> Bool {
        try write { try $0.useUp(nonce, at: now) }
    }
}

extension Connection {
    func save(_ confirmation: Confirmation) throws {
        try execute(
            """
            INSERT INTO confirmations (nonce, person, chat, action, created_at, expires_at, approvers)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                confirmation.nonce, confirmation.person, confirmation.chat, confirmation.action, confirmation.createdAt,
                confirmation.expiresAt, confirmation.approvers,
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
            createdAt: try row["created_at"],
            expiresAt: try row["expires_at"],
            approvers: try row["approvers"],
            usedAt: try row["used_at"]
        )
    }
}
