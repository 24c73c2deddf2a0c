import Market

/// What is to go wrong with one call or message of the broker (docs/sandbox.md, The broker).
struct BrokerFaults: Hashable, Sendable {
    /// Half of the order trades, the broker cancels the rest.
    var cancelsPart = false
    /// The answer names the broker's own number instead of the exchange's.
    var tellsInternalNumber = false
    /// The call takes effect and is answered 70002.
    var losesAnswer = false
    /// Bids above asks.
    var crossesBook = false
    /// Last prices stand still since then.
    var staleSince: Timestamp?
    /// Streams: nothing is said any more, the connection stays.
    var silencesStream = false
    /// Streams: the connection breaks.
    var dropsStream = false
    /// Streams: the server closes with 4008, too many requests.
    var closesStream = false
    /// Streams: every message of the market and of orders comes twice.
    var repeatsEvents = false
    /// Streams: messages of orders that are due together come newest first.
    var shufflesEvents = false
}

extension Fault.Kind {
    /// The methods that a fault of the broker concerns; nil for all.
    fileprivate var brokerMethods: Set<String>? {
        switch self {
        case .partialCancel, .internalNumber: ["PostOrder", "PostSandboxOrder", "PostOrderAsync"]
        case .crossedBook: ["GetOrderBook", "MarketDataStream", "MarketDataServerSideStream"]
        case .staleLastPrice: ["GetLastPrices", "GetOrderBook", "MarketDataStream", "MarketDataServerSideStream"]
        case .streamSilent, .streamDrop, .streamLimit, .duplicateEvents, .shuffledEvents: BrokerStreams.methods
        default: nil
        }
    }
}

extension FaultBoard {
    /// The faults at work on a method of the broker.
    ///
    /// - Parameter counts: whether this is a hit; false for a look that acts on none of those that end something.
    mutating func brokerFaults(_ method: String, at now: Timestamp, counts: Bool = true) -> BrokerFaults {
        var faults = BrokerFaults()
        for index in entries.indices {
            let scheduled = entries[index].scheduled
            let kind = scheduled.fault.kind
            guard kind.sphere == .broker, scheduled.contains(now), scheduled.fault.target.coversBroker(method),
                kind.brokerMethods?.contains(method) ?? !BrokerStreams.methods.contains(method),
                scheduled.fault.times.map({ entries[index].hits < $0 }) ?? true
            else { continue }
            switch kind {
            case .partialCancel: faults.cancelsPart = true
            case .internalNumber: faults.tellsInternalNumber = true
            case .lostAnswer: faults.losesAnswer = true
            case .crossedBook: faults.crossesBook = true
            case .staleLastPrice: faults.staleSince = scheduled.from
            case .streamSilent: faults.silencesStream = true
            case .streamDrop: faults.dropsStream = true
            case .streamLimit: faults.closesStream = true
            case .duplicateEvents: faults.repeatsEvents = true
            case .shuffledEvents: faults.shufflesEvents = true
            default: continue
            }
            if counts { countHit(index) }
        }
        return faults
    }
}
