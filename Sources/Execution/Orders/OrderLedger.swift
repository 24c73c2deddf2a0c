package import Market

/// The house's orders and positions as its venue has reported them: a value that only reports change.
///
/// Open orders alone are kept where every event looks; an ended one moves to a bounded memory, so that the hundred-thousandth order costs
/// what the first did.
package struct OrderLedger: Sendable {
    /// What a report changed.
    package enum Change: Hashable, Sendable {
        /// Nothing that was not known.
        case none
        case accepted
        /// Lots traded; `gain` is what a closed part brought, nil where none was closed.
        case filled(Fill, gain: Money?)
        case ended(OrderStatus)
        /// Nobody knows how the order stands; it is asked for until somebody does.
        case becameUnknown
        /// A cancellation was refused: the order's own reports say why.
        case cancelRefused
        /// The venue speaks of an order that the house never journalled; its fills are booked all the same.
        case stranger
    }

    /// What tells a fill that is reported twice from a second one.
    struct FillKey: Hashable, Sendable {
        let order: OrderID
        let number: UInt64

        /// As an order's name: the number only tells its fills apart.
        func _rawHashValue(seed: Int) -> Int {
            order._rawHashValue(seed: seed) ^ Int(truncatingIfNeeded: number &* 0x9E37_79B9_7F4A_7C15)
        }
    }

    package let instruments: InstrumentTable
    package private(set) var positions: ContiguousArray<Position>
    private var open: [OrderID: Order] = [:]
    private var recent: Remembered<OrderID, Order>
    private var booked: Remembered<FillKey, FillKey>
    /// Lots of open orders that may still trade.
    private var openBuys: ContiguousArray<Int64>
    private var openSells: ContiguousArray<Int64>
    private var unknown: ContiguousArray<Int>
    /// Orders that the venue had denied and has reported after all, and that nobody has taken note of yet.
    private(set) var revived: [OrderID] = []

    /// - Parameter mostRemembered: ended orders, and fills, that a late or repeated report still finds.
    package init(_ instruments: InstrumentTable, mostRemembered: Int = 4_096) {
        self.instruments = instruments
        positions = ContiguousArray(repeating: Position(), count: instruments.count)
        recent = Remembered(most: mostRemembered)
        booked = Remembered(most: mostRemembered)
        openBuys = ContiguousArray(repeating: 0, count: instruments.count)
        openSells = openBuys
        unknown = ContiguousArray(repeating: 0, count: instruments.count)
    }

    package var openCount: Int { open.count }
    /// In the order of their names, since a dictionary's order changes from run to run.
    package var openOrders: [Order] { open.values.sorted { ($0.sentAt, $0.id) < ($1.sentAt, $1.id) } }
    /// Ended ones that are remembered, oldest first.
    package var recentOrders: [Order] { recent.all }

    package subscript(slot: InstrumentSlot) -> Position { positions[slot.index] }

    package func order(_ id: OrderID) -> Order? { open[id] ?? recent[id] }

    /// Fills that are remembered, oldest first.
    var bookedFills: [FillKey] { booked.all }

    /// Lots of open orders on a side, each of which may yet trade.
    package func openLots(_ slot: InstrumentSlot, _ side: Side) -> Lots {
        Lots(side == .buy ? openBuys[slot.index] : openSells[slot.index])
    }

    /// Whether an order's fate is unknown: until it is settled, the position is too.
    package func isUncertain(_ slot: InstrumentSlot) -> Bool { unknown[slot.index] > 0 }

    /// What all closed parts and all fees have made, without what is open.
    package var realised: Money { positions.reduce(.zero) { $0 + $1.realised - $1.fees } }

    // MARK: Changes

    mutating func takeRevived() -> [OrderID] {
        defer { revived = [] }
        return revived
    }

    /// Notes an intent; to be called before anything is sent.
    ///
    /// - Returns: False for a name that is known already: it must not be sent again.
    package mutating func note(_ request: OrderRequest, at now: Timestamp) -> Bool {
        guard open[request.id] == nil, recent[request.id] == nil else { return false }
        open[request.id] = Order(request, sentAt: now)
        count(request.side, request.slot, request.lots.count)
        return true
    }

    /// Takes over a position from a snapshot.
    package mutating func adopt(_ position: Position, of slot: InstrumentSlot) {
        positions[slot.index] = position
    }

    /// Takes over what the venue holds where it is not what was reckoned: gains and fees stay, the open lots are those of the venue.
    package mutating func adopt(_ lots: Lots, average: Price, of slot: InstrumentSlot) {
        let old = positions[slot.index]
        let cost = instruments[slot].value(of: Lots(Int64(clamping: lots.count.magnitude)), at: average)
        positions[slot.index] = Position(lots: lots, cost: cost, realised: old.realised, fees: old.fees)
    }

    package mutating func apply(_ report: ExecutionReport) -> Change {
        reopen(for: report)
        switch report.event {
        case .accepted: return become(.working, report)
        case .rejected(.duplicate):
            // The first of that name may well be alive: only the venue's answer to a question can tell.
            return become(.unknown, report)
        case .rejected: return become(.rejected, report)
        case .filled(let fill): return book(fill)
        case .cancelled: return become(.cancelled, report)
        case .cancelRefused: return .cancelRefused
        case .noAnswer: return become(.unknown, report)
        case .state(let status, let filled): return settle(status, filled: filled, report)
        }
    }

    /// Takes over what a checkpoint holds: orders, ended ones oldest first, and the fills that were booked.
    mutating func restore(_ orders: [Order], _ fills: [FillKey]) {
        for order in orders {
            guard !order.status.isFinal else {
                recent.set(order.id, order)
                continue
            }
            open[order.id] = order
            count(order.request.side, order.request.slot, max(0, order.remaining.count))
            if order.status == .unknown { unknown[order.request.slot.index] += 1 }
        }
        for fill in fills { booked.set(fill, fill) }
    }

    // MARK: Inner

    /// An order that the venue said it never had, and that it reports now after all: the request was slow, not lost.
    private mutating func reopen(for report: ExecutionReport) {
        guard var order = recent[report.order], order.status == .neverArrived else { return }
        switch report.event {
        case .accepted, .filled, .cancelled, .state(.working, _), .state(.filled, _): break
        case .rejected, .cancelRefused, .noAnswer, .state: return
        }
        order.revive(at: report.exchangeTime)
        recent.remove(order.id)
        open[order.id] = order
        revived.append(order.id)
        count(order.request.side, order.request.slot, order.remaining.count)
    }

    private mutating func become(_ status: OrderStatus, _ report: ExecutionReport) -> Change {
        guard var order = open[report.order] else { return recent[report.order] == nil ? .stranger : .none }
        // A first answer that comes after a later one says nothing new.
        if status == .working, order.status == .working { return .none }
        let wasUnknown = order.status == .unknown
        if status == .unknown, wasUnknown { return .none }
        order.become(status, at: report.exchangeTime)
        unknown[order.request.slot.index] += (status == .unknown ? 1 : 0) - (wasUnknown ? 1 : 0)
        guard status.isFinal else {
            open[report.order] = order
            return status == .unknown ? .becameUnknown : .accepted
        }
        end(order)
        return .ended(status)
    }

    /// What the venue answered when it was asked.
    private mutating func settle(_ status: OrderStatus, filled: Lots, _ report: ExecutionReport) -> Change {
        guard let order = open[report.order] else { return recent[report.order] == nil ? .stranger : .none }
        // Fills that are still under way come with prices of their own; until then it is not over.
        guard filled <= order.filled else { return become(.unknown, report) }
        return become(status, report)
    }

    private mutating func book(_ fill: Fill) -> Change {
        let key = FillKey(order: fill.order, number: fill.number)
        guard booked[key] == nil else { return .none }
        booked.set(key, key)
        let facts = instruments[fill.slot]
        let gain = positions[fill.slot.index].apply(fill, lotValue: facts.lotValue)
        let value = facts.value(of: fill.lots, at: fill.price)
        if var order = open[fill.order] {
            let wasUnknown = order.status == .unknown
            // Of an order that is filled over its size only its size was counted.
            count(fill.side, fill.slot, -min(fill.lots.count, max(0, order.remaining.count)))
            order.fill(fill, value: value)
            if wasUnknown { unknown[fill.slot.index] -= 1 }
            if order.status.isFinal { end(order) } else { open[fill.order] = order }
        } else if var order = recent[fill.order] {
            // The fill overtook, or was overtaken by, the report of the end.
            order.fill(fill, value: value)
            recent.set(fill.order, order)
        } else {
            return .stranger
        }
        return .filled(fill, gain: gain)
    }

    private mutating func end(_ order: Order) {
        open[order.id] = nil
        count(order.request.side, order.request.slot, -max(0, order.remaining.count))
        recent.set(order.id, order)
    }

    private mutating func count(_ side: Side, _ slot: InstrumentSlot, _ lots: Int64) {
        if side == .buy { openBuys[slot.index] += lots } else { openSells[slot.index] += lots }
    }
}
