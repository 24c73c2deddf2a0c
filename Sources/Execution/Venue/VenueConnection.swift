package import Market

/// The calls of a broker or an exchange, each of which may take its time, fail, or succeed without anybody hearing of it.
///
/// The adapter of a broker and the venue of the crash tests are two; what makes orders durable (``JournaledExecution``) knows no other.
package protocol VenueConnection: Sendable {
    /// Places an order under the request's own name.
    ///
    /// - Throws: ``VenueError``; only one of kind `refused` says that there is no such order.
    func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder

    /// Asks for the end of an order.
    func cancel(_ order: OrderID) async throws(VenueError)

    /// How an order stands; nil when the venue answered that it has none of that name.
    func order(_ id: OrderID) async throws(VenueError) -> VenueOrder?

    /// The orders that may still trade, of whoever placed them.
    func openOrders() async throws(VenueError) -> [VenueOrder]

    /// What is held, by instrument; one that is not listed is not held. A list that could not be had is an error, never an empty list.
    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition]
}

/// A position as its venue shows it.
package struct VenuePosition: Hashable, Sendable {
    /// Negative for a short one.
    package let lots: Lots
    /// The average price of its lots.
    package let average: Price

    package init(lots: Lots, average: Price) {
        self.lots = lots
        self.average = average
    }
}

/// An order as its venue shows it.
package struct VenueOrder: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let number: UInt64
        package let price: Price
        package let lots: Lots
        package let fee: Money
        package let time: Timestamp

        package init(number: UInt64, price: Price, lots: Lots, fee: Money, time: Timestamp) {
            self.number = number
            self.price = price
            self.lots = lots
            self.fee = fee
            self.time = time
        }
    }

    package let id: OrderID
    package let instrument: InstrumentID
    package let side: Side
    package let status: OrderStatus
    /// Everything that traded so far.
    package let parts: [Part]
    package let time: Timestamp

    package init(
        id: OrderID,
        instrument: InstrumentID,
        side: Side,
        status: OrderStatus,
        parts: [Part],
        time: Timestamp
    ) {
        self.id = id
        self.instrument = instrument
        self.side = side
        self.status = status
        self.parts = parts
        self.time = time
    }

    /// A part as the house books it; venues do not say who waited, so each counts as taken.
    func fill(of part: Part, _ slot: InstrumentSlot) -> Fill {
        Fill(
            order: id,
            slot: slot,
            side: side,
            price: part.price,
            lots: part.lots,
            fee: part.fee,
            liquidity: .taker,
            time: part.time,
            number: part.number
        )
    }
}

/// Why a call to a venue brought no answer that can be used.
package struct VenueError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// The venue said no, and nothing was done.
        case refused(ExecutionReport.Refusal)
        /// A timeout, a broken connection, an error of the server's own: it may have been done.
        case unclear
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
