package import Market
import Platform

/// What a stream of the broker says (docs/broker.md, Streams).
package enum TInvestStreamMessage: Sendable {
    /// A whole book of an instrument.
    case book(uid: String, TInvestMarket.Book)
    case trade(uid: String, Side, Price, Lots, time: Timestamp)
    case lastPrice(uid: String, Price, time: Timestamp)
    /// Whether orders are taken.
    case status(uid: String, isOpen: Bool)
    case order(TInvestOrderEvent)
    /// Positions of an account changed: they are to be asked for, since the stream tells a part only.
    case positions(account: String)
    /// Subscriptions that were taken, and those that were not with the broker's word for why.
    case subscribed([String], refused: [(uid: String, status: String)])
    /// With the broker's own time, where it says it.
    case ping(Timestamp?)
    /// Of a later contract; nothing to do.
    case unknown

    /// Reads one frame's text.
    ///
    /// - Throws: ``TInvestError``: `refused` with its code for an error of the broker, `badPayload` for nonsense.
    package init(_ text: String) throws(TInvestError) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON.parse(text)
        } catch {
            throw TInvestError(.badPayload, detail: "stream: \(error)")
        }
        let message = BrokerMessage(method: "stream", json: json)
        if let book = try message.message("orderbook") {
            let depth = Int(clamping: try book.integer("depth"))
            self = .book(
                uid: try book.text("instrumentUid"),
                try TInvestMarket.book(book, depth: min(max(depth, 1), 50))
            )
        } else if let trade = try message.message("trade") {
            self = try Self.trade(trade)
        } else if let last = try message.message("lastPrice") {
            guard let price = try last.price("price"), let time = try last.time("time") else {
                throw TInvestError(.badPayload, detail: "stream: a last price without price or time")
            }
            self = .lastPrice(uid: try last.text("instrumentUid"), price, time: time)
        } else if let status = try message.message("tradingStatus") {
            self = .status(
                uid: try status.text("instrumentUid"),
                isOpen: try status.flag("limitOrderAvailableFlag")
            )
        } else if let order = try message.message("orderState") {
            self = .order(try TInvestOrderEvent(order))
        } else if let position = try message.message("position") {
            self = .positions(account: try position.text("accountId"))
        } else if let position = try message.message("initialPositions") {
            self = .positions(account: try position.text("accountId"))
        } else if let ping = try message.message("ping") {
            self = .ping(try ping.time("time"))
        } else if let answer = try Self.subscriptions(message) {
            self = answer
        } else if let code = json["code"] {
            let figures = json["description"].flatMap { $0.int ?? $0.string.flatMap { Int64($0) } }
            throw TInvestError(
                .refused,
                code: figures.flatMap { Int(exactly: $0) },
                detail: "stream: \(json["message"]?.string ?? "error \(code.int ?? 0)")"
            )
        } else {
            self = .unknown
        }
    }

    private static func trade(_ trade: BrokerMessage) throws(TInvestError) -> TInvestStreamMessage {
        guard let price = try trade.price("price"), let time = try trade.time("time") else {
            throw TInvestError(.badPayload, detail: "stream: a trade without price or time")
        }
        let side: Side = try trade.text("direction") == "TRADE_DIRECTION_SELL" ? .sell : .buy
        return .trade(
            uid: try trade.text("instrumentUid"),
            side,
            price,
            Lots(try trade.integer("quantity")),
            time: time
        )
    }

    private static let lists = [
        ("subscribeOrderBookResponse", "orderBookSubscriptions"), ("subscribeTradesResponse", "tradeSubscriptions"),
        ("subscribeLastPriceResponse", "lastPriceSubscriptions"), ("subscribeInfoResponse", "infoSubscriptions"),
    ]

    /// Every item is looked at: one may be refused among others that are taken.
    private static func subscriptions(_ message: BrokerMessage) throws(TInvestError) -> TInvestStreamMessage? {
        for (name, list) in lists {
            guard let answer = try message.message(name) else { continue }
            var taken: [String] = []
            var refused: [(uid: String, status: String)] = []
            for item in try answer.messages(list) {
                let uid = try item.text("instrumentUid")
                let status = try item.text("subscriptionStatus")
                if status == "SUBSCRIPTION_STATUS_SUCCESS" { taken.append(uid) } else { refused.append((uid, status)) }
            }
            return .subscribed(taken, refused: refused)
        }
        if let own = try message.message("subscription") {
            let isTaken = try own.text("status") == "RESULT_SUBSCRIPTION_STATUS_OK"
            let accounts = try own.texts("accounts")
            return .subscribed(isTaken ? accounts : [], refused: isTaken ? [] : accounts.map { ($0, "ERROR") })
        }
        guard let own = try message.message("subscriptions") else { return nil }
        var taken: [String] = []
        var refused: [(uid: String, status: String)] = []
        for item in try own.messages("accounts") {
            let (account, status) = (try item.text("accountId"), try item.text("subscriptionStatus"))
            if status.hasSuffix("_SUCCESS") { taken.append(account) } else { refused.append((account, status)) }
        }
        return .subscribed(taken, refused: refused)
    }
}
