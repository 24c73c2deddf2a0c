package import Market
package import Store

/// Changes of roles and invitations, each between a line of the audit trail and what came of it.
///
/// Where a rule of the store refuses, the line says so and the ``StoreError`` goes on to whoever shows it.
package struct PeopleEditing: Sendable {
    /// In whose name something is done.
    package struct Signer: Sendable {
        /// Whom the audit trail names: `Анна (1001)`, `cli root`.
        package let actor: String
        /// Whom an invitation names.
        package let author: String
        /// Telegram's number, whose rights are looked at in the same transaction; nil: whoever sits at the terminal.
        package let id: Int64?
        /// Who approved; empty where nobody had to.
        package let agreed: String

        package init(actor: String, author: String, id: Int64? = nil, agreed: String = "") {
            self.actor = actor
            self.author = author
            self.id = id
            self.agreed = agreed
        }
    }

    /// What was done, and its line in the audit trail.
    package struct Done<Value: Sendable>: Sendable {
        package let value: Value
        package let audit: Int64
    }

    private let store: OperationsStore
    private let signer: Signer
    /// Admins by configuration, who stay admins whatever the store says.
    private let appointed: [Int64]
    private let now: Timestamp

    package init(store: OperationsStore, signer: Signer, appointed: [Int64], at now: Timestamp) {
        self.store = store
        self.signer = signer
        self.appointed = appointed
        self.now = now
    }

    /// Gives or changes a role.
    ///
    /// - Parameter name: for somebody who is not known yet, or to rename.
    /// - Returns: the role before; nil: a stranger.
    /// - Throws: ``StoreError`` of kind `lastAdmin` or `noRight`.
    package func setRole(_ role: Role, of id: Int64, name: String?) async throws -> Done<Role?> {
        let before = try await store.people.person(id)?.role
        let entry = entry("people.set", who(id, name), before?.rawValue ?? "stranger", role.rawValue)
        return try await audited(entry) {
            let held = try await store.people.changeRole(
                of: id,
                to: role,
                name: name,
                appointed: appointed,
                by: signer.id
            )
            return (held, "done")
        }
    }

    /// Makes somebody a stranger.
    ///
    /// - Returns: who it was; nil when nobody has this number.
    /// - Throws: ``StoreError`` of kind `lastAdmin` or `noRight`.
    package func remove(_ id: Int64, name: String?) async throws -> Done<Person?> {
        try await audited(entry("people.remove", who(id, name), "", "")) {
            let person = try await store.people.remove(id, appointed: appointed, by: signer.id)
            return (person, person.map { "was \($0.role.rawValue)" } ?? "refused: nobody has this id")
        }
    }

    /// Makes an invitation.
    ///
    /// - Parameter digest: of its code; nil where the code is drawn when it is sent.
    /// - Throws: ``StoreError`` of kind `noRight`.
    package func invite(_ role: Role, digest: String?, until end: Timestamp) async throws -> Invitation {
        try await audited(entry("people.invite", role.rawValue, "", "")) {
            let made = try await store.people.invite(
                role,
                digest: digest,
                author: signer.author,
                creator: signer.id,
                expiresAt: end
            )
            return (made, "invitation \(made.id)")
        }.value
    }

    /// Makes an invitation worthless; false when it was used, withdrawn or never there.
    ///
    /// - Throws: ``StoreError`` of kind `noRight`.
    package func withdraw(invitation id: Int64) async throws -> Bool {
        try await audited(entry("people.withdraw", "invitation \(id)", "", "")) {
            let isDone = try await store.people.withdrawInvitation(id, by: signer.id)
            return (isDone, isDone ? "done" : "refused: not open")
        }.value
    }

    private func who(_ id: Int64, _ name: String?) -> String {
        name.map { "\(id) \($0)" } ?? "\(id)"
    }

    private func entry(_ action: String, _ object: String, _ before: String, _ after: String) -> AuditEntry {
        let agreed = signer.agreed
        let after = after.isEmpty || agreed.isEmpty ? after + agreed : "\(after), \(agreed)"
        return AuditEntry(at: now, actor: signer.actor, action: action, object: object, before: before, after: after)
    }

    private func audited<Value: Sendable>(
        _ entry: AuditEntry,
        _ body: () async throws -> (value: Value, result: String)
    ) async throws -> Done<Value> {
        let row = try await store.audit.append(entry)
        do {
            let (value, result) = try await body()
            try await store.audit.finish(row, result: result)
            return Done(value: value, audit: row)
        } catch let error as StoreError {
            try await store.audit.finish(row, result: "refused: \(error.kind.rawValue)")
            throw error
        }
    }
}
