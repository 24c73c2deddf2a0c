package import Market

/// A venue that fills orders against the real book as it is received, on the events' time alone: two runs give the same fills.
///
/// For each event of the market the driver calls, in this order: ``advance(to:)`` with the exchange's time, so that orders which arrived
/// before it meet the book as it was; ``traded(_:_:_:aggressor:at:)`` for a trade; then, once it has changed the book,
/// ``levelChanged(_:_:_:to:at:)`` or after a snapshot ``bookChanged(_:at:)``. Reports wait until the house can know of them.
/// `docs/execution.md` lists the rules, and what they leave out.
package final class PaperVenue: OrderGateway {
    enum Request: Sendable {
        case submit(OrderRequest)
        case cancel(OrderID, InstrumentSlot)
        case ask(OrderID, InstrumentSlot)
    }

    struct Ended: Sendable {
        let status: OrderStatus
        let filled: Lots
    }

    let instruments: InstrumentTable
    let books: any VenueBooks
    let options: PaperOptions
    /// Of each instrument and side, best price first, at a price the oldest first.
    let resting: SlotTable<ContiguousArray<RestingOrder>>
    /// What market and crossing orders took from the real book's sides.
    let taken: SlotTable<Consumption>
    /// An instrument's own phase, where it has one beside the market's.
    let phases: SlotTable<TradingPhase?>
    /// The delays of orders where they are always the same; nil where they are looked up.
    private let entryDelay: Int64?
    private let responseDelay: Int64?
    var ended: Remembered<OrderID, Ended>
    private var requests = RingQueue<(arrival: Timestamp, Request)>()
    private var reports = RingQueue<ExecutionReport>()
    private(set) var marketPhase: TradingPhase
    private var schedule: PhaseSchedule
    private var nextChange: Int
    /// The exchange's time as far as it has been told.
    private(set) var clock = Timestamp(nanoseconds: .min)
    /// When something next happens by itself.
    private var due: Timestamp
    private var lastArrival = Timestamp(nanoseconds: .min)
    private var lastReceipt = Timestamp(nanoseconds: .min)
    private var lastTrade: UInt64 = 0

    package init(_ instruments: InstrumentTable, books: any VenueBooks, options: PaperOptions = PaperOptions()) {
        self.instruments = instruments
        self.books = books
        self.options = options
        resting = SlotTable(count: 2 * instruments.count) { [] }
        taken = SlotTable(count: 2 * instruments.count) { Consumption() }
        phases = SlotTable(count: instruments.count) { nil }
        entryDelay = options.latency.constantEntry?.nanoseconds
        responseDelay = options.latency.constantResponse?.nanoseconds
        ended = Remembered(most: options.mostRemembered)
        schedule = options.phases
        marketPhase = options.phases.phase(at: clock)
        nextChange = 0
        due = options.phases.changes.first?.time ?? Self.never
    }

    // MARK: Requests

    package func submit(_ request: OrderRequest, at now: Timestamp) {
        send(.submit(request), at: now)
    }

    package func cancel(_ order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        send(.cancel(order, slot), at: now)
    }

    package func ask(about order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {
        send(.ask(order, slot), at: now)
    }

    package func nextReport(until now: Timestamp) -> ExecutionReport? {
        guard let nextReceipt, nextReceipt <= now else { return nil }
        let report = reports.popFirst()
        self.nextReceipt = reports.first?.receivedTime
        return report
    }

    /// When the next report can be known; nil when none is under way.
    ///
    /// Kept, because it is asked at every event, and a report is large.
    package private(set) var nextReceipt: Timestamp?

    // MARK: The market

    /// Lets happen what happens at the venue up to an instant: orders arrive, phases change.
    package func advance(to time: Timestamp) {
        if time > clock { clock = time }
        if due <= time { work(until: time) }
    }

    /// Sets an instrument's own phase, such as a halt or a discrete auction; nil lets it follow the market's again.
    package func setPhase(_ phase: TradingPhase?, of slot: InstrumentSlot, at time: Timestamp) {
        advance(to: time)
        phases[slot.index] = phase
        if phase == .ended { cancelAll(in: slot.index, at: time) }
    }

    /// Goes on with the phases of another day; those that have come already are entered at once.
    ///
    /// - Precondition: behind those that are known.
    package func follow(_ changes: [PhaseSchedule.Change]) {
        schedule.append(changes)
        work(until: clock)
    }

    func phase(of index: Int) -> TradingPhase { phases[index] ?? marketPhase }

    /// Orders that rest in the book.
    package var restingCount: Int { phases.indices.reduce(0) { $0 + restingCount($1) } }

    // MARK: Inner

    private static let never = Timestamp(nanoseconds: .max)

    private func send(_ request: Request, at now: Timestamp) {
        // One connection: what was sent first arrives first.
        let delay = entryDelay ?? options.latency.entry(at: now).nanoseconds
        lastArrival = max(lastArrival, Timestamp(nanoseconds: now.nanoseconds.saturatingSum(delay)))
        requests.append((lastArrival, request))
        due = min(due, lastArrival)
        if due <= clock { work(until: clock) }
    }

    private func work(until time: Timestamp) {
        while true {
            let change = nextChange < schedule.changes.count ? schedule.changes[nextChange].time : Self.never
            let arrival = requests.first?.arrival ?? Self.never
            due = min(change, arrival)
            guard due <= time, due < Self.never else { return }
            if change <= arrival {
                enter(schedule.changes[nextChange].phase, at: change)
                nextChange += 1
            } else if let (arrival, request) = requests.popFirst() {
                perform(request, at: arrival)
            }
        }
    }

    private func enter(_ phase: TradingPhase, at time: Timestamp) {
        marketPhase = phase
        guard phase == .ended else { return }
        for index in phases.indices where phases[index] == nil { cancelAll(in: index, at: time) }
    }

    private func perform(_ request: Request, at time: Timestamp) {
        switch request {
        case .submit(let order): place(order, at: time)
        case .cancel(let id, let slot): remove(id, of: slot, at: time)
        case .ask(let id, let slot): answer(id, slot, at: time)
        }
    }

    func report(_ event: ExecutionReport.Event, of order: OrderID, _ slot: InstrumentSlot, at time: Timestamp) {
        let delay = responseDelay ?? options.latency.response(at: time).nanoseconds
        lastReceipt = max(lastReceipt, Timestamp(nanoseconds: time.nanoseconds.saturatingSum(delay)))
        if nextReceipt == nil { nextReceipt = lastReceipt }
        reports.append(
            ExecutionReport(order: order, slot: slot, event, exchangeTime: time, receivedTime: lastReceipt)
        )
    }

    func reportFill(
        of order: OrderID,
        _ slot: InstrumentSlot,
        _ side: Side,
        _ lots: Lots,
        at price: Price,
        _ liquidity: Fill.Liquidity,
        time: Timestamp
    ) {
        lastTrade += 1
        let value = instruments[slot].value(of: lots, at: price)
        let fill = Fill(
            order: order,
            slot: slot,
            side: side,
            price: price,
            lots: lots,
            fee: options.fees.rate(side, liquidity).fee(on: value, lots: lots),
            liquidity: liquidity,
            time: time,
            number: lastTrade
        )
        report(.filled(fill), of: order, slot, at: time)
    }
}
