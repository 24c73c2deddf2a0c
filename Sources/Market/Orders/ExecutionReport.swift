/// What a venue says of an order.
package struct ExecutionReport: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        case accepted
        case rejected(Refusal)
        case filled(Fill)
        /// The rest is gone, whoever ended it.
        case cancelled
        /// A cancellation came too late, or named nothing; the order's own reports say what became of it.
        case cancelRefused
        /// The answer to a question: how the order stands at the venue.
        case state(OrderStatus, filled: Lots)
        /// No answer came in time, or the connection broke after sending. Nothing is known.
        case noAnswer
    }

    /// Why an order was refused; bounded, fit for a metric's label.
    package enum Refusal: UInt8, Hashable, Sendable, CaseIterable {
        /// No trading now: a break, an auction, or the day is over.
        case closed
        /// The price is not on the instrument's grid.
        case offStep
        /// The venue has an order of this name already.
        case duplicate
        /// The book's opposite side is empty.
        case noLiquidity
        /// More open orders than the venue takes.
        case tooMany
        case unknownInstrument
        case notEnoughFunds
        /// Anything else the venue said.
        case other
    }

    package let order: OrderID
    package let slot: InstrumentSlot
    package let event: Event
    /// When it happened at the venue.
    package let exchangeTime: Timestamp
    /// When the house learns of it.
    package let receivedTime: Timestamp

    package init(
        order: OrderID,
        slot: InstrumentSlot,
        _ event: Event,
        exchangeTime: Timestamp,
        receivedTime: Timestamp
    ) {
        self.order = order
        self.slot = slot
        self.event = event
        self.exchangeTime = exchangeTime
        self.receivedTime = receivedTime
    }
}
