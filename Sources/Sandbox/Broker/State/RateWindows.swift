import Market
import Platform

/// What may be asked how often (docs/broker.md, Limits): a service's methods share a count, a few have their own.
enum BrokerRate: String, CaseIterable, Sendable {
    case instruments, operations, users, sandbox, marketData, stopOrders, orders, getOrders, cancelOrder, postOrder

    /// Per minute.
    var limit: Int {
        switch self {
        case .instruments, .operations, .sandbox, .getOrders: 200
        case .users, .orders, .cancelOrder: 100
        case .marketData: 600
        case .stopOrders: 50
        case .postOrder: 900
        }
    }
}

/// Counts calls by the minute of the clock.
struct RateWindows: Sendable {
    struct Reading: Hashable, Sendable {
        let limit: Int
        let remaining: Int
        /// Seconds until the count begins anew.
        let reset: Int
        let isAllowed: Bool

        var headers: [(String, String)] {
            [
                ("x-ratelimit-limit", "\(limit), \(limit);w=60"), ("x-ratelimit-remaining", "\(remaining)"),
                ("x-ratelimit-reset", "\(reset)"),
            ]
        }
    }

    private var counts: [BrokerRate: (minute: Int64, count: Int)] = [:]

    mutating func count(_ rate: BrokerRate, at now: Timestamp) -> Reading {
        let minute = now.seconds.dividedRoundingDown(by: 60)
        var entry = counts[rate] ?? (minute, 0)
        if entry.minute != minute { entry = (minute, 0) }
        let isAllowed = entry.count < rate.limit
        if isAllowed { entry.count += 1 }
        counts[rate] = entry
        return Reading(
            limit: rate.limit,
            remaining: rate.limit - entry.count,
            reset: Int((minute + 1) * 60 - now.seconds),
            isAllowed: isAllowed
        )
    }
}
