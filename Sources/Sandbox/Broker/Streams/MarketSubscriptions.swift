import Market
import Platform

/// The instruments that a stream of market data follows, and what it was told of each last.
struct MarketSubscriptions: Sendable {
    private struct Book: Sendable {
        let instrument: BrokerInstrument
        let depth: Int
        let subscription: String
        var shown: JSON?
    }

    private struct Followed: Sendable {
        let instrument: BrokerInstrument
        let subscription: String
        var last: Timestamp?
        var status: BrokerTradingStatus?
    }

    private enum Topic: String, Sendable {
        case trades, lastPrice, info
    }

    private struct Key: Hashable, Sendable {
        let topic: Topic
        let uid: String
    }

    private let stream: String
    private var books: [String: Book] = [:]
    private var followed: [Key: Followed] = [:]
    private var requests: [Timestamp] = []

    /// Books, trades and candles of a connection together (docs/broker.md, Limits).
    private static let mostSubscriptions = 300
    private static let mostRequests = 100

    init(stream: String) {
        self.stream = stream
    }

    /// Takes a request and answers it.
    mutating func take(_ json: JSON, _ world: BrokerWorld, tracking: String, at now: Timestamp) -> JSON {
        for (request, answer, list, topic) in Self.kinds {
            guard let body = json.broker(request) else { continue }
            requests = requests.filter { $0.duration(to: now) < .seconds(60) } + [now]
            let isTooMany = requests.count > Self.mostRequests
            let items = (body.broker("instruments")?.array ?? []).map { item in
                subscribe(topic, item, body, world, isTooMany: isTooMany, at: now)
            }
            return .object([.init(answer, ["trackingId": .string(tracking), list: .array(items)])])
        }
        if json.broker("subscribeCandlesRequest") != nil {
            return BrokerFailure.notPlayed("candles in streams").json
        }
        return BrokerFailure.invalid(80_004, "the stream has no subscriptions").json
    }

    private static let kinds: [(String, String, String, Topic?)] = [
        ("subscribeOrderBookRequest", "subscribeOrderBookResponse", "orderBookSubscriptions", nil),
        ("subscribeTradesRequest", "subscribeTradesResponse", "tradeSubscriptions", .trades),
        ("subscribeLastPriceRequest", "subscribeLastPriceResponse", "lastPriceSubscriptions", .lastPrice),
        ("subscribeInfoRequest", "subscribeInfoResponse", "infoSubscriptions", .info),
    ]

    private mutating func subscribe(
        _ topic: Topic?,
        _ item: JSON,
        _ body: JSON,
        _ world: BrokerWorld,
        isTooMany: Bool,
        at now: Timestamp
    ) -> JSON {
        let name = item.broker("instrumentId")?.string ?? item.broker("figi")?.string ?? ""
        let action = body.broker("subscriptionAction")
        let isEnd = action?.string == "SUBSCRIPTION_ACTION_UNSUBSCRIBE" || action?.int == 2
        let isStart = action?.string == "SUBSCRIPTION_ACTION_SUBSCRIBE" || action?.int == 1
        let depth = Int(item.broker("depth")?.int ?? 0)
        let found = world.market.directory.instrument(name, on: MoscowTime.date(of: now))
        let status: String
        var subscription = ""
        if let found {
            let key = topic.map { Key(topic: $0, uid: found.uid) }
            if !isStart, !isEnd {
                status = "SUBSCRIPTION_ACTION_IS_INVALID"
            } else if isTooMany {
                status = "TOO_MANY_REQUESTS"
            } else if isEnd {
                let known =
                    key.map { followed.removeValue(forKey: $0) != nil } ?? (books.removeValue(forKey: found.uid) != nil)
                status = known ? "SUCCESS" : "SUBSCRIPTION_NOT_FOUND"
            } else if topic == nil, ![1, 10, 20, 30, 40, 50].contains(depth) {
                status = "DEPTH_IS_INVALID"
            } else if topic != .info, subscriptions >= Self.mostSubscriptions {
                status = "LIMIT_IS_EXCEEDED"
            } else {
                status = "SUCCESS"
                subscription = "\(stream.prefix(8))-\(topic?.rawValue ?? "book")-\(found.uid.prefix(8))"
                if let key {
                    followed[key] = Followed(instrument: found, subscription: subscription, last: now)
                } else {
                    books[found.uid] = Book(instrument: found, depth: depth, subscription: subscription)
                }
            }
        } else {
            status = "INSTRUMENT_NOT_FOUND"
        }
        return .present([
            "figi": .string(found?.figi ?? ""), "depth": topic == nil ? .int(Int64(depth)) : nil,
            "subscriptionStatus": .string("SUBSCRIPTION_STATUS_\(status)"),
            "instrumentUid": .string(found?.uid ?? name), "streamId": .string(stream),
            "subscriptionId": .string(subscription), "subscriptionAction": action,
        ])
    }

    private var subscriptions: Int { books.count + followed.keys.count { $0.topic != .info } }

    /// The books that are followed.
    func books(_ tracking: String) -> JSON {
        let items = books.values.sorted { $0.instrument.uid < $1.instrument.uid }.map { book -> JSON in
            [
                "instrumentUid": .string(book.instrument.uid), "depth": .int(Int64(book.depth)),
                "subscriptionStatus": "SUBSCRIPTION_STATUS_SUCCESS", "streamId": .string(stream),
                "subscriptionId": .string(book.subscription),
            ]
        }
        return [
            "subscribeOrderBookResponse": ["trackingId": .string(tracking), "orderBookSubscriptions": .array(items)]
        ]
    }

    /// Books that changed, trades and prices since the last time, statuses that are new.
    mutating func due(_ world: BrokerWorld, _ faults: BrokerFaults, at now: Timestamp) -> [JSON] {
        let market = world.market
        var due: [JSON] = []
        for uid in books.keys.sorted() {
            guard let book = books[uid] else { continue }
            let levels = MarketDataMethods.levels(market.book(book.instrument, at: now, depth: book.depth), faults)
            let shown: JSON = [levels.bids, levels.asks]
            guard shown != book.shown else { continue }
            books[uid]?.shown = shown
            due.append(["orderbook": Self.book(book.instrument, book.depth, levels, market, at: now)])
        }
        for key in followed.keys.sorted(by: { ($0.topic.rawValue, $0.uid) < ($1.topic.rawValue, $1.uid) }) {
            guard let item = followed[key] else { continue }
            switch key.topic {
            case .trades: due += trades(item, key, market, at: now)
            case .lastPrice: due += lastPrice(item, key, market, at: faults.staleSince ?? now)
            case .info:
                let status = market.status(item.instrument, at: now)
                guard status != item.status else { continue }
                followed[key]?.status = status
                let whole = MarketDataMethods.status(of: item.instrument, market, now)
                due.append(["tradingStatus": whole.setting("time", to: BrokerJSON.time(now))])
            }
        }
        return due
    }

    private static func book(
        _ instrument: BrokerInstrument,
        _ depth: Int,
        _ levels: (bids: JSON, asks: JSON),
        _ market: BrokerMarket,
        at now: Timestamp
    ) -> JSON {
        let limits = market.limits(instrument, at: now)
        return [
            "figi": .string(instrument.figi), "depth": .int(Int64(depth)), "isConsistent": true, "bids": levels.bids,
            "asks": levels.asks, "time": BrokerJSON.time(now),
            "limitUp": BrokerJSON.quotation(limits?.up ?? .zero),
            "limitDown": BrokerJSON.quotation(limits?.down ?? .zero), "instrumentUid": .string(instrument.uid),
            "orderBookType": "ORDERBOOK_TYPE_EXCHANGE", "ticker": .string(instrument.ticker),
            "classCode": .string(instrument.classCode),
        ]
    }

    /// One for each minute that is over: its lots at its close.
    private mutating func trades(_ item: Followed, _ key: Key, _ market: BrokerMarket, at now: Timestamp) -> [JSON] {
        let last = market.lastPrice(item.instrument, at: now)
        guard let last, let since = item.last, last.time > since else { return [] }
        followed[key]?.last = last.time
        let date = MoscowTime.date(of: now)
        return market.market.minutes(item.instrument.instrument, date, until: now)
            .filter { $0.begin + .seconds(59) > since }
            .map { begin, bar in
                [
                    "trade": [
                        "figi": .string(item.instrument.figi),
                        "direction": bar.buyLots * 2 >= bar.lots ? "TRADE_DIRECTION_BUY" : "TRADE_DIRECTION_SELL",
                        "price": BrokerJSON.quotation(item.instrument.price(ticks: bar.close)),
                        "quantity": BrokerJSON.count(bar.lots), "time": BrokerJSON.time(begin + .seconds(59)),
                        "instrumentUid": .string(item.instrument.uid), "tradeSource": "TRADE_SOURCE_EXCHANGE",
                        "ticker": .string(item.instrument.ticker), "classCode": .string(item.instrument.classCode),
                    ]
                ]
            }
    }

    private mutating func lastPrice(_ item: Followed, _ key: Key, _ market: BrokerMarket, at now: Timestamp) -> [JSON] {
        guard let last = market.lastPrice(item.instrument, at: now), let since = item.last, last.time > since else {
            return []
        }
        followed[key]?.last = last.time
        return [
            [
                "lastPrice": [
                    "figi": .string(item.instrument.figi), "price": BrokerJSON.quotation(last.price),
                    "time": BrokerJSON.time(last.time), "instrumentUid": .string(item.instrument.uid),
                ]
            ]
        ]
    }
}
