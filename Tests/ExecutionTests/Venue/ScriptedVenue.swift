import Execution
import Market

/// A venue that holds what a test gives it, and whose answers can be lost.
actor ScriptedVenue: VenueConnection {
    private var orders: [OrderID: VenueOrder] = [:]
    private var held: [InstrumentID: VenuePosition] = [:]
    private(set) var placements = 0
    private var isSilent = false
    private var losesAnswers = false
    private var repeats = false

    func silence(_ isSilent: Bool) { self.isSilent = isSilent }
    func loseAnswers(_ loses: Bool) { losesAnswers = loses }
    /// Says of every new order that its name was used before, though it has taken it: the two readings of the broker's error 30057.
    func repeatNames(_ repeats: Bool) { self.repeats = repeats }
    func hold(_ instrument: InstrumentID, _ lots: Lots, _ average: Price) {
        held[instrument] = VenuePosition(lots: lots, average: average)
    }
    func list(_ order: VenueOrder) { orders[order.id] = order }
    func forget(_ id: OrderID) { orders[id] = nil }

    func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        placements += 1
        let order = VenueOrder(
            id: request.id,
            instrument: instrument,
            side: request.side,
            status: .working,
            parts: [],
            time: Timestamp(seconds: 0)
        )
        orders[request.id] = order
        if repeats { throw VenueError(.refused(.duplicate), "30057") }
        if losesAnswers { throw VenueError(.unclear, "timeout") }
        return order
    }

    func cancel(_ order: OrderID) async throws(VenueError) { orders[order] = nil }

    func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? {
        if isSilent { throw VenueError(.unclear, "timeout") }
        return orders[id]
    }

    func openOrders() async throws(VenueError) -> [VenueOrder] {
        if isSilent { throw VenueError(.unclear, "timeout") }
        return orders.values.filter { !$0.status.isFinal }
    }

    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] {
        if isSilent { throw VenueError(.unclear, "timeout") }
        return held
    }
}
