package import Market
import Platform

/// What an account holds, as the broker tells it.
package struct TInvestAccount: Sendable {
    package struct Holding: Hashable, Sendable {
        package let uid: String
        /// Blocked ones included; negative for a short position.
        package let pieces: Int64
    }

    package let id: String
    private let client: TInvestClient

    package init(id: String, client: TInvestClient) {
        self.id = id
        self.client = client
    }

    /// The account of the options, or the only one that the token may trade on.
    ///
    /// - Throws: ``TInvestError`` of kind `misconfigured` where none or several would do; as ``TInvestClient/call(_:_:)``.
    package static func choose(_ client: TInvestClient) async throws -> TInvestAccount {
        let listed = try await client.call(.accounts).messages("accounts")
        var open: [String] = []
        var others = 0
        for account in listed {
            let isOpen = try account.text("status") == "ACCOUNT_STATUS_OPEN"
            let isFull = try account.text("accessLevel") == "ACCOUNT_ACCESS_LEVEL_FULL_ACCESS"
            if isOpen, isFull { open.append(try account.text("id")) } else { others += 1 }
        }
        if let wanted = client.options.account {
            guard open.contains(wanted) else {
                throw TInvestError(
                    .misconfigured,
                    detail: "broker.account: the token cannot trade on it; it can on \(list(open))"
                )
            }
            return TInvestAccount(id: wanted, client: client)
        }
        guard let only = open.first, open.count == 1 else {
            throw TInvestError(
                .misconfigured,
                detail: open.isEmpty
                    ? "the token may trade on no account (\(others) it may only look at): make one with full access"
                    : "broker.account (TINVEST_ACCOUNT) is missing: the token may trade on \(list(open))"
            )
        }
        return TInvestAccount(id: only, client: client)
    }

    private static func list(_ ids: [String]) -> String {
        ids.isEmpty ? "none" : ids.bounded(entries: 5, to: 40).joined(separator: ", ")
    }

    /// What is held, in pieces.
    ///
    /// - Throws: as ``TInvestClient/call(_:_:)``; kind `serverError` while the broker still loads its limits.
    package func holdings() async throws -> [Holding] {
        let answer = try await client.call(.positions, ["accountId": .string(id)])
        guard try !answer.flag("limitsLoadingInProgress") else {
            throw TInvestError(.serverError, detail: "GetPositions: the broker is still loading positions; ask again")
        }
        var holdings: [Holding] = []
        for list in ["securities", "futures"] {
            for message in try answer.messages(list) {
                let pieces = try message.integer("balance") + message.integer("blocked")
                if pieces != 0 { holdings.append(Holding(uid: try message.text("instrumentUid"), pieces: pieces)) }
            }
        }
        return holdings
    }

    /// Free roubles.
    package func roubles() async throws -> Money {
        let answer = try await client.call(.positions, ["accountId": .string(id)])
        var sum = Money.zero
        for message in try answer.messages("money") where try message.text("currency").lowercased() == "rub" {
            sum += try BrokerMessage(method: "GetPositions", json: ["money": message.json]).money("money") ?? .zero
        }
        return sum
    }

    /// Average prices of what is held, by uid.
    package func averages() async throws -> [String: Price] {
        let answer = try await client.call(.portfolio, ["accountId": .string(id), "currency": "RUB"])
        var averages: [String: Price] = [:]
        for message in try answer.messages("positions") {
            averages[try message.text("instrumentUid")] = try message.price("averagePositionPrice") ?? .zero
        }
        return averages
    }
}
