import Market
import Platform

extension BrokerWorld {
    /// Sends the orders of those stops whose price was reached by a minute that is over.
    mutating func fireStops(at now: Timestamp) {
        let minute = BrokerMarket.minute(at: now)
        for index in accounts.indices {
            for stop in accounts[index].stopOrders where stop.minute < minute {
                let isExpired = stop.expires.map { $0 <= now } ?? false
                let price = market.lastPrice(stop.instrument, at: now)
                // A price of before the stop says nothing about it.
                let isReached = price.map { $0.time > stop.created && stop.isReached(by: $0.price) } ?? false
                guard isExpired || isReached else { continue }
                accounts[index].stopOrders.removeAll { $0.id == stop.id }
                if isReached, !isExpired { fire(stop, account: index, at: now) }
            }
        }
    }

    private mutating func fire(_ stop: BrokerStopOrder, account index: Int, at now: Timestamp) {
        let placing = BrokerPlacing(
            instrument: stop.instrument,
            direction: stop.direction == .buy ? .buy : .sell,
            type: stop.kind == .stopLimit || stop.price != nil ? .limit : .market,
            term: .day,
            price: stop.price ?? stop.stopPrice,
            lots: stop.lots,
            requestID: stop.requestID,
            allowsMargin: false
        )
        // What is refused now (no session, no money) ends the stop as the broker's own check would.
        _ = try? place(placing, account: index, at: now)
    }
}
