import Market
import Platform

/// An order in the forms of its answers: the placing's, the question's and the stream's (docs/broker.md, Orders).
enum OrderJSON {
    static func metadata(_ call: BrokerCall) -> JSON {
        ["trackingId": .string(call.trackingID), "serverTime": BrokerJSON.time(call.now)]
    }

    /// What `PostOrder` answers.
    static func response(_ order: BrokerOrder, _ call: BrokerCall) -> JSON {
        let instrument = order.instrument
        let wanted = instrument.value(order.wantedPrice, order.lots)
        let number = call.faults.tellsInternalNumber ? order.internalNumber : order.number
        return [
            "orderId": .string(number), "executionReportStatus": order.status.json,
            "lotsRequested": BrokerJSON.count(order.lots), "lotsExecuted": BrokerJSON.count(order.filled),
            "initialOrderPrice": BrokerJSON.money(wanted), "executedOrderPrice": BrokerJSON.money(order.averagePrice),
            "totalOrderAmount": BrokerJSON.money(order.filled > 0 ? order.value : wanted),
            "initialCommission": BrokerJSON.money(BrokerAccount.commission(of: wanted)),
            "executedCommission": BrokerJSON.money(order.commission), "figi": .string(instrument.figi),
            "direction": order.direction.json, "initialSecurityPrice": BrokerJSON.money(order.initialPrice),
            "orderType": order.type.json, "message": "",
            "initialOrderPricePt": BrokerJSON.quotation(order.wantedPrice), "instrumentUid": .string(instrument.uid),
            "orderRequestId": .string(order.requestID), "responseMetadata": metadata(call),
            "ticker": .string(instrument.ticker), "classCode": .string(instrument.classCode),
        ]
    }

    /// What `GetOrderState` and `GetOrders` answer.
    static func state(_ order: BrokerOrder) -> JSON {
        let instrument = order.instrument
        let wanted = instrument.value(order.wantedPrice, order.lots)
        return [
            "orderId": .string(order.number), "executionReportStatus": order.status.json,
            "lotsRequested": BrokerJSON.count(order.lots), "lotsExecuted": BrokerJSON.count(order.filled),
            "initialOrderPrice": BrokerJSON.money(wanted), "executedOrderPrice": BrokerJSON.money(order.value),
            "totalOrderAmount": BrokerJSON.money(order.value),
            "averagePositionPrice": BrokerJSON.money(order.averagePrice),
            "initialCommission": BrokerJSON.money(BrokerAccount.commission(of: wanted)),
            "executedCommission": BrokerJSON.money(order.commission), "figi": .string(instrument.figi),
            "direction": order.direction.json, "initialSecurityPrice": BrokerJSON.money(order.initialPrice),
            "stages": .array(
                order.fills.map { fill in
                    [
                        "price": BrokerJSON.money(fill.price), "quantity": BrokerJSON.count(fill.lots),
                        "tradeId": .string(fill.number), "executionTime": BrokerJSON.time(fill.time),
                    ]
                }
            ),
            "serviceCommission": BrokerJSON.money(Money.zero), "currency": "rub", "orderType": order.type.json,
            "orderDate": BrokerJSON.time(order.created), "instrumentUid": .string(instrument.uid),
            "orderRequestId": .string(order.requestID), "ticker": .string(instrument.ticker),
            "classCode": .string(instrument.classCode),
        ]
    }

    /// What the stream of orders tells: fills in pieces, no FIGI.
    ///
    /// - Parameter isInternal: the first word of an order, before the exchange has numbered it.
    static func event(_ order: BrokerOrder, isInternal: Bool) -> JSON {
        let instrument = order.instrument
        return .present([
            "orderId": .string(isInternal ? order.internalNumber : order.number),
            "orderRequestId": .string(order.requestID), "createdAt": BrokerJSON.time(order.created),
            "executionReportStatus": order.status.json, "statusInfo": order.cause?.json,
            "ticker": .string(instrument.ticker), "classCode": .string(instrument.classCode),
            "lotSize": .int(instrument.lot), "direction": order.direction.json, "timeInForce": order.term.json,
            "orderType": order.type.json, "accountId": .string(order.account),
            "initialOrderPrice": BrokerJSON.money(instrument.value(order.wantedPrice, order.lots), currency: "RUB"),
            "orderPrice": BrokerJSON.money(order.wantedPrice, currency: "RUB"),
            "executedOrderPrice": BrokerJSON.money(order.averagePrice, currency: "RUB"), "currency": "RUB",
            "lotsRequested": BrokerJSON.count(order.lots), "lotsExecuted": BrokerJSON.count(order.filled),
            "lotsLeft": BrokerJSON.count(order.remaining), "lotsCancelled": BrokerJSON.count(order.cancelledLots),
            "trades": .array(
                order.fills.map { fill in
                    [
                        "dateTime": BrokerJSON.time(fill.time), "price": BrokerJSON.quotation(fill.price),
                        "quantity": BrokerJSON.count(fill.lots * instrument.lot), "tradeId": .string(fill.number),
                    ]
                }
            ),
            "completionTime": BrokerJSON.optionalTime(order.completed), "exchange": "MOEX",
            "instrumentUid": .string(instrument.uid),
        ])
    }
}
