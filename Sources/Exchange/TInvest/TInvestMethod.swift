/// A unary method of the broker that Mayak calls: its service, what it counts against, and how long it may take.
package struct TInvestMethod: Hashable, Sendable {
    /// What a minute's count is for: a service, or one method of it (docs/broker.md, Limits).
    package enum Group: String, CaseIterable, Sendable {
        case instruments, operations, users, sandbox, marketData, orders, getOrders, cancelOrder, postOrder

        /// Calls a minute, as published; the tariff and the answers' headers replace it.
        package var usualLimit: Int {
            switch self {
            case .instruments, .operations, .sandbox, .getOrders: 200
            case .users, .orders, .cancelOrder: 100
            case .marketData: 600
            case .postOrder: 300
            }
        }
    }

    package let service: String
    package let name: String
    package let group: Group
    /// The shortest deadline that the broker's documentation suggests.
    package let deadline: Duration
    /// Whether a call that brought no answer may be made again without asking first.
    package let isQuestion: Bool

    private init(_ service: String, _ name: String, _ group: Group, _ milliseconds: Int, isQuestion: Bool = true) {
        self.service = service
        self.name = name
        self.group = group
        deadline = .milliseconds(milliseconds)
        self.isQuestion = isQuestion
    }

    static let package = "tinkoff.public.invest.api.contract.v1"

    var path: String { "/rest/\(Self.package).\(service)/\(name)" }

    package static let accounts = TInvestMethod("UsersService", "GetAccounts", .users, 2_000)
    package static let tariff = TInvestMethod("UsersService", "GetUserTariff", .users, 2_000)
    package static let share = TInvestMethod("InstrumentsService", "ShareBy", .instruments, 2_000)
    package static let future = TInvestMethod("InstrumentsService", "FutureBy", .instruments, 2_000)
    package static let currency = TInvestMethod("InstrumentsService", "CurrencyBy", .instruments, 2_000)
    package static let instrument = TInvestMethod("InstrumentsService", "GetInstrumentBy", .instruments, 2_000)
    package static let orderBook = TInvestMethod("MarketDataService", "GetOrderBook", .marketData, 2_000)
    package static let lastPrices = TInvestMethod("MarketDataService", "GetLastPrices", .marketData, 2_000)
    package static let tradingStatus = TInvestMethod("MarketDataService", "GetTradingStatus", .marketData, 2_000)
    package static let lastTrades = TInvestMethod("MarketDataService", "GetLastTrades", .marketData, 2_000)
    package static let postOrder = TInvestMethod("OrdersService", "PostOrder", .postOrder, 1_500, isQuestion: false)
    package static let cancelOrder = TInvestMethod(
        "OrdersService",
        "CancelOrder",
        .cancelOrder,
        1_500,
        isQuestion: false
    )
    package static let orderState = TInvestMethod("OrdersService", "GetOrderState", .orders, 1_500)
    package static let orders = TInvestMethod("OrdersService", "GetOrders", .getOrders, 1_500)
    package static let maxLots = TInvestMethod("OrdersService", "GetMaxLots", .orders, 1_500)
    package static let positions = TInvestMethod("OperationsService", "GetPositions", .operations, 2_000)
    package static let portfolio = TInvestMethod("OperationsService", "GetPortfolio", .operations, 2_000)

    /// Every method, for the tariff's lists.
    package static let all: [TInvestMethod] = [
        accounts, tariff, share, future, currency, instrument, orderBook, lastPrices, tradingStatus, lastTrades,
        postOrder,
        cancelOrder, orderState, orders, maxLots, positions, portfolio,
    ]
}
