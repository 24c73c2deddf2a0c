package import Market

/// Cancels everything, closes every position and lets nothing new through: one call, whoever pulls it.
///
/// Cancelling takes time, and an order may fill on its way out. So a position is closed only when the instrument has no order left whose
/// fate is open, and ``proceed(_:at:)`` goes on until all is flat. A refused order is tried again, no more often than the interval.
package struct KillSwitch: Sendable {
    package private(set) var isPulled = false
    private let retryInterval: Duration
    private var lastTry: ContiguousArray<Timestamp?>

    package init(_ instruments: InstrumentTable, retryInterval: Duration = .seconds(2)) {
        self.retryInterval = retryInterval
        lastTry = ContiguousArray(repeating: nil, count: instruments.count)
    }

    /// Positions are closed by ``proceed(_:at:)``, to be called once the halt has been journalled.
    ///
    /// - Returns: The halt; nil when it was in force already.
    package mutating func pull(
        _ execution: OrderExecution,
        _ risk: inout RiskManagement,
        who: String,
        why: String,
        at now: Timestamp
    ) -> Halt? {
        isPulled = true
        let halt = risk.raise(Halt(.killSwitch, .stopped, until: .person, who: who, why: why, since: now))
        execution.cancelAll(at: now)
        return halt
    }

    /// Goes on after a restart: what was to be closed still is.
    package mutating func resumePull() {
        isPulled = true
    }

    /// Sends what is missing; to be called after reports and at least every second while the switch is pulled.
    ///
    /// - Returns: Whether everything is flat and nothing is open: the switch has done its work.
    @discardableResult
    package mutating func proceed(_ execution: OrderExecution, at now: Timestamp) -> Bool {
        guard isPulled else { return true }
        var isDone = true
        for index in lastTry.indices {
            let slot = InstrumentSlot(index)
            let position = execution.ledger[slot]
            let isBusy = execution.isBusy(slot)
            guard let side = position.side else {
                if isBusy {
                    isDone = false
                    cancelOrders(of: slot, execution, at: now)
                }
                continue
            }
            isDone = false
            if isBusy {
                cancelOrders(of: slot, execution, at: now)
                continue
            }
            if let last = lastTry[index], now - last < retryInterval { continue }
            let lots = Lots(Int64(position.lots.count.magnitude))
            lastTry[index] = now
            execution.send(slot, side.opposite, lots, .market, purpose: .flatten, at: now)
        }
        if isDone { isPulled = false }
        return isDone
    }

    /// Also of orders that were open before a restart, and of those that came to the venue after the switch was pulled.
    private func cancelOrders(of slot: InstrumentSlot, _ execution: OrderExecution, at now: Timestamp) {
        for order in execution.ledger.openOrders
        where order.request.slot == slot && order.request.purpose != .flatten {
            execution.cancel(order.id, at: now)
        }
    }
}
