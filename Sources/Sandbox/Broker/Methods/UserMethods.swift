import Market
import Platform

/// `UsersService`: accounts, tariff and margin.
enum UserMethods {
    static let routes: [Route<BrokerMethod>] = [
        BrokerMethod.ask(service, "GetAccounts", .users, accounts), BrokerMethod.ask(service, "GetInfo", .users, info),
        BrokerMethod.ask(service, "GetUserTariff", .users, tariff),
        BrokerMethod.ask(service, "GetMarginAttributes", .users, margin),
    ]

    private static let service = "UsersService"

    @Sendable static func accounts(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        [
            "accounts": .array(
                world.accounts.filter { $0.closed == nil }.map { account in
                    [
                        "id": .string(account.id), "type": "ACCOUNT_TYPE_TINKOFF", "name": .string(account.name),
                        "status": "ACCOUNT_STATUS_OPEN", "openedDate": BrokerJSON.time(account.opened),
                        "closedDate": BrokerJSON.time(nil),
                        "accessLevel": call.isReadOnly
                            ? "ACCOUNT_ACCESS_LEVEL_READ_ONLY" : "ACCOUNT_ACCESS_LEVEL_FULL_ACCESS",
                    ]
                }
            )
        ]
    }

    @Sendable private static func info(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        [
            "premStatus": false, "qualStatus": false, "qualifiedForWorkWith": ["russian_shares", "derivative"],
            "tariff": "investor", "userId": "1", "riskLevelCode": "high",
        ]
    }

    /// The limits that are counted here, in the tariff's form.
    @Sendable private static func tariff(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let unary = BrokerRate.allCases.map { rate -> JSON in
            let names = BrokerServer.methods.filter { $0.rate == rate }.map {
                "\(BrokerMethod.package).\($0.service)/\($0.name)"
            }
            return ["limitPerMinute": .int(Int64(rate.limit)), "methods": .strings(names)]
        }
        let streams = BrokerStreams.services.map { service, name -> JSON in
            ["limit": 16, "open": 0, "streams": .strings(["\(BrokerMethod.package).\(service)/\(name)"])]
        }
        return ["unaryLimits": .array(unary), "streamLimits": .array(streams)]
    }

    @Sendable private static func margin(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let index = try world.account(try call.required("accountId", 30027))
        let account = world.accounts[index]
        let worth = world.worth(account, at: call.now)
        let gross = account.listed.reduce(Money.zero) { $0 + world.marked($1, at: call.now).magnitude }
        let starting = gross.part(1, of: 2)
        let minimal = gross.part(1, of: 4)
        return [
            "liquidPortfolio": BrokerJSON.money(worth), "startingMargin": BrokerJSON.money(starting),
            "minimalMargin": BrokerJSON.money(minimal),
            "fundsSufficiencyLevel": BrokerJSON.quotation(
                starting > .zero ? Money(attos: worth.attos / (starting.attos / 1_000_000_000) * 1_000_000_000) : .zero
            ),
            "amountOfMissingFunds": BrokerJSON.money(starting > worth ? starting - worth : .zero),
            "correctedMargin": BrokerJSON.money(starting),
        ]
    }
}
