package import Market
package import Platform
package import Store

/// Keys to the web side: made, taken back and turned into sessions, each in one transaction with its line in the audit trail.
package struct AccessGranting: Sendable {
    /// A new key and its text, which is told once.
    package struct Granted: Sendable {
        package let key: AccessKey
        package let token: AccessToken

        /// What signs a browser in: behind the `#`, so that no server and no preview of a link sees it.
        ///
        /// - Parameter address: the dashboard's, with a slash at its end.
        package func link(to address: String) -> String { "\(address)#sign-in=\(token.text)" }
    }

    /// How long a link waits for its browser.
    package static let linkLife = Duration.minutes(15)
    /// How long a browser stays signed in.
    package static let sessionLife = Duration.hours(12)

    private let store: OperationsStore
    private let random: RandomSource
    private let now: Timestamp

    package init(store: OperationsStore, random: RandomSource = .system, at now: Timestamp) {
        self.store = store
        self.random = random
        self.now = now
    }

    /// Makes a token or a link for a person.
    ///
    /// - Parameters:
    ///   - actor: whom the audit trail names: `cli root`.
    ///   - appointed: admins by configuration.
    /// - Throws: ``StoreError`` of kind `noRight` where the person has no role, or a lower one than the key would have.
    package func make(
        _ kind: AccessKey.Kind,
        for person: Int64,
        role: Role?,
        label: String,
        lasting life: Duration,
        by actor: String,
        appointed: [Int64]
    ) async throws -> Granted {
        let held = appointed.contains(person) ? .admin : try await store.people.presentRole(of: person)
        guard let held else {
            throw StoreError(.noRight, "\(person) has no role: mayak people set \(person) viewer --name NAME")
        }
        let wanted = role ?? held
        guard wanted <= held else {
            throw StoreError(.noRight, "\(person) is \(held.rawValue): a key cannot have the role \(wanted.rawValue)")
        }
        let token = try AccessToken(random)
        let draft = AccessKeyDraft(
            kind,
            digest: try token.digest(),
            person: person,
            role: wanted,
            label: label,
            author: actor,
            expiresAt: now + life
        )
        let line = AuditEntry(
            at: now,
            actor: actor,
            action: .accessMake,
            object: "\(person)",
            after: "\(kind.rawValue), \(wanted.rawValue), until \(RFC3339.text(draft.expiresAt))"
        )
        let key = try await store.access.add(draft) { line.ended(.key($0.id)) }
        return Granted(key: key, token: token)
    }

    /// Makes a key worthless.
    ///
    /// - Returns: nil where it was so before, or was never made.
    package func revoke(_ id: Int64, by actor: String) async throws -> AccessKey? {
        let line = AuditEntry(at: now, actor: actor, action: .accessRevoke, object: "key \(id)")
        return try await store.access.revoke(id) { key in
            line.ended(key.map { .doneNoting("of \($0.person)") } ?? .refused(.notOpen))
        }
    }

    /// Signs a browser in by a link's text.
    ///
    /// - Parameter life: of the session.
    /// - Returns: nil where the link is not open.
    package func signIn(_ link: AccessToken, lasting life: Duration = sessionLife) async throws -> Granted? {
        let token = try AccessToken(random)
        let key = try await store.access.signIn(
            link: try link.digest(),
            session: try token.digest(),
            until: now + life
        ) { key, name in
            AuditEntry(
                at: now,
                actor: "\(key.person) \(name)",
                action: .accessSignIn,
                object: "session \(key.id)",
                after: "\(key.role.rawValue), until \(RFC3339.text(key.expiresAt))",
                result: .done
            )
        }
        return key.map { Granted(key: $0, token: token) }
    }
}
