package import Market

/// Where a position is given up.
///
/// `stop = entry · (1 − direction · (1.8·ATR₅/entry + 0.5·spread/entry))`: below a long's entry and above a short's. The seed's text has
/// the sign the other way round and adds prices to a share, which puts a long's stop far above its entry; what is meant is the form of its
/// trailing stop, and that is this one.
package struct ProtectiveStop: Hashable, Sendable {
    package let side: Side
    package private(set) var price: Price
    /// From the best price since the entry to the stop.
    package let distance: Price
    /// The most favourable price since the entry.
    package private(set) var best: Price

    /// The share of the average true range that a stop lies away, and that of the spread.
    package static let rangeShare = 1.8
    package static let spreadShare = 0.5

    /// - Parameters:
    ///   - side: of the position: `buy` for a long one.
    ///   - averageRange: ATR of five periods, in units of price; nothing below zero counts.
    ///   - spread: best ask less best bid.
    /// - Throws: kind `overflow`.
    package init(
        _ side: Side,
        entry: Price,
        averageRange: Double,
        spread: Price,
        step: PriceStep
    ) throws(NumberError) {
        let range = averageRange.isFinite ? max(0, averageRange) : 0
        let nanos = Self.rangeShare * range * 1e9 + Self.spreadShare * Double(max(0, spread.nanos))
        guard nanos < Double(Price.limit.nanos) else {
            throw NumberError(.overflow, "a stop \(nanos / 1e9) away is beyond the largest price")
        }
        // At least a step: a stop at the entry itself would be reached at once.
        distance = max(try Price(nanos: Int64(nanos.rounded(.up))), step.size)
        self.side = side
        best = entry
        price = try Self.stop(side, from: entry, distance, step)
    }

    /// One that was stored.
    package init(_ side: Side, price: Price, distance: Price, best: Price) {
        self.side = side
        self.price = price
        self.distance = distance
        self.best = best
    }

    /// Follows the price where it goes the position's way; a stop never moves back.
    ///
    /// - Throws: kind `overflow`.
    package mutating func follow(_ price: Price, _ step: PriceStep) throws(NumberError) {
        guard side == .buy ? price > best : price < best else { return }
        best = price
        let new = try Self.stop(side, from: price, distance, step)
        if side == .buy ? new > self.price : new < self.price { self.price = new }
    }

    /// Whether the price at which the position could be closed has reached the stop.
    ///
    /// - Parameter exit: the best bid for a long position, the best ask for a short one.
    package func isReached(by exit: Price) -> Bool {
        side == .buy ? exit <= price : exit >= price
    }

    /// On the grid, at least as far away as asked: a long's is rounded down.
    private static func stop(_ side: Side, from price: Price, _ distance: Price, _ step: PriceStep)
        throws(NumberError) -> Price
    {
        let exact = side == .buy ? try price.subtracting(distance) : try price.adding(distance)
        return try step.rounded(exact, for: side)
    }
}
