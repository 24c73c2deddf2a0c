package import Market
package import Store

/// A person stops the trading of a portfolio; only a person lets it go on, see ``PortfolioResumption``.
package struct PortfolioHalting: Sendable {
    /// What came of the wish.
    package struct Outcome: Hashable, Sendable {
        /// The person's halt that is in force now.
        package let halt: Halt
        /// False where one as strict was in force already, whoever said so.
        package let isNew: Bool
    }

    /// Characters of a reason.
    package static let reasonLimit = 200

    private let store: PortfolioStore

    package init(store: PortfolioStore) {
        self.store = store
    }

    /// Halts the portfolios, all or none, with a line in the audit trail for each; one may not have begun yet.
    ///
    /// - Parameters:
    ///   - keys: not empty.
    ///   - level: `reduceOnly` opens nothing while exits, stops and takes go on; `stopped` sends no order at all.
    ///   - reason: for people; what is beyond ``reasonLimit`` is left out.
    /// - Returns: what came of it for the first for which it is new, or else for the first.
    package func halt(
        _ keys: [PortfolioKey],
        _ level: Halt.Level = .reduceOnly,
        by person: String,
        reason: String = "",
        at now: Timestamp
    ) async throws -> Outcome {
        let wanted = Halt(
            .person,
            level,
            until: .person,
            who: person,
            why: String(reason.prefix(Self.reasonLimit)),
            since: now
        )
        let halts = try await store.halt(keys, wanted) { key, before, after in
            AuditEntry(
                at: now,
                actor: person,
                action: .portfolioHalt,
                object: "\(key.owner) \(key.market)",
                before: before.map { HaltText($0).text } ?? "",
                after: HaltText(after).text,
                result: .done
            )
        }
        guard let (halt, isNew) = halts.first(where: \.isNew) ?? halts.first else {
            preconditionFailure("there is a portfolio to halt")
        }
        return Outcome(halt: halt, isNew: isNew)
    }
}
