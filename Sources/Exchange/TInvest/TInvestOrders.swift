package import Market
package import Platform

/// Orders of one account.
package struct TInvestOrders: Sendable {
    package let account: String
    private let client: TInvestClient

    package init(account: String, client: TInvestClient) {
        self.account = account
        self.client = client
    }

    /// Places an order under its own key.
    ///
    /// The answer is not the last word: fills are in ``state(key:)``. A key that was used is no refusal: what it led to is looked up.
    ///
    /// - Throws: ``TInvestError``; where ``TInvestError/mayHaveBeenDone``, only ``state(key:)`` says whether it was.
    package func place(_ request: OrderRequest, _ instrument: TInvestInstrument) async throws -> TInvestOrder {
        do {
            return try TInvestOrder(try await client.call(.postOrder, body(request, instrument)))
        } catch let error as TInvestError where error.action == .adoptExisting {
            guard let known = try await state(key: request.id.description) else { throw error }
            return known
        }
    }

    /// Asks for the end of an order.
    ///
    /// - Throws: ``TInvestError``: action `askState` where it came too late, `notFound` where there is no such order.
    package func cancel(key: String) async throws {
        _ = try await client.call(.cancelOrder, named(key))
    }

    /// How an order stands; nil where the broker does not know the key.
    package func state(key: String) async throws -> TInvestOrder? {
        do {
            let body = named(key).setting("priceType", to: "PRICE_TYPE_POINT")
            return try TInvestOrder(try await client.call(.orderState, body))
        } catch let error as TInvestError where error.code == 50_005 {
            return nil
        }
    }

    /// The orders that may still trade, of whoever placed them.
    package func active() async throws -> [TInvestOrder] {
        var orders: [TInvestOrder] = []
        for message in try await client.call(.orders, ["accountId": .string(account)]).messages("orders") {
            orders.append(try TInvestOrder(message))
        }
        return orders
    }

    private func named(_ key: String) -> JSON {
        ["accountId": .string(account), "orderId": .string(key), "orderIdType": "ORDER_ID_TYPE_REQUEST"]
    }

    private func body(_ request: OrderRequest, _ instrument: TInvestInstrument) -> JSON {
        Self.body(request, instrument, account: account)
    }

    /// What a placing sends.
    package static func body(_ request: OrderRequest, _ instrument: TInvestInstrument, account: String) -> JSON {
        .present([
            "accountId": .string(account), "instrumentId": .string(instrument.uid),
            "quantity": .string(String(request.lots.count)),
            "price": request.type.limit?.quotation,
            "direction": request.side == .buy ? "ORDER_DIRECTION_BUY" : "ORDER_DIRECTION_SELL",
            "orderType": request.type.limit == nil ? "ORDER_TYPE_MARKET" : "ORDER_TYPE_LIMIT",
            "timeInForce": request.type.canRest || request.type.limit == nil
                ? "TIME_IN_FORCE_DAY" : "TIME_IN_FORCE_FILL_AND_KILL",
            "orderId": .string(request.id.description), "priceType": "PRICE_TYPE_POINT",
        ])
    }
}

/// An order as the broker tells it, in the answer to a placing, to a question, or in a stream.
package struct TInvestOrder: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        case new = "EXECUTION_REPORT_STATUS_NEW"
        case partiallyFilled = "EXECUTION_REPORT_STATUS_PARTIALLYFILL"
        case filled = "EXECUTION_REPORT_STATUS_FILL"
        case cancelled = "EXECUTION_REPORT_STATUS_CANCELLED"
        case rejected = "EXECUTION_REPORT_STATUS_REJECTED"
    }

    /// A part that traded.
    package struct Stage: Hashable, Sendable {
        package let trade: String
        package let price: Price
        package let lots: Lots
        package let time: Timestamp?
    }

    /// The exchange's number, or at first the broker's own.
    package let number: String
    /// Our key; another channel's order has one that is not ours.
    package let key: String
    package let uid: String
    package let side: Side
    package let status: Status
    package let requested: Lots
    package let executed: Lots
    package let stages: [Stage]
    package let commission: Money
    package let time: Timestamp?

    /// - Throws: ``TInvestError`` of kind `badPayload`.
    package init(_ message: BrokerMessage) throws(TInvestError) {
        func failure(_ detail: String) -> TInvestError {
            TInvestError(.badPayload, mayHaveBeenDone: true, detail: "\(message.method): \(detail)")
        }
        number = try message.text("orderId")
        key = try message.text("orderRequestId")
        uid = try message.text("instrumentUid")
        switch try message.text("direction") {
        case "ORDER_DIRECTION_BUY": side = .buy
        case "ORDER_DIRECTION_SELL": side = .sell
        default: throw failure("an order without a direction")
        }
        guard let status = Status(rawValue: try message.text("executionReportStatus")) else {
            throw failure("an order of unknown status")
        }
        requested = Lots(try message.integer("lotsRequested"))
        executed = Lots(try message.integer("lotsExecuted"))
        // What it says of itself can lag behind what it counts.
        self.status = executed >= requested && requested > .zero ? .filled : status
        var stages: [Stage] = []
        for stage in try message.messages("stages") {
            let trade = try stage.text("tradeId")
            // The same trade can be told twice.
            guard !stages.contains(where: { $0.trade == trade }) else { continue }
            guard let price = try stage.price("price") else { throw failure("a trade without a price") }
            stages.append(
                Stage(
                    trade: trade,
                    price: price,
                    lots: Lots(try stage.integer("quantity")),
                    time: try stage.time("executionTime")
                )
            )
        }
        self.stages = stages
        commission = try message.money("executedCommission") ?? .zero
        time = try message.time("orderDate")
    }

    /// Whether the broker may still fill it, as far as this message says.
    package var isOpen: Bool { status == .new || status == .partiallyFilled }
}
