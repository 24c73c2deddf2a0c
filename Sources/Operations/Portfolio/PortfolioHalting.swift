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

    /// Halts the portfolio, with a line in the audit trail; it may not have begun yet.
    ///
    /// - Parameters:
    ///   - level: `reduceOnly` opens nothing while exits, stops and takes go on; `stopped` sends no order at all.
    ///   - reason: for people; what is beyond ``reasonLimit`` is left out.
    package func halt(
        _ key: PortfolioKey,
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
        let (halt, isNew) = try await store.halt(key, wanted) { before, after in
            AuditEntry(
                at: now,
                actor: person,
                action: .portfolioHalt,
                object: "\(key.owner) \(key.market)",
                before: before.map(Self.text) ?? "",
                after: Self.text(after),
                result: "done"
            )
        }
        return Outcome(halt: halt, isNew: isNew)
    }

    /// The same for several portfolios; what came of it is the first one's, or that of the first for which it is new.
    package func halt(
        _ keys: [PortfolioKey],
        _ level: Halt.Level = .reduceOnly,
        by person: String,
        reason: String = "",
        at now: Timestamp
    ) async throws -> Outcome {
        var outcomes: [Outcome] = []
        for key in keys {
            outcomes.append(try await halt(key, level, by: person, reason: reason, at: now))
        }
        guard let outcome = outcomes.first(where: \.isNew) ?? outcomes.first else {
            preconditionFailure("there is a portfolio")
        }
        return outcome
    }

    private static func text(_ halt: Halt) -> String {
        halt.why.isEmpty ? halt.level.rawValue : "\(halt.level.rawValue): \(halt.why)"
    }
}
