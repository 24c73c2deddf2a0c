package import Market
package import Store

/// A person lets a halted portfolio go on; after a halt of the risk checks its losses count from the equity that it has.
package struct PortfolioResumption: Sendable {
    private let store: PortfolioStore

    package init(store: PortfolioStore) {
        self.store = store
    }

    /// Ends every halt of the portfolios, all or none, with a line in the audit trail for each.
    ///
    /// - Parameter agreed: who approved, for the audit trail; empty where nobody had to.
    /// - Returns: the halts that ended; empty where none was in force.
    package func resume(
        _ keys: [PortfolioKey],
        by person: String,
        agreed: String = "",
        at now: Timestamp
    ) async throws -> [Halt] {
        var resumptions: [PortfolioStore.Resumption] = []
        for key in keys {
            let capital = try await store.beginning(of: key)?.capital
            let equity = try await store.equity(of: key).last?.equity ?? capital ?? .zero
            resumptions.append(.init(key, on: key.market.zone.local(now).date, equity: equity))
        }
        return try await store.resume(resumptions, by: person) { one, ended in
            let counts = ended.contains { $0.cause != .person } ? "losses count from \(one.equity)" : ""
            return AuditEntry(
                at: now,
                actor: person,
                action: .portfolioResume,
                object: "\(one.key.owner) \(one.key.market)",
                before: ended.map { "\($0.cause.rawValue): \($0.reason)" }.joined(separator: "\n"),
                after: [counts, agreed].filter { !$0.isEmpty }.joined(separator: "; "),
                result: .done
            )
        }
    }
}
