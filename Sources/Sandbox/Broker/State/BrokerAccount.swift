import Market
import Platform

/// An account: roubles, what is held, and what was done.
struct BrokerAccount: Sendable {
    struct Holding: Hashable, Sendable {
        let instrument: BrokerInstrument
        /// Negative for a short position.
        var lots: Int64 = 0
        /// What the open lots cost, or brought.
        var cost = Money.zero

        /// Of one piece; zero when flat.
        var average: Price {
            let unit = Int128(lots.magnitude) * Int128(instrument.lotValue.nanos)
            guard unit > 0 else { return .zero }
            // The average of prices is no larger than the largest of them.
            return (try? Price(nanos: Int64(clamping: cost.attos / unit))) ?? .zero
        }

        mutating func apply(_ side: Side, _ price: Price, _ count: Int64) {
            let signed = side.sign * count
            let value = instrument.value(price, count)
            let held = lots
            lots += signed
            guard held != 0, (held > 0) != (signed > 0) else {
                cost += value
                return
            }
            let closed = min(held.magnitude, signed.magnitude)
            if closed == held.magnitude {
                cost = value - instrument.value(price, Int64(closed))
            } else {
                cost -= cost.part(Int64(closed), of: Int64(held.magnitude))
            }
        }
    }

    struct Operation: Hashable, Sendable {
        enum Kind: String, Sendable {
            case input = "OPERATION_TYPE_INPUT"
            case buy = "OPERATION_TYPE_BUY"
            case sell = "OPERATION_TYPE_SELL"
            case fee = "OPERATION_TYPE_BROKER_FEE"
        }

        let id: String
        let kind: Kind
        let instrument: BrokerInstrument?
        let price: Price
        let lots: Int64
        let payment: Money
        let time: Timestamp
    }

    let id: String
    let name: String
    let opened: Timestamp
    var closed: Timestamp?
    var money = Money.zero
    /// By uid.
    var holdings: [String: Holding] = [:]
    /// Numbers of its orders, oldest first.
    var orders: [String] = []
    /// Exchange numbers by the caller's key.
    var requests: [String: String] = [:]
    var stopOrders: [BrokerStopOrder] = []
    var operations: [Operation] = []

    /// Broker's commission: 0.05 % of the value, to a billionth of a rouble.
    static func commission(of value: Money) -> Money {
        Money(attos: value.magnitude.attos / 2_000 / 1_000_000_000 * 1_000_000_000)
    }

    var listed: [Holding] {
        holdings.values.filter { $0.lots != 0 }.sorted { $0.instrument.ticker < $1.instrument.ticker }
    }
}
