package import Market
import Platform

/// What the broker shows of the market when it is asked.
package struct TInvestMarket: Sendable {
    /// A book with what stands around it.
    package struct Book: Sendable {
        package let book: OrderBook
        package let time: Timestamp?
        package let lastPrice: Price?
        package let lastPriceTime: Timestamp?
        package let limits: ClosedRange<Price>?

        /// Whether it may be traded on: two sides that are not crossed, and not older than that.
        package func isSound(at now: Timestamp, within age: Duration) -> Bool {
            guard book.shape == .open, let time else { return false }
            return time.duration(to: now) <= age
        }
    }

    /// A trade of others.
    package struct Trade: Hashable, Sendable {
        package let time: Timestamp
        /// Of who took.
        package let side: Side
        package let price: Price
        package let lots: Lots
    }

    private let client: TInvestClient

    package init(client: TInvestClient) {
        self.client = client
    }

    /// Depths that the broker takes.
    package static let depths = [1, 10, 20, 30, 40, 50]

    /// - Throws: as ``TInvestClient/call(_:_:)``.
    package func book(_ instrument: TInvestInstrument, depth: Int = 20) async throws -> Book {
        let answer = try await client.call(
            .orderBook,
            ["instrumentId": .string(instrument.uid), "depth": .int(Int64(depth))]
        )
        return try Self.book(answer, depth: depth)
    }

    /// Last prices with the times of their trades; one that is zero or has no time is left out.
    package func lastPrices(_ instruments: [TInvestInstrument]) async throws -> [String: (
        price: Price, time: Timestamp
    )] {
        let answer = try await client.call(.lastPrices, ["instrumentId": .strings(instruments.map(\.uid))])
        var prices: [String: (price: Price, time: Timestamp)] = [:]
        for message in try answer.messages("lastPrices") {
            guard let price = try message.price("price"), price > .zero, let time = try message.time("time") else {
                continue
            }
            prices[try message.text("instrumentUid")] = (price, time)
        }
        return prices
    }

    /// The most trades of one answer; one with so many may lack older ones.
    package static let mostTrades = 1_000

    /// Trades of others in a span of the last hour, oldest first.
    package func trades(_ instrument: TInvestInstrument, _ span: Range<Timestamp>) async throws -> [Trade] {
        let answer = try await client.call(
            .lastTrades,
            [
                "instrumentId": .string(instrument.uid), "from": .string(RFC3339.text(span.lowerBound)),
                "to": .string(RFC3339.text(span.upperBound)),
            ]
        )
        return try answer.messages("trades").compactMap { message throws(TInvestError) -> Trade? in
            guard let price = try message.price("price"), let time = try message.time("time") else {
                throw TInvestError(.badPayload, detail: "\(message.method): a trade without price or time")
            }
            let lots = Lots(try message.integer("quantity"))
            let side: Side = try message.text("direction") == "TRADE_DIRECTION_SELL" ? .sell : .buy
            return span.contains(time) && lots > .zero ? Trade(time: time, side: side, price: price, lots: lots) : nil
        }
        .sorted { $0.time < $1.time }
    }

    /// Whether orders are taken now.
    package func isOpen(_ instrument: TInvestInstrument) async throws -> Bool {
        let answer = try await client.call(.tradingStatus, ["instrumentId": .string(instrument.uid)])
        let status = try answer.text("tradingStatus")
        let isNormal = ["NORMAL_TRADING", "SESSION_OPEN"].contains { status == "SECURITY_TRADING_STATUS_\($0)" }
        return isNormal ? try answer.flag("limitOrderAvailableFlag") : false
    }

    /// - Throws: ``TInvestError`` of kind `badPayload`, for a book that is not sorted too.
    static func book(_ message: BrokerMessage, depth: Int) throws(TInvestError) -> Book {
        var book = OrderBook(levelCount: max(1, depth))
        let bids = try levels(message, "bids")
        let asks = try levels(message, "asks")
        do throws(OrderBookError) {
            try book.replace(bids: bids, asks: asks)
        } catch {
            throw TInvestError(.badPayload, detail: "\(message.method): \(error)")
        }
        let (down, up) = (try message.price("limitDown"), try message.price("limitUp"))
        var limits: ClosedRange<Price>?
        // One bounds purchases, the other sales: they may be told the other way round.
        if let down, let up, down > .zero, up > .zero { limits = min(down, up)...max(down, up) }
        let (own, streamed) = (try message.time("orderbookTs"), try message.time("time"))
        return Book(
            book: book,
            time: own ?? streamed,
            lastPrice: try message.price("lastPrice").flatMap { $0 > .zero ? $0 : nil },
            lastPriceTime: try message.time("lastPriceTs"),
            limits: limits
        )
    }

    private static func levels(_ message: BrokerMessage, _ side: String) throws(TInvestError) -> [BookLevel] {
        var levels: [BookLevel] = []
        for level in try message.messages(side) {
            guard let price = try level.price("price") else {
                throw TInvestError(.badPayload, detail: "\(message.method): a level without a price")
            }
            levels.append(BookLevel(price, Lots(try level.integer("quantity"))))
        }
        return levels
    }
}
