package import Execution
package import Market
import Platform

/// What the broker holds against what the journal says, while the engine runs.
extension LiveEngine {
    /// Every minute, until it is cancelled, asks for what rests and compares positions.
    func comparePositions() async throws {
        guard let venue else { return }
        while true {
            try await clock.sleep(for: Self.comparisonInterval)
            words.append(.ordersOpened)
            inbox.wakeup.call()
            do throws(VenueError) {
                words.append(.compared(try await venue.positions()))
                inbox.wakeup.call()
            } catch {
                // No answer is no difference; the next minute asks again.
                log.debug("Positions could not be compared", ["error": error.detail])
            }
        }
    }

    private static let comparisonInterval = Duration.seconds(60)

    /// A difference that is the same twice, with no order under way, halts: only closing, until a person has looked.
    ///
    /// Once it may be a fill that the broker's own parts learn of at different times.
    package func compare(_ held: [InstrumentID: VenuePosition]) {
        let now = clock.now
        let ledger = run.state.execution.ledger
        var new: [InstrumentSlot: Lots] = [:]
        for index in ledger.instruments.facts.indices {
            let slot = InstrumentSlot(index)
            let theirs = held[ledger.instruments[slot].id]?.lots ?? .zero
            guard !run.state.execution.isBusy(slot), theirs != ledger[slot].lots else { continue }
            new[slot] = theirs
        }
        let same = new.filter { differences[$0] == $1 }.keys.sorted { $0.index < $1.index }
        differences = new
        guard !same.isEmpty else { return }
        let words = same.prefix(5).map { slot in
            let own = LotScale.units(ledger[slot].lots)
            return "\(ledger.instruments[slot].id): \(own) reckoned, \(LotScale.units(new[slot] ?? .zero)) held"
        }
        raise(
            Halt(
                .mismatch,
                .reduceOnly,
                until: .person,
                who: "comparison",
                why: words.joined(separator: "; "),
                since: now
            )
        )
        inbox.wakeup.call()
    }

    /// Their fills may have been told while nobody could hear it.
    func askForWorking(at now: Timestamp) {
        for order in run.state.execution.ledger.openOrders where order.status == .working { ask(order.id, at: now) }
    }

    func ask(_ id: OrderID, at now: Timestamp) {
        guard venue != nil, let order = run.state.execution.ledger.order(id), order.status != .sent else {
            return
        }
        gateway.ask(about: id, of: order.request.slot, at: now)
    }
}
