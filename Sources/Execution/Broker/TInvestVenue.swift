package import Exchange
package import Market
import Platform

/// The broker behind the calls that make orders durable: ``JournaledExecution`` knows nothing else of it.
///
/// Lots and pieces, keys and numbers, the broker's codes: all of that ends here (docs/broker.md).
package struct TInvestVenue: VenueConnection {
    private let orders: TInvestOrders
    private let account: TInvestAccount
    private let directory: TInvestDirectory
    private let clock: any MarketClock

    package init(account: TInvestAccount, client: TInvestClient, directory: TInvestDirectory, clock: any MarketClock) {
        orders = TInvestOrders(account: account.id, client: client)
        self.account = account
        self.directory = directory
        self.clock = clock
    }

    package func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        do {
            // Nothing is sent yet, so that whatever fails here has done nothing.
            let listed = try await directory.instrument(instrument)
            let placed = try await orders.place(request, listed)
            guard placed.executed > .zero, placed.stages.isEmpty else {
                return venueOrder(placed, request.id, instrument, isOver: !request.type.canRest)
            }
            // The answer counts lots and does not name the trades.
            guard let state = try await orders.state(key: request.id.description) else {
                throw VenueError(.unclear, "the broker has executed lots of an order that it does not know yet")
            }
            return venueOrder(state, request.id, instrument, isOver: !request.type.canRest)
        } catch let error as VenueError {
            throw error
        } catch {
            throw VenueError(placing: error)
        }
    }

    package func cancel(_ order: OrderID) async throws(VenueError) {
        do {
            try await orders.cancel(key: order.description)
        } catch {
            throw VenueError(placing: error)
        }
    }

    package func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? {
        try await asked {
            guard let state = try await orders.state(key: id.description) else { return nil }
            let instrument = try await directory.instrument(uid: state.uid).id
            var isOver = false
            // Some ways of ending leave "partially filled" behind: what is not among the open ones is over.
            if state.status == .partiallyFilled {
                isOver = try await !orders.active().contains { $0.key == state.key }
            }
            return venueOrder(state, id, instrument, isOver: isOver)
        }
    }

    package func openOrders() async throws(VenueError) -> [VenueOrder] {
        try await asked {
            var open: [VenueOrder] = []
            for order in try await orders.active() {
                let instrument = try await directory.instrument(uid: order.uid).id
                open.append(venueOrder(order, Self.name(of: order), instrument, isOver: false))
            }
            return open
        }
    }

    /// In lots; pieces that make no whole lot are left out.
    package func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] {
        try await asked {
            let holdings = try await account.holdings()
            let averages = holdings.isEmpty ? [:] : try await account.averages()
            var positions: [InstrumentID: VenuePosition] = [:]
            for holding in holdings {
                let instrument = try await directory.instrument(uid: holding.uid)
                let lots = holding.pieces / instrument.lot
                guard lots != 0 else { continue }
                positions[instrument.id] = VenuePosition(lots: Lots(lots), average: averages[holding.uid] ?? .zero)
            }
            return positions
        }
    }

    /// A question that brought no answer says nothing, whatever the reason.
    private func asked<Value: Sendable>(_ question: () async throws -> Value) async throws(VenueError) -> Value {
        do {
            return try await question()
        } catch {
            throw VenueError(.unclear, "\(error)")
        }
    }

    /// Our own name, or for an order of another channel one that follows from its number.
    private static func name(of order: TInvestOrder) -> OrderID {
        OrderID(order.key)
            ?? OrderID(high: FNV1a.hash(Array("order \(order.number)".utf8)), low: FNV1a.hash(Array(order.number.utf8)))
    }

    private func venueOrder(_ order: TInvestOrder, _ id: OrderID, _ instrument: InstrumentID, isOver: Bool)
        -> VenueOrder
    {
        let time = order.time ?? clock.now
        let status: OrderStatus =
            switch order.status {
            case .filled: .filled
            case .cancelled: .cancelled
            case .rejected: .rejected
            case .new, .partiallyFilled: isOver ? .cancelled : .working
            }
        return VenueOrder(
            id: id,
            instrument: instrument,
            side: order.side,
            status: status,
            parts: parts(order, time),
            time: time
        )
    }

    /// The commission is told for the order: each part bears its share by value, the last one the rest.
    private func parts(_ order: TInvestOrder, _ time: Timestamp) -> [VenueOrder.Part] {
        let values = order.stages.map { Int128($0.price.nanos) * Int128($0.lots.count) }
        let whole = values.reduce(0, +)
        var left = order.commission
        return order.stages.enumerated().map { index, stage in
            var fee = left
            if index < order.stages.count - 1, whole > 0 {
                // To a billionth of a rouble, as the broker counts.
                fee = Money(attos: order.commission.attos / 1_000_000_000 * values[index] / whole * 1_000_000_000)
            }
            left -= fee
            return VenueOrder.Part(
                number: UInt64(stage.trade) ?? FNV1a.hash(Array(stage.trade.utf8)),
                price: stage.price,
                lots: stage.lots,
                fee: fee,
                time: stage.time ?? time
            )
        }
    }
}
