package import Market
import Platform

/// A word of the stream of orders.
///
/// The first one of an order has the broker's own number, later ones the exchange's: our key tells which order it is. Trades are counted
/// in pieces here, unlike everywhere else.
package struct TInvestOrderEvent: Hashable, Sendable {
    package let number: String
    package let key: String
    package let account: String
    package let uid: String
    package let status: TInvestOrder.Status
    package let requested: Lots
    package let executed: Lots
    package let left: Lots
    /// Each trade once.
    package let stages: [TInvestOrder.Stage]
    /// Whether nothing more can come: by what is left and when it ended, not by the status alone.
    package let isOver: Bool

    /// - Throws: ``TInvestError`` of kind `badPayload`.
    package init(_ message: BrokerMessage) throws(TInvestError) {
        number = try message.text("orderId")
        key = try message.text("orderRequestId")
        account = try message.text("accountId")
        uid = try message.text("instrumentUid")
        guard let status = TInvestOrder.Status(rawValue: try message.text("executionReportStatus")) else {
            throw TInvestError(.badPayload, detail: "stream: an order of unknown status")
        }
        self.status = status
        requested = Lots(try message.integer("lotsRequested"))
        executed = Lots(try message.integer("lotsExecuted"))
        left = Lots(try message.integer("lotsLeft"))
        let lot = max(1, try message.integer("lotSize"))
        var stages: [TInvestOrder.Stage] = []
        for trade in try message.messages("trades") {
            let id = try trade.text("tradeId")
            guard !stages.contains(where: { $0.trade == id }) else { continue }
            guard let price = try trade.price("price") else {
                throw TInvestError(.badPayload, detail: "stream: a trade without a price")
            }
            stages.append(
                TInvestOrder.Stage(
                    trade: id,
                    price: price,
                    lots: Lots(try trade.integer("quantity") / lot),
                    time: try trade.time("dateTime")
                )
            )
        }
        self.stages = stages
        let hasEnded = try message.time("completionTime") != nil
        isOver = hasEnded || left == .zero || [.filled, .cancelled, .rejected].contains(status)
    }
}
