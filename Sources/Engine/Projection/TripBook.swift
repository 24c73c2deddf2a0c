import Execution
package import Market
package import Store

/// Positions from their opening to their close, followed fill by fill: a value, without a clock.
package struct TripBook: Sendable {
    private struct Open {
        let number: Int64
        let side: Side
        let openedAt: Timestamp
        /// What the instrument had brought before it, fees taken off.
        let base: Money
        var most: Lots
        var entry: Price?
        var isTold = false
    }

    private let table: InstrumentTable
    private var open: ContiguousArray<Open?>
    private var closed: [EngineTrip] = []
    private var lastNumber: Int64 = 0

    package init(_ table: InstrumentTable) {
        self.table = table
        open = ContiguousArray(repeating: nil, count: table.count)
    }

    /// Goes on after a restart.
    ///
    /// A position that nobody has followed yet begins now; one that is gone was closed meanwhile.
    ///
    /// - Parameters:
    ///   - kept: those that were open when they were followed last.
    ///   - gains: what the open position of each slot has brought so far, fees taken off.
    package init(
        _ table: InstrumentTable,
        kept: [EngineTrip],
        _ positions: ContiguousArray<Position>,
        gains: ContiguousArray<Money>,
        at now: Timestamp
    ) {
        self.init(table)
        lastNumber = kept.map(\.number).max() ?? 0
        for index in positions.indices {
            let slot = InstrumentSlot(index)
            let position = positions[index]
            guard let side = position.side else { continue }
            let known = kept.last { $0.instrument == name(slot) && $0.side == side }
            open[index] = Open(
                number: known?.number ?? nextNumber(at: now),
                side: side,
                openedAt: known?.openedAt ?? now,
                base: known?.base ?? position.net - gains[index],
                most: max(position.size, known.map { LotScale.parts($0.mostLots) } ?? .zero),
                entry: position.averagePrice(lotValue: table[slot].lotValue),
                isTold: known?.isTold ?? false
            )
        }
        let numbers = Set(open.compactMap { $0?.number })
        for var trip in kept where !numbers.contains(trip.number) {
            if let index = table.facts.firstIndex(where: { $0.id.secid.text == trip.instrument }) {
                // Where another has begun meanwhile its part is in it as well; nobody can tell them apart.
                if positions[index].isFlat { trip.gain = positions[index].net - trip.base }
            }
            trip.closedAt = now
            trip.lots = 0
            closed.append(trip)
        }
    }

    /// A fill that was booked; the position is the one after it.
    package mutating func booked(_ fill: Fill, _ position: Position, at now: Timestamp) {
        let index = fill.slot.index
        let lotValue = table[fill.slot].lotValue
        if let trip = open[index] {
            guard position.side != trip.side else {
                open[index]?.most = max(trip.most, position.size)
                open[index]?.entry = position.averagePrice(lotValue: lotValue)
                return
            }
            close(trip, fill, position, at: now)
            open[index] = nil
        }
        guard let side = position.side else { return }
        // A fill that has turned a position round has paid its fee for the one before.
        let isTurn = position.size < fill.lots
        open[index] = Open(
            number: nextNumber(at: now),
            side: side,
            openedAt: now,
            base: isTurn ? position.net : position.net + fill.fee,
            most: position.size,
            entry: position.averagePrice(lotValue: lotValue)
        )
    }

    /// Those that are open, as they stand.
    ///
    /// - Parameters:
    ///   - mark: the middle of the market.
    ///   - stop: where a position is given up.
    package func standing(
        _ positions: ContiguousArray<Position>,
        mark: (InstrumentSlot) -> Price?,
        stop: (InstrumentSlot) -> Price?
    ) -> [EngineTrip] {
        open.indices.compactMap { index in
            guard let trip = open[index] else { return nil }
            let slot = InstrumentSlot(index)
            let position = positions[index]
            let mark = mark(slot) ?? trip.entry
            let unrealised = mark.map { position.unrealised(at: $0, lotValue: table[slot].lotValue) } ?? .zero
            return EngineTrip(
                number: trip.number,
                instrument: name(slot),
                side: trip.side,
                openedAt: trip.openedAt,
                lots: LotScale.units(position.size),
                mostLots: LotScale.units(trip.most),
                entry: trip.entry,
                mark: mark,
                stop: stop(slot),
                gain: position.net - trip.base + unrealised,
                base: trip.base,
                isTold: trip.isTold
            )
        }
    }

    /// Those that were closed since the last call, in their order.
    package mutating func takeClosed() -> [EngineTrip] {
        defer { closed.removeAll() }
        return closed
    }

    /// The instrument of an open one; nil where it is open no more.
    package func slot(of number: Int64) -> InstrumentSlot? {
        open.firstIndex { $0?.number == number }.map { InstrumentSlot($0) }
    }

    // MARK: Inner

    private mutating func close(_ trip: Open, _ fill: Fill, _ position: Position, at now: Timestamp) {
        closed.append(
            EngineTrip(
                number: trip.number,
                instrument: name(fill.slot),
                side: trip.side,
                openedAt: trip.openedAt,
                closedAt: now,
                lots: 0,
                mostLots: LotScale.units(trip.most),
                entry: trip.entry,
                mark: fill.price,
                stop: nil,
                gain: position.net - trip.base,
                base: trip.base,
                isTold: trip.isTold
            )
        )
    }

    private mutating func nextNumber(at now: Timestamp) -> Int64 {
        lastNumber = max(lastNumber + 1, now.milliseconds)
        return lastNumber
    }

    private func name(_ slot: InstrumentSlot) -> String { table[slot].id.secid.text }
}

extension Position {
    /// What closed parts have brought, fees taken off.
    fileprivate var net: Money { realised - fees }

    /// How much is held, whichever way.
    fileprivate var size: Lots { Lots(Int64(lots.count.magnitude)) }
}

extension LotScale {
    /// Of what ``units(_:)`` has made of them.
    fileprivate static func parts(_ units: Double) -> Lots { Lots(Int64((units * Double(perLot)).rounded())) }
}
