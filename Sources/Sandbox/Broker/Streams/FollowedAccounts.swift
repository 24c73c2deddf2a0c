import Market
import Platform

/// The accounts of which a stream tells, and how far it has told.
struct FollowedAccounts: Sendable {
    private let stream: String
    private var accounts: [String] = []
    private var lastEvent: Int?

    init(stream: String) {
        self.stream = stream
    }

    /// From here on the orders of these accounts are told.
    mutating func followOrders(_ json: JSON, _ world: BrokerWorld, tracking: String) -> [JSON] {
        let wanted = Self.accounts(json, world)
        let isKnown = wanted.allSatisfy { id in world.accounts.contains { $0.id == id && $0.closed == nil } }
        guard isKnown else {
            return [
                [
                    "subscription": [
                        "trackingId": .string(tracking), "status": "RESULT_SUBSCRIPTION_STATUS_ERROR",
                        "streamId": .string(stream), "accounts": .strings(wanted),
                        "error": ["code": "50004", "message": "account not found"],
                    ]
                ]
            ]
        }
        accounts = wanted
        lastEvent = world.lastEvent
        return [
            [
                "subscription": [
                    "trackingId": .string(tracking), "status": "RESULT_SUBSCRIPTION_STATUS_OK",
                    "streamId": .string(stream),
                    "accounts": .strings(wanted),
                ]
            ]
        ]
    }

    mutating func followPositions(_ json: JSON, _ world: BrokerWorld) -> [JSON] {
        accounts = Self.accounts(json, world)
        lastEvent = world.lastEvent
        var answers: [JSON] = [
            [
                "subscriptions": [
                    "accounts": .array(
                        accounts.map { account in
                            let isKnown = world.accounts.contains { $0.id == account && $0.closed == nil }
                            let status = isKnown ? "SUCCESS" : "ACCOUNT_NOT_FOUND"
                            return [
                                "accountId": .string(account),
                                "subscriptionStatus": .string("POSITIONS_SUBSCRIPTION_STATUS_\(status)"),
                            ]
                        }
                    )
                ]
            ]
        ]
        if json.broker("withInitialPositions")?.bool == true {
            for account in world.accounts where accounts.contains(account.id) {
                answers.append(["initialPositions": OperationMethods.positions(of: account, world)])
            }
        }
        return answers
    }

    mutating func orders(_ world: BrokerWorld) -> [JSON] {
        events(world).compactMap { event in
            event.order.map { ["orderState": OrderJSON.event($0, isInternal: event.isInternal)] }
        }
    }

    /// - Parameter time: what the message says of its age.
    mutating func positions(_ world: BrokerWorld, at time: Timestamp) -> [JSON] {
        let changed = Set(events(world).map(\.account))
        return world.accounts.filter { changed.contains($0.id) }.map { account in
            let whole = OperationMethods.positions(of: account, world)
            let zero = BrokerJSON.money(Money.zero)
            return [
                "position": [
                    "accountId": .string(account.id),
                    "money": [
                        [
                            "availableValue": whole["money"]?.array?.first ?? zero,
                            "blockedValue": whole["blocked"]?.array?.first ?? zero,
                        ]
                    ],
                    "securities": whole["securities"] ?? [], "futures": whole["futures"] ?? [],
                    "date": BrokerJSON.time(time),
                ]
            ]
        }
    }

    private mutating func events(_ world: BrokerWorld) -> [BrokerWorld.Event] {
        guard let last = lastEvent else { return [] }
        lastEvent = world.lastEvent
        return world.events(after: last).filter { accounts.contains($0.account) }
    }

    private static func accounts(_ json: JSON, _ world: BrokerWorld) -> [String] {
        let named = (json.broker("accounts")?.array ?? []).compactMap(\.string)
        return named.isEmpty ? world.accounts.filter { $0.closed == nil }.map(\.id) : named
    }
}
