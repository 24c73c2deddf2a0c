import Engine
import Execution
import Market
import Platform
import Store
import TestKit
import Testing

/// What people ask of a running engine, on paper.
@Suite("Requests to the live engine", .timeLimit(.minutes(1)))
struct LiveRequestTests {
    private struct Rig {
        let folder: TemporaryFolder
        let clock = ManualClock(Timestamp(seconds: 1_721_034_000))
        let inbox = LiveInbox()
        let plan: LivePlan
        let projection = EngineProjection()

        init(lots: Int = 4) throws {
            folder = try TemporaryFolder(prefix: "requests", isInMemory: true)
            plan = try LivePlan(
                configuration: """
                    strategy: {name: imbalance_threshold, depth: 1, enter: 0.5, exit: 0.1, lots: \(lots)}
                    instruments: {SBER: {lot: 10, price_step: 0.01}}
                    latency: {entry_ms: 1, response_ms: 1}
                    datafeed: {gap_seconds: 60, recovery_messages: 0}
                    manual_override: {flag_path: \(folder.path)/stop.flag}
                    """,
                named: "plan.yaml"
            )
        }

        func open(halts: Halts = Halts(), trips: [EngineTrip] = []) async throws -> LiveEngine {
            var surroundings = LiveSurroundings(inbox, clock)
            surroundings.projection = projection
            return try await LiveEngine.open(
                plan: plan,
                folder: folder.path,
                surroundings,
                halts: halts,
                trips: trips
            )
        }

        /// A book of one level a side, a second after the one before; returns how the engine shows itself then.
        @discardableResult
        func book(_ bids: Int64, _ asks: Int64, to engine: LiveEngine) async throws -> EngineProjection.Step {
            clock.advance(to: clock.now + .seconds(1))
            var book = OrderBook(levelCount: 50)
            try book.replace(
                bids: [BookLevel(try Price(text: "100"), LotScale.lots(bids))],
                asks: [BookLevel(try Price(text: "100.01"), LotScale.lots(asks))]
            )
            inbox.put(.book(InstrumentSlot(0), book, time: clock.now))
            try await engine.step()
            return try #require(projection.take())
        }

        /// What is asked while the engine looks for it, as in a process.
        func ask(_ request: EngineRequest, of engine: LiveEngine) async throws -> LiveEngine.Answer {
            let answer = Task { try await engine.carryOut(request, by: "Анна (1001)") }
            while await engine.isAsked == false { await Task.yield() }
            try await engine.step()
            return try await answer.value
        }
    }

    @Test("it shows its position from the opening to the close, with what it brought")
    func trips() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        let held = try await rig.book(90, 10, to: engine)
        let trip = try #require(held.open.first)
        #expect(trip.instrument == "SBER" && trip.lots == 4 && trip.side == .buy && held.reading.fillCount == 1)
        #expect(held.reading.phase == .running && held.reading.account == nil)
        // Bought at the ask, valued in the middle: half a step of forty pieces, and the fee.
        #expect(trip.gain < .zero && trip.gain == held.reading.totalGain)
        try await rig.book(50, 50, to: engine)
        let flat = try await rig.book(50, 50, to: engine)
        #expect(flat.open.isEmpty && flat.closed.map(\.number) == [trip.number])
        #expect(flat.closed[0].gain == flat.reading.totalGain && flat.reading.dayGain == flat.reading.totalGain)
        try await engine.end()
    }

    @Test("half of a position, then all of it; the strategy does not buy it back before it wants something else")
    func close() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        let number = try #require(try await rig.book(90, 10, to: engine).open.first?.number)
        #expect(try await rig.ask(.close(trip: number + 1, isHalf: false), of: engine) == .refused(.gone))
        guard case .done = try await rig.ask(.close(trip: number, isHalf: true), of: engine) else {
            Issue.record("half was refused")
            return
        }
        #expect(try await rig.ask(.close(trip: number, isHalf: true), of: engine) == .refused(.busy))
        for _ in 0..<3 { try await rig.book(90, 10, to: engine) }
        #expect(try await rig.book(90, 10, to: engine).open.map(\.lots) == [2])
        guard case .done = try await rig.ask(.close(trip: number, isHalf: false), of: engine) else {
            Issue.record("all was refused")
            return
        }
        for _ in 0..<3 { try await rig.book(90, 10, to: engine) }
        #expect(try await rig.book(90, 10, to: engine).open.isEmpty)
        #expect(try await rig.ask(.close(trip: number, isHalf: false), of: engine) == .refused(.gone))
        // Another wish ends that.
        try await rig.book(50, 50, to: engine)
        try await rig.book(90, 10, to: engine)
        let again = try await rig.book(90, 10, to: engine)
        #expect(again.open.map(\.lots) == [4] && again.open[0].number > number)
        try await engine.end()
    }

    @Test(
        "what a person closed is not bought back after a restart either, from the journal or a checkpoint",
        arguments: [false, true]
    )
    func closedOverRestart(_ isTwice: Bool) async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        var engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        let number = try #require(try await rig.book(90, 10, to: engine).open.first?.number)
        guard case .done = try await rig.ask(.close(trip: number, isHalf: false), of: engine) else {
            Issue.record("it was refused")
            return
        }
        for _ in 0..<3 { try await rig.book(90, 10, to: engine) }
        // An end writes a checkpoint: the second start has nothing else to go by.
        for _ in 0..<(isTwice ? 2 : 1) {
            try await engine.end()
            engine = try await rig.open()
        }
        for _ in 0..<3 { try await rig.book(90, 10, to: engine) }
        #expect(await engine.counts.orders == 0)
        // Another wish ends that, and is remembered as well.
        try await rig.book(50, 50, to: engine)
        try await engine.end()
        engine = try await rig.open()
        for _ in 0..<2 { try await rig.book(90, 10, to: engine) }
        #expect(await engine.counts.orders == 1)
        try await engine.end()
    }

    @Test("one lot has no half")
    func small() async throws {
        let rig = try Rig(lots: 1)
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        let number = try #require(try await rig.book(90, 10, to: engine).open.first?.number)
        #expect(try await rig.ask(.close(trip: number, isHalf: true), of: engine) == .refused(.tooSmall))
        try await engine.end()
    }

    @Test("a person's halt from the store stops it, also over a restart, and a word to go on ends it")
    func halts() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        #expect(try await rig.ask(.resume, of: engine) == .refused(.notHalted))
        var halts = Halts()
        let halt = Halt(.person, .stopped, until: .person, who: "1001 Анна", why: "outage", since: rig.clock.now)
        _ = halts.raise(halt)
        await engine.follow(halts)
        try await rig.book(90, 10, to: engine)
        let stopped = try await rig.book(90, 10, to: engine)
        #expect(stopped.open.isEmpty && stopped.reading.halts.map(\.who) == ["1001 Анна"])
        try await engine.end()
        #expect(try await engine.carryOut(.resume, by: "x") == .refused(.notRunning))
        // It would be halted by the store alone as well: another account has another journal.
        let other = try Rig()
        defer { other.folder.remove() }
        let again = try await other.open(halts: halts)
        try await other.book(90, 10, to: again)
        #expect(try await other.book(90, 10, to: again).open.isEmpty)
        #expect(try await other.ask(.resume, of: again) == .done("ended: person"))
        try await other.book(90, 10, to: again)
        #expect(try await other.book(90, 10, to: again).open.count == 1)
        try await again.end()
    }

    @Test("everything is closed and stays so; going on is refused until it is, and a position cannot be closed twice")
    func flatten() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        let number = try #require(try await rig.book(90, 10, to: engine).open.first?.number)
        guard case .done = try await rig.ask(.flatten(reason: "outage"), of: engine) else {
            Issue.record("it was refused")
            return
        }
        #expect(try await rig.ask(.resume, of: engine) == .refused(.flattening))
        #expect(try await rig.ask(.close(trip: number, isHalf: false), of: engine) == .refused(.busy))
        for _ in 0..<3 { try await rig.book(90, 10, to: engine) }
        let flat = try await rig.book(90, 10, to: engine)
        #expect(flat.open.isEmpty && flat.reading.halts.map(\.cause) == [.killSwitch])
        #expect(flat.reading.halts[0].who == "Анна (1001)")
        #expect(try await rig.ask(.resume, of: engine) == .done("ended: killSwitch"))
        try await engine.end()
    }

    @Test("while it is stopped no position is closed by hand, and a closed exchange takes no order")
    func refused() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        let number = try #require(try await rig.book(90, 10, to: engine).open.first?.number)
        rig.inbox.put(.status(InstrumentSlot(0), isOpen: false))
        try await engine.step()
        #expect(try await rig.ask(.close(trip: number, isHalf: false), of: engine) == .refused(.shut))
        rig.inbox.put(.status(InstrumentSlot(0), isOpen: true))
        var halts = Halts()
        _ = halts.raise(Halt(.person, .stopped, until: .person, who: "x", why: "", since: rig.clock.now))
        await engine.follow(halts)
        #expect(try await rig.ask(.close(trip: number, isHalf: false), of: engine) == .refused(.halted))
        try await engine.end()
    }
}
