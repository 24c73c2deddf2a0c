import Engine
import Execution
import Market
import Platform
import TestKit
import Testing

@Suite("Replay of a session with a broker, and the nightly one", .timeLimit(.minutes(1)))
struct BrokerReplayTests {
    @Test("reports that come later, in parts and again replay as they were found")
    func broker() async throws {
        var rig = try RecordingRig()
        defer { rig.folder.remove() }
        rig.venue = PartsVenue(SlowVenue(clock: rig.clock), names: [:])
        var random = SeededRandom(seed: 3)
        let (engine, _) = try await rig.open()
        let running = Task { try await engine.run() }
        for step in 0..<400 {
            rig.clock.advance(to: rig.clock.now + .milliseconds(500))
            rig.inbox.put(try RecordingRig.book(step % 2, &random, at: rig.clock.now))
            if step.isMultiple(of: 50) { rig.inbox.put(.ordersOpened) }
            // A book that the next one replaces would never be seen.
            while await engine.counts.books + engine.counts.unsoundBooks <= step { await Task.yield() }
            for _ in 0..<50 { await Task.yield() }
        }
        #expect(try await eventually(within: .seconds(20)) { await engine.counts.fills > 10 })
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        let counts = await engine.counts
        let report = try await rig.replay()
        #expect(report.agrees, "\(String(describing: report.first))")
        #expect(report.orders == counts.orders && report.fills == counts.fills)
    }

    @Test("at night the day that is over is replayed once, and by day none is")
    func night() async throws {
        let rig = try RecordingRig()
        defer { rig.folder.remove() }
        var random = SeededRandom(seed: 4)
        let (engine, recorder) = try await rig.open()
        for step in 0..<100 { try await rig.book(step % 2, &random, to: engine) }
        await recorder.flush()
        let reports = Lock<[ReplayReport]>([])
        let log = Log(component: "test", threshold: .critical, clock: rig.clock)
        let night = NightlyReplay(rig.plan, in: rig.recordings, clock: rig.clock, log: log) { report in
            reports.withLock { $0.append(report) }
        }
        try await night.step()
        #expect(reports.withLock { $0.isEmpty })
        let date = rig.date
        rig.clock.advance(to: MoscowTime.instant(date, try #require(TimeOfDay("23:55"))))
        try await night.step()
        try await night.step()
        rig.clock.advance(to: MoscowTime.instant(date.adding(days: 1), try #require(TimeOfDay("06:00"))))
        try await night.step()
        let report = try #require(reports.withLock { $0.count == 1 ? $0[0] : nil })
        #expect(report.agrees && report.date == date && report.events >= 200)
        try await engine.end()
    }

    @Test("the day that is over is today's late in the evening, yesterday's until the morning, and none between")
    func days() throws {
        func day(_ text: String) throws -> String? {
            NightlyReplay.day(at: try #require(MoscowTime.instant(text))).map(\.description)
        }
        #expect(try day("2026-11-27 23:52:59") == nil && day("2026-11-27 23:53:00") == "2026-11-27")
        #expect(try day("2026-11-28 06:29:59") == "2026-11-27" && day("2026-11-28 06:30:00") == nil)
    }
}

/// A broker that has an order's first part at once and the rest when it is asked.
private actor SlowVenue: VenueConnection {
    private let clock: any MarketClock
    private var orders: [VenueOrder] = []

    init(clock: any MarketClock) {
        self.clock = clock
    }

    func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        let order = order(
            request.id,
            instrument,
            request.side,
            [part(1, lots: 1), part(2, lots: request.lots.count - 1)]
        )
        orders.append(order)
        return VenueOrder(
            id: request.id,
            instrument: instrument,
            side: request.side,
            status: .working,
            parts: request.lots.count > 1 ? [order.parts[0]] : [],
            time: clock.now
        )
    }

    func cancel(_: OrderID) async throws(VenueError) {}

    func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? { orders.first { $0.id == id } }

    func openOrders() async throws(VenueError) -> [VenueOrder] { [] }

    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] {
        var lots: [InstrumentID: Int64] = [:]
        for order in orders {
            for part in order.parts { lots[order.instrument, default: 0] += order.side.sign * part.lots.count }
        }
        return lots.mapValues { VenuePosition(lots: Lots($0), average: .zero) }
    }

    private func order(_ id: OrderID, _ instrument: InstrumentID, _ side: Side, _ parts: [VenueOrder.Part])
        -> VenueOrder
    {
        VenueOrder(
            id: id,
            instrument: instrument,
            side: side,
            status: .filled,
            parts: parts.filter { $0.lots > .zero },
            time: clock.now
        )
    }

    private func part(_ number: Int, lots: Int64) -> VenueOrder.Part {
        let number = UInt64(orders.count * 2 + number)
        return VenueOrder.Part(number: number, price: .zero, lots: Lots(lots), fee: .zero, time: clock.now)
    }
}
