import Analytics
import Execution
import Market

/// Everything that is made of the events of a feed: books, venue, orders and money; the same in a backtest, on paper and with a broker.
///
/// An object whose parts are constants: of a value's parts the compiler counts a reference around each call, because the value might be
/// replaced meanwhile.
final class EngineRun {
    private let plan: BacktestPlan
    private let books: BookTable
    private let venue: PaperVenue
    private let execution: OrderExecution
    let state: StateManagement
    private let orchestrator: TradingOrchestrator
    private var tallies: ContiguousArray<InstrumentTally>
    private var account: BacktestAccount
    private var clock = Timestamp(nanoseconds: .min)
    /// In nanoseconds, for each event adds it.
    private let feedDelay: Int64
    /// Whether reports come from the paper venue and nothing lies between.
    private let isDirect: Bool
    /// Whether a point of the curve and every closed trade are kept, which a run of days has no use for.
    private let keepsHistory: Bool
    /// When the next date begins in Moscow, and perhaps with it the trading day by which risk counts.
    private var nextDay = Timestamp(nanoseconds: .min)
    private var indexBook = OrderBook(levelCount: OrderBook.engineLevels)
    /// Events of instruments that the plan does not name.
    private var foreignEvents = 0
    /// One per book that was decided on; nil where nobody asked for it.
    private(set) var decisions: ContiguousArray<StrategyWish>?
    /// Positions from their opening to their close; nil where nobody follows them.
    var trips: TripBook?
    /// Instruments of which something is held.
    private var held = 0

    /// - Parameters:
    ///   - ids: names of its orders.
    ///   - gateway: where orders go; the paper venue itself by default.
    init(
        _ plan: BacktestPlan,
        recordsDecisions: Bool = false,
        keepsHistory: Bool = true,
        ids: OrderIDSequence = OrderIDSequence(seed: 0),
        through gateway: (PaperVenue, InstrumentTable) -> any OrderGateway = { venue, _ in venue }
    ) {
        self.plan = plan
        self.keepsHistory = keepsHistory
        decisions = recordsDecisions ? [] : nil
        feedDelay = plan.latency.feed.nanoseconds
        let table = InstrumentTable(plan.instruments.map(\.facts))
        books = BookTable(count: table.count, levelCount: OrderBook.engineLevels)
        var options = PaperOptions()
        options.fees = plan.fees
        options.latency = plan.latency
        options.queue = plan.queue
        // Its days come one by one, with the first event of each.
        if plan.venueHours != nil { options.phases = PhaseSchedule(beginning: .ended, []) }
        venue = PaperVenue(table, books: plan.fillsAtTouch ? TouchBooks(books) : books, options: options)
        let way = gateway(venue, table)
        isDirect = way === venue
        execution = OrderExecution(table, way, ids: ids)
        let risk = plan.limits.map { RiskManagement($0.scaled(by: LotScale.perLot), table) }
        let rotation = plan.rotation.map { Rotation($0, table) }
        let states = plan.instruments.enumerated().map { index, instrument in
            var state = InstrumentState(plan.strategy.made(), instrument.facts.priceStep)
            state.gap = plan.gap.map { FeedGap($0) }
            state.swap = plan.swap.map { SwapState($0) }
            state.moves = plan.usesStops ? MidMoves() : nil
            state.isActive = rotation?.isActiveAtFirst(index) ?? true
            state.allowsShort = plan.allowsShort
            state.refusalPause = plan.refusalPause
            return state
        }
        state = StateManagement(execution, risk, states, mostOrders: plan.mostOrders)
        state.route = plan.route
        state.rotation = rotation
        state.journal = way as? JournaledGateway
        orchestrator = TradingOrchestrator(state: state)
        tallies = ContiguousArray(plan.instruments.map { InstrumentTally($0) })
        account = BacktestAccount(facts: table.facts, start: plan.capital ?? .zero)
    }

    /// What has come of it so far.
    func result(isPartial: Bool, events: Int, skipped: SkippedLines) -> BacktestResult {
        BacktestResult(
            isPartial: isPartial,
            plan: plan,
            events: events,
            foreignEvents: foreignEvents,
            state: state,
            skipped: skipped,
            account: account,
            tallies: tallies
        )
    }

    /// The middle of an instrument's market; nil while a side is empty.
    func mid(_ slot: InstrumentSlot) -> Price? { books[slot].mid }

    /// Since the start of the run.
    var fills: Int { account.fills }

    // MARK: Events

    /// One event before the window: it changes the book, and nobody acts on it.
    func look(at event: MarketEvent, of feed: inout some MarketFeed) {
        guard event.slot.index < tallies.count, case .book = event.kind else { return }
        feed.apply(to: &books[event.slot])
    }

    /// When the house learns of what the clock shows.
    private var seen: Timestamp { Timestamp(nanoseconds: clock.nanoseconds.saturatingSum(feedDelay)) }

    /// One event: what arrived before it meets the old book, then the book changes, then the strategy decides.
    func process(_ event: MarketEvent, of feed: inout some MarketFeed) {
        let slot = event.slot
        guard slot.index < tallies.count else { return takeForeign(event, of: &feed) }
        if let times = state.times { times.begin() }
        // A time that goes back is counted; the clock never does.
        clock = max(clock, event.time)
        venue.advance(to: clock)
        if clock >= nextDay { rollDay() }
        if clock >= nextVerdict { followHours() }
        if plan.rotation != nil { orchestrator.rotate(at: clock) }
        switch event.kind {
        case .trade:
            venue.traded(slot, event.price, event.lots, aggressor: event.aggressor, at: clock)
            state.instruments[slot.index].traded(event)
            tallies[slot.index].integrity.check(event)
            takeReports(until: seen)
        case .book:
            feed.apply(to: &books[slot])
            venue.bookChanged(slot, at: clock)
            decide(slot, event)
        }
    }

    /// Of the volatility index each price is a reading; all else is left out.
    private func takeForeign(_ event: MarketEvent, of feed: inout some MarketFeed) {
        guard plan.volatilityIndex != nil, event.slot.index == tallies.count else {
            foreignEvents += 1
            return
        }
        clock = max(clock, event.time)
        var price: Price? = event.price
        if case .book = event.kind {
            feed.apply(to: &indexBook)
            price = indexBook.mid
        }
        // Of an index in percent; a book that lacks a side says nothing.
        guard let price else { return }
        state.note(state.risk?.observe(volatility: Double(price.nanos) / 1e11, at: seen))
    }

    private func decide(_ slot: InstrumentSlot, _ event: MarketEvent) {
        let now = seen
        execution.checkAnswers(at: now)
        takeReports(until: now)
        let bid = books[slot].bids.first
        let ask = books[slot].asks.first
        tallies[slot.index].integrity.check(event, bid, ask)
        // The one copy of the book, for the strategy alone; it is gone before the book changes again.
        let view = MarketView(
            book: books[slot],
            time: now,
            position: execution.held(slot),
            priceStep: state.instruments[slot.index].priceStep,
            signal: event.signal
        )
        if let times = state.times { times.end(.features) }
        let wish = orchestrator.processMarketTick(slot, view)
        if let times = state.times { times.end(.risk) }
        decisions?.append(wish)
        takeReports(until: now)
        account.mark(slot, execution.held(slot), bid, ask)
        orchestrator.mark(slot, bid, ask, at: now)
        if keepsHistory { account.record(at: clock, isExposed: held > 0) }
    }

    /// Between two events of the market: asks where answers are missing, and books what a broker has reported.
    func poll(at now: Timestamp) {
        clock = max(clock, now)
        execution.checkAnswers(at: clock)
        takeReports(until: clock)
    }

    /// Whether the exchange takes orders of an instrument; what rests on paper stays and is not filled.
    func setOpen(_ isOpen: Bool, _ slot: InstrumentSlot, at now: Timestamp) {
        clock = max(clock, now)
        venue.setPhase(isOpen ? nil : .pause, of: slot, at: clock)
    }

    /// What happened meanwhile is not known: signals wait until books have come again, and what rests is taken away.
    func lostFeed(at now: Timestamp) {
        clock = max(clock, now)
        for index in state.instruments.indices { state.instruments[index].gap?.reconnected() }
        execution.cancelAll(at: clock)
    }

    /// What the source of the data has to be asked for, now that it is there again: of each instrument with a gap its number and the span.
    func askForMissed(at now: Timestamp) -> [(slot: InstrumentSlot, gap: Int, span: Range<Timestamp>)] {
        clock = max(clock, now)
        return state.instruments.indices.compactMap { index in
            guard let span = state.instruments[index].gap?.ask(at: clock), let gap = state.instruments[index].gap
            else { return nil }
            return (InstrumentSlot(index), gap.count, span)
        }
    }

    /// What was missed: strategies hear of the trades; venue and books do not, for nothing rested meanwhile.
    ///
    /// - Returns: How many trades were taken in.
    func backfill(_ slot: InstrumentSlot, gap: Int, _ backfill: Backfill) -> Int {
        let index = slot.index
        switch backfill {
        case .notOffered:
            state.instruments[index].gap?.notOffered(gap: gap)
            return 0
        case .trades(let trades, let isWhole):
            guard state.instruments[index].gap?.answered(gap: gap, isWhole: isWhole) ?? false else { return 0 }
            for trade in trades { state.instruments[index].traded(trade.event(of: slot)) }
            return trades.count
        }
    }

    private func takeReports(until now: Timestamp) {
        // Nearly always there is none, and handing on that there is none costs more than to ask first.
        if isDirect { guard let next = venue.nextReceipt, next <= now else { return } }
        while let (slot, fill, gain) = orchestrator.updateOpenPositions(until: now) {
            guard let fill else { continue }
            let held = execution.held(slot)
            account.book(fill)
            trips?.booked(fill, execution.position(of: slot), at: now)
            account.mark(slot, held, books[slot].bids.first, books[slot].asks.first)
            if keepsHistory { tallies[slot.index].add(fill, gain: gain) }
            let wasFlat = held.count == fill.side.sign * fill.lots.count
            if wasFlat != (held == .zero) { self.held += wasFlat ? 1 : -1 }
        }
    }

    /// What the session's clock says now; nil where the plan has none.
    private(set) var session: StrategyHours.Verdict?
    private var nextVerdict = Timestamp(nanoseconds: .min)

    private func followHours() {
        if let notBefore = plan.notBefore, clock < notBefore {
            (state.isSuspended, nextVerdict) = (true, notBefore)
            return
        }
        guard let window = plan.session else {
            (state.isSuspended, nextVerdict) = (false, Timestamp(nanoseconds: .max))
            return
        }
        let verdict = window.verdict(at: clock)
        session = verdict
        nextVerdict = verdict.end
        if case .suspended = verdict { state.isSuspended = true } else { state.isSuspended = false }
    }

    private func rollDay() {
        let date = MoscowTime.date(of: clock)
        if let hours = plan.venueHours { venue.follow(hours.changes(of: date)) }
        let day = plan.tradingDays?.day(of: date) ?? date
        // A weekend session has begun Monday: there is nothing to roll then.
        if let risk = state.risk, risk.state.day.map({ $0 < day }) ?? true {
            state.journal?.note(.day(day, equity: risk.equity))
            _ = state.risk?.roll(to: day)
        }
        nextDay = MoscowTime.instant(date.adding(days: 1), .midnight)
    }
}
