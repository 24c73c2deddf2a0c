import Execution
import Market

/// Plays a feed through strategies and a paper venue, on the events' time alone: two runs give the same result.
package struct Backtest {
    private let plan: BacktestPlan
    private var feed: any MarketFeed
    private let books: BookTable
    private let venue: PaperVenue
    private var orchestrator: TradingOrchestrator
    private var states: ContiguousArray<InstrumentState>
    private var tallies: ContiguousArray<InstrumentTally>
    private var account: BacktestAccount
    private var clock = Timestamp(nanoseconds: .min)
    /// In nanoseconds, for each event adds it.
    private let feedDelay: Int64
    /// When the next date begins in Moscow, and with it what risk counts by the day.
    private var nextDay = Timestamp(nanoseconds: .min)
    /// Events of the feed so far, those before the plan's window too.
    private var eventsRead = 0
    private var foreignEvents = 0
    /// One per book that was decided on; nil where nobody asked for it.
    private(set) package var decisions: ContiguousArray<StrategyWish>?
    /// Instruments of which something is held.
    private var held = 0

    /// - Parameters:
    ///   - feed: made with the plan's instruments in its first slots.
    ///   - recordsDecisions: whether every wish of the strategies is kept.
    package init(_ plan: BacktestPlan, _ feed: any MarketFeed, recordsDecisions: Bool = false) {
        self.plan = plan
        self.feed = feed
        decisions = recordsDecisions ? [] : nil
        feedDelay = plan.latency.feed.nanoseconds
        let table = InstrumentTable(plan.instruments.map(\.facts))
        books = BookTable(count: table.count, levelCount: OrderBook.engineLevels)
        var options = PaperOptions()
        options.fees = plan.fees
        options.latency = plan.latency
        options.queue = plan.queue
        venue = PaperVenue(table, books: plan.fillsAtTouch ? TouchBooks(books) : books, options: options)
        let execution = OrderExecution(table, venue, ids: OrderIDSequence(seed: 0))
        let risk = plan.limits.map { RiskManagement($0.scaled(by: LotScale.perLot), table) }
        orchestrator = TradingOrchestrator(execution, risk, mostOrders: plan.mostOrders)
        states = ContiguousArray(plan.instruments.map { _ in InstrumentState(plan.strategy.made()) })
        tallies = ContiguousArray(plan.instruments.map { InstrumentTally($0) })
        account = BacktestAccount(facts: table.facts, start: plan.capital ?? .zero)
    }

    /// How far the feed has been read, 0 to 1.
    package var progress: Double { feed.progress }
    /// Events played so far.
    package var eventCount: Int { max(0, eventsRead - plan.window.lowerBound) }

    /// Plays up to so many events.
    ///
    /// - Returns: False once there are no more, or the plan's window is over.
    /// - Throws: ``FeedError``
    package mutating func play(atMost count: Int = .max) throws(FeedError) -> Bool {
        for _ in 0..<count {
            guard eventsRead < plan.window.upperBound, let event = try feed.next() else { return false }
            let isBefore = eventsRead < plan.window.lowerBound
            eventsRead += 1
            guard event.slot.index < states.count else {
                if !isBefore { foreignEvents += 1 }
                continue
            }
            if isBefore {
                if event.kind == .book { feed.apply(to: &books[event.slot]) }
            } else {
                process(event)
            }
        }
        return true
    }

    /// What has come of it so far.
    ///
    /// - Parameter isPartial: The run was ended early.
    package func result(isPartial: Bool = false) -> BacktestResult {
        BacktestResult(
            isPartial: isPartial,
            plan: plan,
            events: eventCount,
            foreignEvents: foreignEvents,
            orders: orchestrator.orders,
            refusals: orchestrator.refusals,
            halts: orchestrator.halts,
            skipped: feed.skipped,
            account: account,
            instruments: zip(tallies, states).enumerated().map { index, each in
                BacktestResult.Instrument(
                    each.0,
                    position: orchestrator.execution.ledger.positions[index],
                    targetChanges: each.1.targetChanges
                )
            }
        )
    }

    /// When the house learns of what the clock shows.
    private var seen: Timestamp { Timestamp(nanoseconds: clock.nanoseconds.saturatingSum(feedDelay)) }

    private mutating func process(_ event: MarketEvent) {
        let slot = event.slot
        // A time that goes back is counted; the clock never does.
        clock = max(clock, event.time)
        venue.advance(to: clock)
        if clock >= nextDay { rollDay() }
        switch event.kind {
        case .trade:
            venue.traded(slot, event.price, event.lots, aggressor: event.aggressor, at: clock)
            states[slot.index].strategy.traded(event)
            tallies[slot.index].integrity.check(event, books[slot])
            takeReports(until: seen)
        case .book:
            feed.apply(to: &books[slot])
            venue.bookChanged(slot, at: clock)
            decide(slot, event)
        }
    }

    private mutating func decide(_ slot: InstrumentSlot, _ event: MarketEvent) {
        let now = seen
        orchestrator.execution.checkAnswers(at: now)
        takeReports(until: now)
        // One copy for everybody who looks at the book now; it is gone before the book changes again.
        let view = MarketView(
            book: books[slot],
            time: now,
            position: orchestrator.execution.ledger[slot].lots,
            priceStep: plan.instruments[slot.index].facts.priceStep,
            signal: event.signal
        )
        tallies[slot.index].integrity.check(event, view.book)
        let wish = orchestrator.processMarketTick(slot, &states[slot.index], view)
        decisions?.append(wish)
        takeReports(until: now)
        account.mark(slot, orchestrator.execution.ledger[slot].lots, view.book)
        orchestrator.mark(slot, view.book, at: now)
        account.record(at: clock, isExposed: held > 0)
    }

    private mutating func takeReports(until now: Timestamp) {
        while let (slot, fill, gain) = orchestrator.updateOpenPositions(&states, until: now) {
            guard let fill else { continue }
            let held = orchestrator.execution.ledger[slot].lots
            account.book(fill)
            account.mark(slot, held, books[slot])
            tallies[slot.index].add(fill, gain: gain)
            let wasFlat = held.count == fill.side.sign * fill.lots.count
            if wasFlat != (held == .zero) { self.held += wasFlat ? 1 : -1 }
        }
    }

    private mutating func rollDay() {
        let date = MoscowTime.date(of: clock)
        _ = orchestrator.risk?.roll(to: date)
        nextDay = MoscowTime.instant(date.adding(days: 1), .midnight)
    }
}
