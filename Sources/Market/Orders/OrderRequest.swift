/// What the house wants of the venue: the intent that is journalled and then sent.
package struct OrderRequest: Hashable, Sendable {
    /// Why an order is made; what only lessens a position passes checks that a new risk does not.
    package enum Purpose: UInt8, Hashable, Sendable, CaseIterable {
        /// A strategy's wish.
        case signal
        /// The protective or trailing stop of a position was reached.
        case stop
        /// A person, or a limit, wants the position gone.
        case flatten
    }

    package let id: OrderID
    package let slot: InstrumentSlot
    package let side: Side
    package let type: OrderType
    /// Above zero.
    package let lots: Lots
    package let purpose: Purpose

    /// - Precondition: at least one lot.
    package init(
        id: OrderID,
        slot: InstrumentSlot,
        _ side: Side,
        _ lots: Lots,
        _ type: OrderType,
        purpose: Purpose = .signal
    ) {
        precondition(lots > .zero, "an order is for at least one lot")
        self.id = id
        self.slot = slot
        self.side = side
        self.type = type
        self.lots = lots
        self.purpose = purpose
    }
}
