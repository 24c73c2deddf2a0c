package import Execution
package import Market

/// A venue that counts whole lots, for an engine that counts parts of one (``LotScale``) and calls instruments by its own names.
package struct PartsVenue: VenueConnection {
    private let venue: any VenueConnection
    /// The venue's name of an instrument of ours, and ours of the venue's.
    private let theirs: [InstrumentID: InstrumentID]
    private let ours: [InstrumentID: InstrumentID]

    /// - Parameter names: the venue's name by ours.
    package init(_ venue: any VenueConnection, names: [InstrumentID: InstrumentID]) {
        self.venue = venue
        theirs = names
        ours = Dictionary(names.map { ($1, $0) }) { first, _ in first }
    }

    package func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        guard request.lots.count % LotScale.perLot == 0 else {
            throw VenueError(
                .refused(.other),
                "\(request.id): \(LotScale.units(request.lots)) lots are no whole number"
            )
        }
        let whole = OrderRequest(
            id: request.id,
            slot: request.slot,
            request.side,
            Lots(request.lots.count / LotScale.perLot),
            request.type,
            purpose: request.purpose
        )
        return parts(try await venue.place(whole, theirs[instrument] ?? instrument))
    }

    package func cancel(_ order: OrderID) async throws(VenueError) { try await venue.cancel(order) }

    package func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? {
        try await venue.order(id).map(parts)
    }

    package func openOrders() async throws(VenueError) -> [VenueOrder] {
        try await venue.openOrders().map(parts)
    }

    package func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] {
        let held = try await venue.positions()
        return Dictionary(
            held.map { instrument, position in
                let lots = Lots(position.lots.count.saturatingProduct(LotScale.perLot))
                return (ours[instrument] ?? instrument, VenuePosition(lots: lots, average: position.average))
            }
        ) { first, _ in first }
    }

    private func parts(_ order: VenueOrder) -> VenueOrder {
        VenueOrder(
            id: order.id,
            instrument: ours[order.instrument] ?? order.instrument,
            side: order.side,
            status: order.status,
            parts: order.parts.map { part in
                VenueOrder.Part(
                    number: part.number,
                    price: part.price,
                    lots: Lots(part.lots.count.saturatingProduct(LotScale.perLot)),
                    fee: part.fee,
                    time: part.time
                )
            },
            time: order.time
        )
    }
}
