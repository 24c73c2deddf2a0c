/// A part of an order that traded.
package struct Fill: Hashable, Sendable {
    /// Whether the order waited in the book or took from it; venues charge them differently.
    package enum Liquidity: UInt8, Hashable, Sendable, CaseIterable {
        case maker, taker
    }

    package let order: OrderID
    package let slot: InstrumentSlot
    package let side: Side
    package let price: Price
    /// Above zero.
    package let lots: Lots
    /// Negative where the venue pays for it.
    package let fee: Money
    package let liquidity: Liquidity
    /// The exchange's time.
    package let time: Timestamp
    /// The venue's number of the trade; with the order it tells a report that comes twice from a second fill.
    package let number: UInt64

    package init(
        order: OrderID,
        slot: InstrumentSlot,
        side: Side,
        price: Price,
        lots: Lots,
        fee: Money,
        liquidity: Liquidity,
        time: Timestamp,
        number: UInt64
    ) {
        self.order = order
        self.slot = slot
        self.side = side
        self.price = price
        self.lots = lots
        self.fee = fee
        self.liquidity = liquidity
        self.time = time
        self.number = number
    }
}
