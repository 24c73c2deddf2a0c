import Market
import Platform

/// `OrdersService`: placing, cancelling and asking.
enum OrderMethods {
    static let routes: [Route<BrokerMethod>] = [
        .broker("PostOrder", .postOrder, post), .broker("PostOrderAsync", .postOrder, postAsync),
        .broker("CancelOrder", .cancelOrder, cancel), .broker("ReplaceOrder", .orders, replace),
        BrokerMethod.ask(service, "GetOrderState", .orders, state),
        BrokerMethod.ask(service, "GetOrders", .getOrders, list),
        BrokerMethod.ask(service, "GetMaxLots", .orders, FundsMethods.mostLots),
        BrokerMethod.ask(service, "GetOrderPrice", .orders, FundsMethods.price),
    ]

    static let service = "OrdersService"

    // MARK: Placing

    @Sendable static func post(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let order = try placed(&world, call)
        return OrderJSON.response(order, call)
    }

    @Sendable private static func postAsync(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        let order = try placed(&world, call)
        return [
            "orderRequestId": .string(order.requestID), "executionReportStatus": BrokerReportStatus.new.json,
            "tradeIntentId": .string(order.internalNumber),
        ]
    }

    private static func placed(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> BrokerOrder {
        let account = try world.account(try call.required("accountId", 30027))
        let placing = try placing(&world, call)
        return try world.place(
            placing,
            account: account,
            faults: call.faults,
            isSandboxService: call.isSandboxService,
            at: call.now
        )
    }

    private static func placing(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> BrokerPlacing {
        let instrument = try MarketDataMethods.instrument(call, world)
        guard let lots = try call.integer("quantity") else { throw .missing("quantity", 30015) }
        guard lots > 0 else { throw .invalid(30016, "quantity must be above zero") }
        guard lots <= 10_000_000 else { throw .invalid(30109, "the order is too large") }
        let direction = try call.choice("direction", BrokerDirection.self) ?? .unspecified
        guard direction != .unspecified else { throw .missing("direction", 30019) }
        let type = try call.choice("orderType", BrokerOrderType.self) ?? .unspecified
        guard type != .unspecified else { throw .missing("order_type", 30020) }
        let term = try call.choice("timeInForce", BrokerTerm.self) ?? .unspecified
        if term == .fillOrKill, instrument.kind == .futures {
            throw .invalid(30001, "FILL_OR_KILL is not available for futures")
        }
        return BrokerPlacing(
            instrument: instrument,
            direction: direction,
            type: type,
            term: term == .unspecified ? .day : term,
            price: try call.quotation("price"),
            lots: lots,
            requestID: try requestID(call.text("orderId"), &world),
            allowsMargin: call.flag("confirmMarginTrade")
        )
    }

    /// The caller's key: up to 36 letters; one that is no UUID is replaced, and an absent one made up.
    static func requestID(_ text: String?, _ world: inout BrokerWorld) throws(BrokerFailure) -> String {
        guard let text else { return world.nextUUID("request") }
        guard text.utf8.count <= 36 else { throw .invalid(30028, "order_id must have at most 36 characters") }
        return text
    }

    // MARK: What there is

    @Sendable static func cancel(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let account = try world.account(try call.required("accountId", 30027))
        var order = try find(&world, call, account)
        guard order.isActive else {
            throw .invalid(30059, "the order cannot be cancelled: it is filled or cancelled already")
        }
        world.finish(&order, .cancelledByClient, at: call.now)
        world.orders[order.number] = order
        world.active.removeAll { $0 == order.number }
        return ["time": BrokerJSON.time(call.now), "responseMetadata": OrderJSON.metadata(call)]
    }

    @Sendable private static func replace(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON
    {
        let account = try world.account(try call.required("accountId", 30027))
        var old = try find(&world, call, account)
        guard old.isActive else { throw .invalid(30059, "the order is filled or cancelled already") }
        let key = try call.required("idempotencyKey", 30028)
        guard let lots = try call.integer("quantity"), lots > 0 else { throw .missing("quantity", 30015) }
        world.finish(&old, .cancelledByClient, at: call.now)
        world.orders[old.number] = old
        world.active.removeAll { $0 == old.number }
        let placing = BrokerPlacing(
            instrument: old.instrument,
            direction: old.direction,
            type: old.type,
            term: old.term,
            price: try call.quotation("price") ?? old.limit,
            lots: lots,
            requestID: key,
            allowsMargin: call.flag("confirmMarginTrade")
        )
        return OrderJSON.response(try world.place(placing, account: account, at: call.now), call)
    }

    @Sendable static func state(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let account = try world.account(try call.required("accountId", 30027))
        return OrderJSON.state(try find(&world, call, account))
    }

    @Sendable static func list(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let account = try world.account(try call.required("accountId", 30027))
        var numbers = world.accounts[account].orders.filter { world.orders[$0]?.isActive == true }
        if let filter = call.value("advancedFilters") {
            let today = MoscowTime.date(of: call.now)
            let wanted = (filter.broker("executionStatus")?.array ?? []).compactMap { BrokerReportStatus($0) }
            numbers = world.accounts[account].orders.filter { number in
                guard let order = world.orders[number], MoscowTime.date(of: order.created) == today else {
                    return false
                }
                return wanted.isEmpty || wanted.contains(order.status)
            }
        }
        return ["orders": .array(numbers.compactMap { world.orders[$0] }.map { OrderJSON.state($0) })]
    }

    /// By the exchange's number, or by the caller's key where the call says so; orders are forgotten after a day.
    private static func find(_ world: inout BrokerWorld, _ call: BrokerCall, _ account: Int) throws(BrokerFailure)
        -> BrokerOrder
    {
        let id = try call.required("orderId", 30029)
        let type = try call.choice("orderIdType", BrokerOrderIDType.self) ?? .exchange
        let number = type == .request ? world.accounts[account].requests[id] : id
        guard let number, let order = world.orders[number], order.account == world.accounts[account].id,
            order.completed.map({ $0.duration(to: call.now) < .hours(24) }) ?? true
        else { throw .orderNotFound }
        return order
    }
}

extension Route where Handler == BrokerMethod {
    fileprivate static func broker(_ name: String, _ rate: BrokerRate, _ perform: @escaping BrokerMethod.Perform)
        -> Route
    {
        BrokerMethod.change(OrderMethods.service, name, rate, perform)
    }
}
