import Engine
import Execution
import Market
import Platform
import TestKit
import Testing

/// What rests at a broker comes away, and what fills there is heard of, though words get lost and processes end.
@Suite("Resting orders of a running engine", .timeLimit(.minutes(1)))
struct LiveRestingTests {
    private struct Rig {
        let folder: TemporaryFolder
        let clock = ManualClock(Timestamp(seconds: 1_721_034_000))
        let inbox = LiveInbox()
        let plan: LivePlan
        let venue: RestingVenue
        var flag: String { folder.path + "/stop.flag" }

        init() throws {
            folder = try TemporaryFolder(prefix: "live", isInMemory: true)
            plan = try LivePlan(
                configuration: """
                    strategy: {name: two_sided_quotes, distance: 1}
                    instruments: {SBER: {lot: 10, price_step: 0.01}}
                    datafeed: {gap_seconds: 3600, recovery_messages: 0}
                    manual_override: {flag_path: \(folder.path)/stop.flag, poll_interval_seconds: 0.5}
                    monitoring: {heartbeat_enabled: false}
                    """,
                named: "plan.yaml"
            )
            venue = RestingVenue(clock: clock)
        }

        func open() async throws -> LiveEngine {
            var surroundings = LiveSurroundings(inbox, clock)
            surroundings.venue = PartsVenue(venue, names: [:])
            return try await LiveEngine.open(plan: plan, folder: folder.path, surroundings)
        }

        func book() throws {
            var book = OrderBook(levelCount: 50)
            try book.replace(
                bids: [BookLevel(try #require(Price("100")), LotScale.lots(9))],
                asks: [BookLevel(try #require(Price("100.01")), LotScale.lots(9))]
            )
            inbox.put(.book(InstrumentSlot(0), book, time: clock.now))
        }

        /// Lets half a second pass, again and again, until it is so.
        func pass(until isSo: @escaping @Sendable () async -> Bool) async throws -> Bool {
            try await eventually(within: .seconds(20)) {
                if await isSo() { return true }
                clock.advance(to: clock.now + .milliseconds(500))
                inbox.wakeup.call()
                return false
            }
        }
    }

    @Test("at a full stop what rests is cancelled until the broker has done it, though its answers get lost")
    func lostAnswers() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let venue = rig.venue
        let engine = try await rig.open()
        let running = Task { try await engine.run() }
        try rig.book()
        #expect(try await rig.pass { await venue.resting.count == 2 })
        await venue.lose(3)
        try FileBytes.create(rig.flag, Array("outage".utf8))
        #expect(try await rig.pass { await venue.resting.isEmpty })
        #expect(await venue.cancellations == 5)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }

    @Test("what filled while no word of it came through is known within a minute")
    func silentFill() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let venue = rig.venue
        let engine = try await rig.open()
        let running = Task { try await engine.run() }
        try rig.book()
        #expect(try await rig.pass { await venue.resting.count == 2 })
        let begin = rig.clock.now
        let first = try #require(await venue.resting.first)
        await venue.fill(first)
        #expect(try await rig.pass { await engine.counts.fills == 1 })
        #expect(rig.clock.now - begin <= .seconds(65))
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }

    @Test("what rested at a full stop when the process ended is cancelled by the next one")
    func restart() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let venue = rig.venue
        let id = rig.plan.trading.instruments[0].facts.id
        let journal = try Journal(folder: rig.folder.path + "/journal")
        for number in 1...2 as ClosedRange<UInt64> {
            let request = OrderRequest(
                id: OrderID(high: 1, low: number),
                slot: InstrumentSlot(0),
                .buy,
                LotScale.lots(1),
                .limit(try #require(Price("99")))
            )
            await venue.rest(request.id, id)
            let accepted = ExecutionReport(
                order: request.id,
                slot: request.slot,
                .accepted,
                exchangeTime: rig.clock.now,
                receivedTime: rig.clock.now
            )
            let records = [ExecutionRecord.intent(request, id, at: rig.clock.now), .report(accepted, id)]
            for record in records { _ = try await journal.append(record.payload) }
        }
        let halt = Halt(.person, .stopped, until: .person, who: "anna, chat", why: "test", since: rig.clock.now)
        _ = try await journal.append(ExecutionRecord.halted(halt).payload)
        await journal.close()
        let engine = try await rig.open()
        let running = Task { try await engine.run() }
        #expect(try await rig.pass { await venue.resting.isEmpty })
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }
}

/// A broker at which everything rests until it is cancelled, and that can lose words of that.
private actor RestingVenue: VenueConnection {
    private let clock: any MarketClock
    private var orders: [OrderID: VenueOrder] = [:]
    private var losses = 0
    private(set) var cancellations = 0

    init(clock: any MarketClock) {
        self.clock = clock
    }

    var resting: [OrderID] { orders.values.filter { $0.status == .working }.map(\.id) }

    func lose(_ count: Int) { losses = count }

    func rest(_ id: OrderID, _ instrument: InstrumentID, _ status: OrderStatus = .working) {
        orders[id] = VenueOrder(id: id, instrument: instrument, side: .buy, status: status, parts: [], time: clock.now)
    }

    func fill(_ id: OrderID) {
        guard let order = orders[id] else { return }
        orders[id] = VenueOrder(
            id: id,
            instrument: order.instrument,
            side: order.side,
            status: .filled,
            parts: [.init(number: 1, price: .zero, lots: 1, fee: .zero, time: clock.now)],
            time: clock.now
        )
    }

    func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        let order = VenueOrder(
            id: request.id,
            instrument: instrument,
            side: request.side,
            status: .working,
            parts: [],
            time: clock.now
        )
        orders[request.id] = order
        return order
    }

    func cancel(_ id: OrderID) async throws(VenueError) {
        cancellations += 1
        guard losses == 0 else {
            losses -= 1
            throw VenueError(.unclear, "timeout")
        }
        guard let order = orders[id] else { throw VenueError(.refused(.other), "no such order") }
        rest(id, order.instrument, .cancelled)
    }

    func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? { orders[id] }

    func openOrders() async throws(VenueError) -> [VenueOrder] { orders.values.filter { $0.status == .working } }

    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] { [:] }
}
