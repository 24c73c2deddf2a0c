package import Platform

/// What a stream of market data is to follow, as requests of bounded size (docs/broker.md, Limits).
package struct TInvestSubscriptions: Hashable, Sendable {
    /// Uids whose books are followed, with their depth.
    package var books: [String: Int] = [:]
    /// Uids whose trades are followed.
    package var trades: Set<String> = []
    /// Uids whose trading status is followed; they do not count.
    package var statuses: Set<String> = []

    package init() {}

    /// Books and trades that one connection may follow together.
    package static let most = 300
    /// Instruments in one request, so that an answer stays small.
    static let chunk = 100

    package var count: Int { books.count + trades.count }

    /// The requests that subscribe all of it, in an order that does not change.
    package func requests() -> [JSON] {
        var requests: [JSON] = [["pingSettings": ["pingDelayMs": 5_000]]]
        let byDepth = Dictionary(grouping: books.keys, by: { books[$0] ?? 0 })
        for depth in byDepth.keys.sorted() {
            let items = (byDepth[depth] ?? []).sorted().map { uid -> JSON in
                [
                    "instrumentId": .string(uid), "depth": .int(Int64(depth)),
                    "orderBookType": "ORDERBOOK_TYPE_EXCHANGE",
                ]
            }
            requests += Self.chunked("subscribeOrderBookRequest", items, more: [])
        }
        func plain(_ uids: Set<String>) -> [JSON] { uids.sorted().map { ["instrumentId": .string($0)] } }
        requests += Self.chunked(
            "subscribeTradesRequest",
            plain(trades),
            more: [JSON.Member("tradeSource", "TRADE_SOURCE_EXCHANGE")]
        )
        requests += Self.chunked("subscribeInfoRequest", plain(statuses), more: [])
        return requests
    }

    private static func chunked(_ name: String, _ items: [JSON], more: [JSON.Member]) -> [JSON] {
        stride(from: 0, to: items.count, by: chunk).map { start in
            let part = Array(items[start..<min(start + chunk, items.count)])
            let body = [
                JSON.Member("subscriptionAction", "SUBSCRIPTION_ACTION_SUBSCRIBE"),
                JSON.Member("instruments", .array(part)),
            ]
            return .object([JSON.Member(name, .object(body + more))])
        }
    }
}
