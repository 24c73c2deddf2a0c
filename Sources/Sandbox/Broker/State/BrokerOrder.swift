import Market
import Platform

/// An order at the broker with what became of it.
struct BrokerOrder: Hashable, Sendable {
    struct Fill: Hashable, Sendable {
        let price: Price
        let lots: Int64
        let time: Timestamp
        let commission: Money
        let number: String
    }

    /// Why it ended, as the order stream says it.
    enum Cause: Int, BrokerEnum {
        case unspecified = 0
        case cancelledByExchange = 1
        case cancelledByBroker = 6
        case cancelledByClient = 15

        static let prefix = "CAUSE_"
        var word: String {
            switch self {
            case .unspecified: "UNSPECIFIED"
            case .cancelledByExchange: "CANCELLED_BY_EXCHANGE"
            case .cancelledByBroker: "CANCELLED_BY_BROKER"
            case .cancelledByClient: "CANCELLED_BY_CLIENT"
            }
        }
    }

    /// The exchange's number.
    let number: String
    /// The broker's own number, under which the first event goes out.
    let internalNumber: String
    /// The caller's idempotency key.
    let requestID: String
    let account: String
    let instrument: BrokerInstrument
    let direction: BrokerDirection
    let type: BrokerOrderType
    let term: BrokerTerm
    /// The worst price taken; nil for a market order.
    let limit: Price?
    let lots: Int64
    /// The last price when it came.
    let initialPrice: Price
    let created: Timestamp
    /// When a day order ends.
    let dayEnd: Timestamp
    var fills: [Fill] = []
    var cancelledLots: Int64 = 0
    var cause: Cause?
    var completed: Timestamp?
    /// The last minute whose book it was held against.
    var minute: Int

    var side: Side { direction == .buy ? .buy : .sell }
    var filled: Int64 { fills.reduce(0) { $0 + $1.lots } }
    var remaining: Int64 { lots - filled - cancelledLots }
    var isActive: Bool { completed == nil }

    var status: BrokerReportStatus {
        if filled == lots { return .fill }
        if completed != nil { return .cancelled }
        return filled > 0 ? .partiallyFill : .new
    }

    var value: Money {
        fills.reduce(.zero) { $0 + instrument.value($1.price, $1.lots) }
    }

    var commission: Money { fills.reduce(.zero) { $0 + $1.commission } }

    /// Of one piece; zero before the first fill.
    var averagePrice: Money {
        let filled = filled
        guard filled > 0 else { return .zero }
        let sum = fills.reduce(Int128(0)) { $0 + Int128($1.price.nanos) * Int128($1.lots) }
        return Money(attos: sum / Int128(filled) * 1_000_000_000)
    }

    /// What it was wanted for: at its limit, or at the last price.
    var wantedPrice: Price { limit ?? initialPrice }

    mutating func end(_ cause: Cause?, at now: Timestamp) {
        cancelledLots = lots - filled
        self.cause = cancelledLots > 0 ? cause : nil
        completed = now
    }
}
