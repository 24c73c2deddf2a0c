package import Market
package import Store

/// A person lets a halted portfolio go on; after a halt of the risk checks its losses count from the equity that it has.
package struct PortfolioResumption: Sendable {
    private let store: PortfolioStore

    package init(store: PortfolioStore) {
        self.store = store
    }

    /// Ends every halt of the portfolio, with a line in the audit trail.
    ///
    /// - Parameter agreed: who approved, for the audit trail; empty where nobody had to.
    /// - Returns: the halts that ended; empty where none was in force.
    package func resume(
        _ key: PortfolioKey,
        by person: String,
        agreed: String = "",
        at now: Timestamp
    ) async throws -> [Halt] {
        let beginning = try await store.beginning(of: key)
        let equity = try await store.equity(of: key).last?.equity ?? beginning?.capital ?? .zero
        return try await store.resume(
            key,
            by: person,
            on: key.market.zone.local(now).date,
            equity: equity
        ) { ended in
            let counts = ended.contains { $0.cause != .person } ? "losses count from \(equity)" : ""
            return AuditEntry(
                at: now,
                actor: person,
                action: .portfolioResume,
                object: "\(key.owner) \(key.market)",
                before: ended.map { "\($0.cause.rawValue): \($0.reason)" }.joined(separator: "\n"),
                after: [counts, agreed].filter { !$0.isEmpty }.joined(separator: "; "),
                result: "done"
            )
        }
    }
}
