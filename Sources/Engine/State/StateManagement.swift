import Execution
import Market

/// All that trading remembers, in one place: orders and positions, what risk counts, what is planned for each instrument.
///
/// ``TradingOrchestrator`` decides and keeps nothing. While it runs, intents and reports go to the journal before they count; every few minutes a
/// ``Checkpoint`` is written, and a start goes on from the last one and the journal behind it.
final class StateManagement {
    /// Orders under way and positions.
    let execution: OrderExecution
    /// Nil where the configuration sets no limits.
    var risk: RiskManagement?
    /// By slot.
    var instruments: ContiguousArray<InstrumentState>
    /// Nil where every wish is one order at market.
    var route: OrderRoute?
    /// Nil where all instruments are traded all the time.
    var rotation: Rotation?
    /// Where halts, days and wishes are journalled; nil in a backtest.
    var journal: JournaledGateway?
    /// How long the stages of the last decision took; nil in a backtest.
    var times: StageTimes?
    /// Whether the session is over, or has not begun: wishes are kept and nothing is sent.
    var isSuspended = false
    /// Orders that may still be made.
    var ordersLeft: Int
    var orders = 0
    /// Positions that a stop has ended.
    var stops = 0
    /// Wishes that risk has cut or refused, by its reason.
    var refusals: [RiskManagement.Refusal: Int] = [:]
    /// Orders that the venue has refused, by its reason.
    var rejections: [ExecutionReport.Refusal: Int] = [:]
    /// The stops of trading, in order of time; of an engine that runs for years the first ``mostHalts``, all of them are in its journal.
    private(set) var halts: [Halt] = []

    init(
        _ execution: OrderExecution,
        _ risk: RiskManagement?,
        _ instruments: some Sequence<InstrumentState>,
        mostOrders: Int? = nil
    ) {
        self.execution = execution
        self.risk = risk
        self.instruments = ContiguousArray(instruments)
        ordersLeft = mostOrders ?? .max
    }

    private static let mostHalts = 10_000

    /// Takes note of a halt that is news: what rests and would open something is taken away.
    func note(_ halt: Halt?) {
        guard let halt else { return }
        if halts.count < Self.mostHalts { halts.append(halt) }
        journal?.note(.halted(halt))
        for index in instruments.indices { withdrawOpening(InstrumentSlot(index), at: halt.since) }
    }

    /// Asks for the end of resting orders that would make a position larger, or turn it round.
    func withdrawOpening(_ slot: InstrumentSlot, at now: Timestamp) {
        let index = slot.index
        let held = execution.held(slot).count
        /// Lots that may still be closed by what rests.
        var closing = Int64(held.magnitude)
        for place in instruments[index].quotes.indices {
            let quote = instruments[index].quotes[place]
            guard !quote.isCancelling else { continue }
            let lots = execution.remaining(quote.id).count
            if quote.side.sign * held < 0, lots <= closing {
                closing -= lots
            } else {
                instruments[index].quotes[place].isCancelling = true
                execution.cancel(quote.id, at: now)
            }
        }
    }

    // MARK: Over a restart

    /// What a restart needs.
    ///
    /// - Parameter record: of the journal; everything up to it has been booked here, and nothing behind it.
    func checkpoint(at now: Timestamp, _ mode: Checkpoint.Mode, record: UInt64) -> Checkpoint {
        let ledger = execution.ledger
        let counters = risk ?? RiskManagement(RiskLimits(), ledger.instruments)
        var checkpoint = Checkpoint(
            at: now,
            mode,
            record: record,
            ledger,
            counters.state,
            ContiguousArray(instruments.map { Checkpoint.Plan(target: $0.target, stop: $0.stop, givenUp: $0.stopped) }),
            capitalBase: counters.limits.capitalBase
        )
        checkpoint.monitored = ledger.instruments.facts.map(\.id)
        checkpoint.active = zip(checkpoint.monitored, instruments).filter { $0.1.isActive }.map(\.0)
        return checkpoint
    }

    /// Ends what a strategy wants, or all but what is kept, and writes it down: a restart does not enter it again either.
    func giveUp(_ slot: InstrumentSlot, keeping kept: Lots, at now: Timestamp) {
        instruments[slot.index].giveUp(keeping: kept)
        let wish = instruments[slot.index].stopped ?? kept
        journal?.note(.gaveUp(execution.instrument(slot), wish: wish, kept: kept, at: now))
    }

    /// Goes on from what was stored; to be called before the first event.
    ///
    /// What is held stays until a strategy wants something else: one that keeps silent after a restart closes nothing.
    func restore(_ restored: RestoredExecution, at now: Timestamp) {
        execution.restore(restored.ledger, at: now)
        risk?.restore(restored.riskState, restored.ledger)
        for index in instruments.indices {
            let plan = restored.plans[index]
            let target = plan.target ?? restored.ledger.positions[index].lots
            instruments[index].resume(target, plan.stop, givenUp: plan.givenUp)
        }
        for order in restored.ledger.openOrders where order.request.type.canRest {
            guard let price = order.request.type.limit else { continue }
            let quote = InstrumentState.Quote(id: order.id, side: order.request.side, price: price)
            instruments[order.request.slot.index].quotes.append(quote)
        }
    }
}
