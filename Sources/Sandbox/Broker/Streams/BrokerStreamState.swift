import Market
import Platform

/// What a stream follows and what it was told last; a value that the session asks.
struct BrokerStreamState: Sendable {
    private let id: String
    private var market: MarketSubscriptions
    private var accounts: FollowedAccounts
    private var pingDelay = Duration.seconds(120)
    private var lastWord: Timestamp

    init(id: String, now: Timestamp) {
        self.id = id
        market = MarketSubscriptions(stream: id)
        accounts = FollowedAccounts(stream: id)
        lastWord = now
    }

    // MARK: Market data

    /// Takes a request and answers it.
    mutating func take(_ json: JSON, _ world: BrokerWorld, tracking: String, at now: Timestamp) -> JSON {
        if let settings = json.broker("pingSettings") {
            takePings(settings)
            if (json.members?.count ?? 0) == 1 { return pingMessage(at: now) }
        }
        if json.broker("getMySubscriptions") != nil { return market.books(tracking) }
        if json.broker("ping") != nil { return pingMessage(at: now) }
        return market.take(json, world, tracking: tracking, at: now)
    }

    mutating func marketData(_ world: BrokerWorld, _ faults: BrokerFaults, at now: Timestamp) -> [JSON] {
        market.due(world, faults, at: now)
    }

    // MARK: Orders and positions

    mutating func followOrders(_ json: JSON, _ world: BrokerWorld, tracking: String) -> [JSON] {
        pingDelay = Self.delay(json.broker("pingDelayMillis"), within: 1_000...120_000)
        return accounts.followOrders(json, world, tracking: tracking)
    }

    mutating func followPositions(_ json: JSON, _ world: BrokerWorld) -> [JSON] {
        if let settings = json.broker("pingSettings") { takePings(settings) }
        return accounts.followPositions(json, world)
    }

    mutating func orders(_ world: BrokerWorld) -> [JSON] { accounts.orders(world) }

    mutating func positions(_ world: BrokerWorld) -> [JSON] { accounts.positions(world, at: lastWord) }

    // MARK: Pings

    private mutating func takePings(_ settings: JSON) {
        pingDelay = Self.delay(settings.broker("pingDelayMs"), within: 5_000...180_000)
    }

    /// A sign of life where nothing else was said for as long as the client wants.
    mutating func ping(isIdle: Bool, at now: Timestamp) -> JSON? {
        guard isIdle else {
            lastWord = now
            return nil
        }
        guard lastWord.duration(to: now) >= pingDelay else { return nil }
        lastWord = now
        return pingMessage(at: now)
    }

    private func pingMessage(at now: Timestamp) -> JSON {
        ["ping": ["time": BrokerJSON.time(now), "streamId": .string(id)]]
    }

    private static func delay(_ json: JSON?, within range: ClosedRange<Int64>) -> Duration {
        guard let number = json?.int else { return .seconds(120) }
        return .milliseconds(min(max(number, range.lowerBound), range.upperBound))
    }
}
