import Execution
import Market

/// Plays a feed through strategies and a paper venue, on the events' time alone: two runs give the same result.
package struct Backtest<Feed: MarketFeed> {
    private let plan: BacktestPlan
    private var feed: Feed
    private let books: BookTable
    private let venue: PaperVenue
    private var orchestrator: TradingOrchestrator
    private var states: ContiguousArray<InstrumentState>
    private var tallies: ContiguousArray<InstrumentTally>
    private var account: BacktestAccount
    private var clock = Timestamp(nanoseconds: .min)
    private var events = 0
    private var foreignEvents = 0
    /// Instruments of which something is held.
    private var held = 0

    /// - Parameter feed: made with the plan's instruments in its first slots.
    package init(_ plan: BacktestPlan, _ feed: Feed) {
        self.plan = plan
        self.feed = feed
        let table = InstrumentTable(plan.instruments.map(\.facts))
        books = BookTable(count: table.count, levelCount: OrderBook.engineLevels)
        var options = PaperOptions()
        options.fees = plan.fees
        options.latency = plan.latency
        options.queue = plan.queue
        venue = PaperVenue(table, books: plan.fillsAtTouch ? TouchBooks(books) : books, options: options)
        orchestrator = TradingOrchestrator(venue, mostOrders: plan.mostOrders)
        states = ContiguousArray(plan.instruments.map { _ in InstrumentState(plan.strategy.made()) })
        tallies = ContiguousArray(plan.instruments.map { InstrumentTally($0) })
        account = BacktestAccount(facts: table.facts, start: plan.capital ?? .zero)
    }

    /// How far the feed has been read, 0 to 1.
    package var progress: Double { feed.progress }
    package var eventCount: Int { events }

    /// Plays up to so many events.
    ///
    /// - Returns: False once there are no more.
    /// - Throws: ``FeedError``
    package mutating func play(atMost count: Int = .max) throws(FeedError) -> Bool {
        for _ in 0..<count {
            guard let event = try feed.next() else { return false }
            events += 1
            guard event.slot.index < states.count else {
                foreignEvents += 1
                continue
            }
            process(event)
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
            events: events,
            foreignEvents: foreignEvents,
            orders: orchestrator.orders,
            skipped: feed.skipped,
            account: account,
            instruments: zip(tallies, states).map { tally, state in
                BacktestResult.Instrument(tally, position: state.position, targetChanges: state.targetChanges)
            }
        )
    }

    private mutating func process(_ event: MarketEvent) {
        let slot = event.slot
        // A time that goes back is counted; the clock never does.
        clock = max(clock, event.time)
        venue.advance(to: clock)
        switch event.kind {
        case .trade:
            venue.traded(slot, event.price, event.lots, aggressor: event.aggressor, at: clock)
            states[slot.index].strategy.traded(event)
            tallies[slot.index].integrity.check(event, books[slot])
            takeReports(until: clock + plan.latency.feed)
        case .book:
            feed.apply(to: &books[slot])
            venue.bookChanged(slot, at: clock)
            tallies[slot.index].integrity.check(event, books[slot])
            decide(slot, event)
        }
    }

    private mutating func decide(_ slot: InstrumentSlot, _ event: MarketEvent) {
        let now = clock + plan.latency.feed
        takeReports(until: now)
        let view = MarketView(
            book: books[slot],
            time: now,
            position: states[slot.index].position.lots,
            priceStep: plan.instruments[slot.index].facts.priceStep,
            signal: event.signal
        )
        orchestrator.processMarketTick(slot, &states[slot.index], view)
        takeReports(until: now)
        account.mark(slot, states[slot.index].position.lots, books[slot])
        account.record(at: clock, isExposed: held > 0)
    }

    private mutating func takeReports(until now: Timestamp) {
        while let report = venue.nextReport(until: now) {
            let index = report.slot.index
            let before = states[index].position.isFlat
            let lotValue = plan.instruments[index].facts.lotValue
            let gain = orchestrator.updateOpenPositions(report, &states[index], lotValue: lotValue)
            guard case .filled(let fill) = report.event else { continue }
            account.book(fill)
            account.mark(report.slot, states[index].position.lots, books[report.slot])
            tallies[index].add(fill, gain: gain)
            let after = states[index].position.isFlat
            if before != after { held += after ? -1 : 1 }
        }
    }
}
