/// The smallest change of an instrument's price.
///
/// - Unit: that of ``Price``.
/// - Source: ISS `MINSTEP`; the broker's `minPriceIncrement`. On KRX it depends on the price.
public struct PriceStep: Hashable, Sendable {
    public let size: Price

    /// Returns nil unless the size is above zero.
    public init?(_ size: Price) {
        guard size > .zero else { return nil }
        self.size = size
    }

    /// Whether a price lies on the grid; an order off it is refused by the venue.
    @inlinable
    public func holds(_ price: Price) -> Bool {
        price.nanos % size.nanos == 0
    }

    /// The nearest price of the grid that is no worse for whoever trades: a buy is rounded down, a sale up.
    ///
    /// - Throws: kind `overflow`.
    public func rounded(_ price: Price, for side: Side) throws(NumberError) -> Price {
        let rest = price.nanos % size.nanos
        let below = price.nanos - (rest < 0 ? rest + size.nanos : rest)
        return try Price(nanos: side == .buy || rest == 0 ? below : below + size.nanos)
    }

    /// A price that lies a number of steps away, downwards where that is negative.
    ///
    /// - Throws: kind `overflow`.
    @inlinable
    public func moved(_ price: Price, by steps: Int64) throws(NumberError) -> Price {
        let (distance, isTooFar) = size.nanos.multipliedReportingOverflow(by: steps)
        let (target, isStillTooFar) = price.nanos.addingReportingOverflow(distance)
        guard !isTooFar, !isStillTooFar else {
            throw NumberError(.overflow, "\(steps) steps of \(size) from \(price) are beyond the largest price")
        }
        return try Price(nanos: target)
    }

    /// How many steps lead from one price to another; negative downwards.
    ///
    /// - Throws: kind `offStep` where it is no whole number.
    public func count(from first: Price, to second: Price) throws(NumberError) -> Int64 {
        let distance = second.nanos - first.nanos
        guard distance % size.nanos == 0 else {
            throw NumberError(.offStep, "from \(first) to \(second) is no whole number of steps of \(size)")
        }
        return distance / size.nanos
    }
}
