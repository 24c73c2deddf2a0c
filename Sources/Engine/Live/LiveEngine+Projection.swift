import Execution
import Market
import Store

/// What it shows of itself: once a second, into a place from which others write it down.
extension LiveEngine {
    /// At most as often as a person looks.
    private static let projectionInterval = Duration.seconds(1)

    func project(at now: Timestamp) {
        guard let projection, now >= nextProjection else { return }
        nextProjection = now + Self.projectionInterval
        let execution = run.state.execution
        let ledger = execution.ledger
        let open =
            run.trips?.standing(
                ledger.positions,
                mark: { self.run.mid($0) },
                stop: { self.run.state.instruments[$0.index].stop?.price }
            ) ?? []
        projection.put(reading(ledger, at: now), open: open, closed: run.trips?.takeClosed() ?? [])
    }

    private func reading(_ ledger: OrderLedger, at now: Timestamp) -> EngineReading {
        var reading = EngineReading(
            isSuspended ? .resting : .running,
            at: now,
            strategy: plan.trading.strategy.name.rawValue,
            instruments: plan.trading.instruments.map { $0.facts.id.secid.text }
        )
        reading.startedAt = startedAt
        reading.account = account
        reading.reserve = reserve
        if let risk = run.state.risk {
            reading.dayGain = .zero - risk.lossToday
            reading.totalGain = risk.equity
            reading.halts = risk.halts.all.map(EngineReading.StandingHalt.init)
        }
        // What rests at once is a few; a strategy gone wild must not fill the store.
        reading.orders = ledger.openOrders.prefix(100).map { order in
            EngineReading.WorkingOrder(
                id: "\(order.id)",
                instrument: ledger.instruments[order.request.slot].id.secid.text,
                side: order.request.side,
                lots: LotScale.units(order.request.lots),
                filled: LotScale.units(order.filled),
                price: order.request.type.limit,
                status: "\(order.status)",
                sentAt: order.sentAt
            )
        }
        reading.clockSkew = clockSkew
        reading.replayDifference = replayDifference
        reading.wideSpreads = wideSpreads
        let counts = counts
        reading.books = counts.books
        reading.orderCount = counts.orders
        reading.fillCount = counts.fills
        return reading
    }
}
