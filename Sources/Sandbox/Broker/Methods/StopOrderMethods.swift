import Market
import Platform

/// `StopOrdersService`: orders that wait for a price.
enum StopOrderMethods {
    static let routes: [Route<BrokerMethod>] = [
        BrokerMethod.change(service, "PostStopOrder", .stopOrders, post),
        BrokerMethod.ask(service, "GetStopOrders", .stopOrders, list),
        BrokerMethod.change(service, "CancelStopOrder", .stopOrders, cancel),
    ]

    private static let service = "StopOrdersService"

    @Sendable private static func post(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let account = try world.account(try call.required("accountId", 30027))
        let instrument = try MarketDataMethods.instrument(call, world)
        guard let lots = try call.integer("quantity"), lots > 0 else { throw .missing("quantity", 30015) }
        guard let direction = try call.choice("direction", BrokerStopOrder.Direction.self), direction != .unspecified
        else { throw .missing("direction", 30019) }
        guard let kind = try call.choice("stopOrderType", BrokerStopOrder.Kind.self), kind != .unspecified else {
            throw .missing("stop_order_type", 30036)
        }
        guard let expiration = try call.choice("expirationType", BrokerStopOrder.Expiration.self),
            expiration != .unspecified
        else { throw .missing("expiration_type", 30037) }
        let expires = try call.instant("expireDate")
        if expiration == .goodTillDate, expires == nil { throw .missing("expire_date", 30038) }
        guard let stopPrice = try call.quotation("stopPrice"), stopPrice > .zero else {
            throw .missing("stop_price", 30040)
        }
        let price = try call.quotation("price").flatMap { $0 > .zero ? $0 : nil }
        if kind == .stopLimit, price == nil { throw .missing("price", 30018) }
        for each in [stopPrice, price ?? stopPrice] where instrument.ticks(of: each) == nil {
            throw .invalid(30078, "the price is not a multiple of the price step")
        }
        let key = try OrderMethods.requestID(call.text("orderId"), &world)
        if let known = world.accounts[account].stopOrders.first(where: { $0.requestID == key }) {
            return ["stopOrderId": .string(known.id), "orderRequestId": .string(key)]
        }
        let id = world.nextUUID("stop")
        world.accounts[account].stopOrders.append(
            BrokerStopOrder(
                id: id,
                requestID: key,
                instrument: instrument,
                direction: direction,
                kind: kind,
                expiration: expiration,
                lots: lots,
                price: price,
                stopPrice: stopPrice,
                expires: expires,
                created: call.now,
                minute: BrokerMarket.minute(at: call.now)
            )
        )
        return [
            "stopOrderId": .string(id), "orderRequestId": .string(key), "responseMetadata": OrderJSON.metadata(call),
        ]
    }

    @Sendable private static func list(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let account = try world.account(try call.required("accountId", 30027))
        return [
            "stopOrders": .array(
                world.accounts[account].stopOrders.map { stop in
                    [
                        "stopOrderId": .string(stop.id), "lotsRequested": BrokerJSON.count(stop.lots),
                        "figi": .string(stop.instrument.figi), "direction": stop.direction.json, "currency": "rub",
                        "orderType": stop.kind.json, "createDate": BrokerJSON.time(stop.created),
                        "expirationTime": BrokerJSON.time(stop.expires),
                        "price": BrokerJSON.money(stop.price ?? .zero),
                        "stopPrice": BrokerJSON.money(stop.stopPrice),
                        "instrumentUid": .string(stop.instrument.uid), "status": "STOP_ORDER_STATUS_ACTIVE",
                    ]
                }
            )
        ]
    }

    @Sendable private static func cancel(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let account = try world.account(try call.required("accountId", 30027))
        let id = try call.required("stopOrderId", 30041)
        guard let place = world.accounts[account].stopOrders.firstIndex(where: { $0.id == id }) else {
            throw .stopOrderNotFound
        }
        world.accounts[account].stopOrders.remove(at: place)
        return ["time": BrokerJSON.time(call.now)]
    }
}
