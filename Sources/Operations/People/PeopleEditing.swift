package import Market
package import Store

/// Changes of roles and invitations: what is done and its line in the audit trail are one transaction.
///
/// Where a rule of the store refuses, a line says so and the ``StoreError`` goes on to whoever shows it.
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
    package func setRole(_ role: Role, of id: Int64, name: String?) async throws -> Role? {
        let line = { @Sendable (before: Role?) in
            entry(.peopleSet, who(id, name), before?.rawValue ?? Role.stranger, role.rawValue)
        }
        return try await refusing(line(try await store.people.person(id)?.role)) {
            try await store.people.changeRole(of: id, to: role, name: name, appointed: appointed, by: signer.id) {
                line($0).ended(.done)
            }
        }
    }

    /// Makes somebody a stranger.
    ///
    /// - Returns: who it was; nil when nobody has this number.
    /// - Throws: ``StoreError`` of kind `lastAdmin` or `noRight`.
    package func remove(_ id: Int64, name: String?) async throws -> Person? {
        let line = entry(.peopleRemove, who(id, name), "", "")
        return try await refusing(line) {
            try await store.people.remove(id, appointed: appointed, by: signer.id) { person in
                line.ended(person.map { .was($0.role) } ?? .refused(.unknownPerson))
            }
        }
    }

    /// Makes an invitation.
    ///
    /// - Parameter digest: of its code; nil where the code is drawn when it is sent.
    /// - Throws: ``StoreError`` of kind `noRight`.
    package func invite(_ role: Role, digest: String?, until end: Timestamp) async throws -> Invitation {
        let line = entry(.peopleInvite, role.rawValue, "", "")
        return try await refusing(line) {
            try await store.people.invite(
                role,
                digest: digest,
                author: signer.author,
                creator: signer.id,
                expiresAt: end
            ) { line.ended(.invitation($0.id)) }
        }
    }

    /// Makes an invitation worthless; false when it was used, withdrawn or never there.
    ///
    /// - Throws: ``StoreError`` of kind `noRight`.
    package func withdraw(invitation id: Int64) async throws -> Bool {
        let line = entry(.peopleWithdraw, AuditObject.invitation(id).text, "", "")
        return try await refusing(line) {
            try await store.people.withdrawInvitation(id, by: signer.id) {
                line.ended($0 ? .done : .refused(.notOpen))
            }
        }
    }

    private func who(_ id: Int64, _ name: String?) -> String {
        name.map { "\(id) \($0)" } ?? "\(id)"
    }

    private func entry(_ action: AuditAction, _ object: String, _ before: String, _ after: String) -> AuditEntry {
        let agreed = signer.agreed
        let after = after.isEmpty || agreed.isEmpty ? after + agreed : "\(after), \(agreed)"
        return AuditEntry(at: now, actor: signer.actor, action: action, object: object, before: before, after: after)
    }

    /// Nothing was changed then, so the line of a refusal needs no transaction with anything.
    private func refusing<Value: Sendable>(
        _ line: AuditEntry,
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as StoreError {
            _ = try await store.audit.append(line.ended(.refused(.store(error.kind))))
            throw error
        }
    }
}
