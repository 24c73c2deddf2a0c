import Execution
import Market

/// A person has a position closed, or half of it: what is under way is taken away, then the rest goes at market.
///
/// A value; like ``KillSwitch`` it goes on until it is done, since cancelling takes time and an order may fill on its way out.
struct PositionReduction: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        case goesOn, done
        /// The venue did not let it happen in time.
        case givenUp
    }

    let slot: InstrumentSlot
    /// The side of the position.
    let side: Side
    /// What stays, above or equal to zero.
    let kept: Lots
    private let deadline: Timestamp
    private var lastTry: Timestamp?

    /// Long enough for a broker that is slow to cancel.
    private static let patience = Duration.seconds(30)
    private static let retryInterval = Duration.seconds(2)

    init(_ slot: InstrumentSlot, _ side: Side, keeping kept: Lots, at now: Timestamp) {
        self.slot = slot
        self.side = side
        self.kept = kept
        deadline = now + Self.patience
    }

    /// The half of a position that stays, in whole lots where it is held in whole lots; nil where there is none.
    static func half(of held: Lots) -> Lots? {
        let size = Int64(held.count.magnitude)
        let half = size % LotScale.perLot == 0 ? size / LotScale.perLot / 2 * LotScale.perLot : size / 2
        return half > 0 ? Lots(half) : nil
    }

    /// Sends what is missing; to be called after reports and at least every second.
    mutating func proceed(_ execution: OrderExecution, at now: Timestamp) -> Outcome {
        let position = execution.position(of: slot)
        let size = Int64(position.lots.count.magnitude)
        guard position.side == side, size > kept.count else {
            return execution.isBusy(slot) ? wait(execution, at: now) : .done
        }
        if execution.isBusy(slot) { return wait(execution, at: now) }
        guard now < deadline else { return .givenUp }
        if let lastTry, lastTry.duration(to: now) < Self.retryInterval { return .goesOn }
        lastTry = now
        execution.send(slot, side.opposite, Lots(size - kept.count), .market, purpose: .flatten, at: now)
        return .goesOn
    }

    /// Orders that rest are asked to go; those that were sent at market end by themselves.
    private func wait(_ execution: OrderExecution, at now: Timestamp) -> Outcome {
        guard now < deadline else { return .givenUp }
        for order in execution.ledger.openOrders where order.request.slot == slot && order.request.type.canRest {
            execution.cancel(order.id, at: now)
        }
        return .goesOn
    }
}
