import Market
import Platform

/// `SandboxService`: accounts to play with, and the ordinary methods under its names.
enum SandboxMethods {
    static let routes: [Route<BrokerMethod>] = [
        change("OpenSandboxAccount", open), change("CloseSandboxAccount", close), change("SandboxPayIn", payIn),
        ask("GetSandboxAccounts", UserMethods.accounts), change("PostSandboxOrder", OrderMethods.post),
        ask("GetSandboxOrders", OrderMethods.list), ask("GetSandboxOrderState", OrderMethods.state),
        change("CancelSandboxOrder", OrderMethods.cancel), ask("GetSandboxPositions", OperationMethods.positions),
        ask("GetSandboxPortfolio", OperationMethods.portfolio), ask("GetSandboxMaxLots", FundsMethods.mostLots),
    ]

    private static func ask(_ name: String, _ perform: @escaping BrokerMethod.Perform) -> Route<BrokerMethod> {
        BrokerMethod.ask("SandboxService", name, .sandbox, perform)
    }

    private static func change(_ name: String, _ perform: @escaping BrokerMethod.Perform) -> Route<BrokerMethod> {
        BrokerMethod.change("SandboxService", name, .sandbox, perform)
    }

    private static let mostAccounts = 20

    @Sendable private static func open(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        guard world.accounts.count(where: { $0.closed == nil }) < mostAccounts else {
            throw .invalid(35001, "the limit of sandbox accounts is reached")
        }
        let name = try call.text("name") ?? ""
        return ["accountId": .string(world.openAccount(name: name, at: call.now))]
    }

    @Sendable private static func close(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let index = try world.account(try call.required("accountId", 30027))
        world.accounts[index].closed = call.now
        return .object([])
    }

    @Sendable private static func payIn(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let index = try world.account(try call.required("accountId", 30027))
        guard let amount = try call.quotation("amount"), amount > .zero else { throw .missing("amount", 30001) }
        world.payIn(Money(attos: Int128(amount.nanos) * 1_000_000_000), account: index, at: call.now)
        return ["balance": BrokerJSON.money(world.accounts[index].money)]
    }
}
