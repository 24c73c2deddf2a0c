import Execution
import Market

/// A gateway whose word to cancel gets lost on its way so many times.
final class LossyGateway: OrderGateway {
    private let inner: any OrderGateway
    private var losses: Int
    /// Also those that got lost.
    private(set) var cancellations: [OrderID] = []

    init(_ inner: any OrderGateway, losing losses: Int) {
        self.inner = inner
        self.losses = losses
    }

    func submit(_ request: OrderRequest, at now: Timestamp) { inner.submit(request, at: now) }

    func cancel(_ order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        cancellations.append(order)
        guard losses == 0 else {
            losses -= 1
            return
        }
        inner.cancel(order, of: slot, at: now)
    }

    func ask(about order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        inner.ask(about: order, of: slot, at: now)
    }

    func nextReport(until now: Timestamp) -> ExecutionReport? { inner.nextReport(until: now) }
}
