import Market
import Platform

extension BrokerServer {
    /// Every account with its money, what it holds and the orders that still wait, for whoever tests against the broker.
    var view: JSON {
        let now = clock.now
        return world.withLock { world in
            world.advance(to: now)
            let waiting = world.active.compactMap { world.orders[$0] }
            let accounts = world.accounts.map { account -> JSON in
                [
                    "id": .string(account.id), "name": .string(account.name), "closed": .bool(account.closed != nil),
                    "money": .string("\(account.money)"),
                    "holdings": .array(account.listed.map(\.json)),
                    "orders": .array(waiting.filter { $0.account == account.id }.map(\.json)),
                    "operations": .int(Int64(account.operations.count)),
                ]
            }
            return ["ok": true, "accounts": .array(accounts)]
        }
    }
}

extension BrokerAccount.Holding {
    fileprivate var json: JSON {
        ["ticker": .string(instrument.ticker), "lots": .int(lots), "average": .string("\(average)")]
    }
}

extension BrokerOrder {
    fileprivate var json: JSON {
        [
            "number": .string(number), "key": .string(requestID), "ticker": .string(instrument.ticker),
            "side": .string(direction == .buy ? "buy" : "sell"), "lots": .int(lots), "filled": .int(filled),
            "limit": limit.map { .string("\($0)") } ?? .null, "since": .string(MoscowTime.text(created)),
        ]
    }
}
