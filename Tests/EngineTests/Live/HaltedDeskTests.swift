import Engine
import Execution
import Market
import Platform
import Store
import TestKit
import Testing

/// Random days of an engine at a broker that loses words; what the journal says is judged by somebody who knows nothing of the engine.
///
/// Halts by chat and by file, words to go on, flattening, restarts, new trading days, a strategy that is exchanged.
@Suite("A halted desk cannot be made to trade", .timeLimit(.minutes(5)))
struct HaltedDeskTests {
    private static let start = Timestamp(seconds: 1_721_034_000)

    private struct Rig {
        let folder: TemporaryFolder
        let clock = ManualClock(HaltedDeskTests.start)
        let plan: LivePlan
        let venue: ForgetfulVenue
        var flag: String { folder.path + "/stop.flag" }

        init(swaps: Bool) throws {
            folder = try TemporaryFolder(prefix: "desk", isInMemory: true)
            let swap =
                swaps
                ? "swap: {strategy: {name: imbalance_threshold, depth: 1, enter: 0.3, exit: 0.1, lots: 5}, after_books: 4, shadow_books: 2}"
                : ""
            plan = try LivePlan(
                configuration: """
                    strategy: {name: imbalance_threshold, depth: 1, enter: 0.5, exit: 0.1, lots: 3}
                    instruments: {SBER: {lot: 10, price_step: 0.01}}
                    datafeed: {gap_seconds: 86400, recovery_messages: 0}
                    risk: {max_daily_loss: 1000000, daily_loss_limit_pct: 1, max_consecutive_losses: 1000}
                    execution: {refusal_pause_seconds: 0}
                    manual_override: {flag_path: \(folder.path)/stop.flag, poll_interval_seconds: 0.1}
                    monitoring: {heartbeat_enabled: false}
                    \(swap)
                    """,
                named: "plan.yaml"
            )
            venue = ForgetfulVenue(clock: clock)
        }
    }

    /// One incarnation of the process: opened, fed, ended.
    private struct Process {
        let rig: Rig
        let inbox = LiveInbox()
        let projection = EngineProjection()
        let engine: LiveEngine
        let running: Task<Void, any Error>

        /// - Parameter stored: a person's halts in the store.
        init(_ rig: Rig, stored: Halts = Halts()) async throws {
            self.rig = rig
            var surroundings = LiveSurroundings(inbox, rig.clock)
            surroundings.projection = projection
            surroundings.venue = PartsVenue(rig.venue, names: [:])
            let opening = Task { [surroundings] in
                try await LiveEngine.open(plan: rig.plan, folder: rig.folder.path, surroundings, halts: stored)
            }
            // One that has lost answers asks again after a while.
            let ticking = Task {
                while !Task.isCancelled {
                    rig.clock.advance(by: .seconds(1))
                    await Task.yield()
                }
            }
            defer { ticking.cancel() }
            let engine = try await opening.value
            self.engine = engine
            running = Task { try await engine.run() }
        }

        /// Lets a second and more pass, in which whatever was asked of the broker is answered.
        func pass() async throws {
            for _ in 0..<5 {
                rig.clock.advance(by: .milliseconds(250))
                inbox.wakeup.call()
                // Its actor's turn, twice: that of the step, and that after the broker's answer.
                for _ in 0..<4 { _ = await engine.counts }
            }
        }

        func book(_ bids: Int64, _ asks: Int64) async throws {
            let books = await engine.counts.books
            var book = OrderBook(levelCount: 50)
            try book.replace(
                bids: [BookLevel(try #require(Price("100")), LotScale.lots(bids))],
                asks: [BookLevel(try #require(Price("100.01")), LotScale.lots(asks))]
            )
            inbox.put(.book(InstrumentSlot(0), book, time: rig.clock.now))
            _ = try await eventually(within: .seconds(10)) { await engine.counts.books > books }
            try await pass()
        }

        func end() async throws {
            running.cancel()
            await #expect(throws: CancellationError.self) { try await running.value }
        }
    }

    /// What a person has said last.
    private struct Will {
        /// What the store has.
        var stored = Halts()
        var hasFile = false
        var standing: Halt.Level? { hasFile ? .stopped : stored.level }
    }

    @Test("whatever happens in whatever order", arguments: 0..<12)
    func random(seed: Int) async throws {
        let rig = try Rig(swaps: seed % 3 == 0)
        defer { rig.folder.remove() }
        var random = SeededRandom(seed: UInt64(seed))
        var will = Will()
        var auditor = DeskAuditor()
        var next: UInt64 = 1
        var process = try await Process(rig)
        for _ in 0..<80 {
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<54:
                let (bids, asks) = [(90, 10), (10, 90), (50, 50)].randomElement(using: &random) ?? (50, 50)
                try await process.book(Int64(bids), Int64(asks))
            case 54..<60:
                let level: Halt.Level = Bool.random(using: &random) ? .stopped : .reduceOnly
                _ = will.stored.raise(
                    Halt(.person, level, until: .person, who: "Анна (1001)", why: "", since: rig.clock.now)
                )
                await process.engine.follow(will.stored)
            case 60..<72:
                will.stored = Halts()
                _ = try await process.engine.carryOut(.resume, by: "Анна (1001)")
            case 72..<74: _ = try await process.engine.carryOut(.flatten(reason: "test"), by: "Анна (1001)")
            case 74..<80:
                if will.hasFile { try FileBytes.remove(rig.flag) } else { try FileBytes.create(rig.flag, []) }
                will.hasFile.toggle()
            case 80..<87: await rig.venue.lose(Int.random(in: 1...3, using: &random))
            case 87..<90: rig.clock.advance(by: .hours(24))
            default:
                try await process.end()
                auditor.read(try await records(rig, from: &next))
                process = try await Process(rig, stored: will.stored)
            }
            try await process.pass()
            if let level = will.standing {
                let isHeld = try await eventually(within: .seconds(10)) {
                    try await process.pass()
                    return process.projection.latest?.halts.contains { $0.level >= level } ?? false
                }
                #expect(
                    isHeld,
                    "seed \(seed): a person's halt is gone: \(will), \(process.projection.latest?.halts ?? [])"
                )
                guard isHeld else { break }
            }
        }
        try await process.end()
        auditor.read(try await records(rig, from: &next))
        #expect(auditor.problems == [], "seed \(seed)")
        #expect(auditor.intents > 0 && auditor.halts > 1)
    }

    /// Records since the last reading, in order.
    private func records(_ rig: Rig, from next: inout UInt64) async throws -> [ExecutionRecord] {
        let table = InstrumentTable(rig.plan.trading.instruments.map(\.facts))
        let journal = try Journal(folder: rig.folder.path + "/journal")
        var records: [ExecutionRecord] = []
        if journal.last >= next {
            var reader = try journal.records(from: next)
            while let record = try reader.next() {
                records.append(try ExecutionRecord(record.payload, slot: table.slot))
            }
        }
        next = journal.last + 1
        await journal.close()
        return records
    }
}

/// Judges a journal by its own words: which halts are in force, what is held and under way, and which order none of it allowed.
private struct DeskAuditor {
    private struct Open {
        let side: Side
        var left: Int64
    }

    private var standing: [Halt.Cause: Halt] = [:]
    private var held: Int64 = 0
    private var open: [OrderID: Open] = [:]
    /// Parts are told twice where an answer was lost.
    private var booked: Set<String> = []
    private(set) var intents = 0
    private(set) var halts = 0
    private(set) var problems: [String] = []

    mutating func read(_ records: [ExecutionRecord]) {
        for record in records { read(record) }
    }

    private mutating func read(_ record: ExecutionRecord) {
        switch record {
        case .halted(let halt):
            halts += 1
            if let before = standing[halt.cause], before.level > halt.level {
                problems.append("\(halt.cause) became weaker by another halt")
            }
            standing[halt.cause] = halt
        case .resumed(let cause, _, _): standing[cause] = nil
        case .day: standing = standing.filter { $0.value.end == .person }
        case .intent(let request, _, _): judge(request)
        case .report(let report, _): take(report)
        case .adopted(_, let lots, _, _): held = lots.count
        case .wanted, .gaveUp: break
        }
    }

    private mutating func judge(_ request: OrderRequest) {
        intents += 1
        let sign = request.side.sign
        let closing = -sign * held - open.values.filter { $0.side == request.side }.reduce(0) { $0 + $1.left }
        let isClosing = request.lots.count <= closing
        switch standing.values.map(\.level).max() {
        case .stopped where request.purpose != .flatten || standing[.killSwitch] == nil:
            problems.append("order \(intents) during a full stop: \(request.purpose) \(request.side) \(request.lots)")
        case .stopped where !isClosing, .reduceOnly where !isClosing:
            problems.append(
                "order \(intents) opens something while only closing: \(request.side) \(request.lots) at \(held)"
            )
        case .stopped, .reduceOnly, nil: break
        }
        open[request.id] = Open(side: request.side, left: request.lots.count)
    }

    private mutating func take(_ report: ExecutionReport) {
        switch report.event {
        case .filled(let fill):
            guard booked.insert("\(fill.order) \(fill.number)").inserted else { return }
            held += fill.side.sign * fill.lots.count
            open[report.order]?.left -= fill.lots.count
            if let left = open[report.order]?.left, left <= 0 { open[report.order] = nil }
        case .rejected, .cancelled: open[report.order] = nil
        case .state(let status, _): if status.isFinal { open[report.order] = nil }
        case .accepted, .cancelRefused, .noAnswer: break
        }
    }
}

/// A broker that fills everything at once, and loses the answers that it is told to lose: sometimes before it has done what was asked.
private actor ForgetfulVenue: VenueConnection {
    private let clock: any MarketClock
    private var orders: [OrderID: VenueOrder] = [:]
    private var losses = 0
    private var isDone = false

    init(clock: any MarketClock) {
        self.clock = clock
    }

    func lose(_ count: Int) { losses = count }

    private func losing() throws(VenueError) {
        guard losses > 0 else { return }
        losses -= 1
        throw VenueError(.unclear, "timeout")
    }

    func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        let part = VenueOrder.Part(
            number: UInt64(orders.count + 1),
            price: request.type.limit ?? .zero,
            lots: request.lots,
            fee: .zero,
            time: clock.now
        )
        let order = VenueOrder(
            id: request.id,
            instrument: instrument,
            side: request.side,
            status: .filled,
            parts: [part],
            time: clock.now
        )
        isDone.toggle()
        if losses > 0, isDone { orders[request.id] = order }
        try losing()
        orders[request.id] = order
        return order
    }

    func cancel(_: OrderID) async throws(VenueError) { try losing() }

    func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? {
        try losing()
        return orders[id]
    }

    func openOrders() async throws(VenueError) -> [VenueOrder] { [] }

    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] {
        var lots: [InstrumentID: Int64] = [:]
        for order in orders.values { lots[order.instrument, default: 0] += order.side.sign * order.parts[0].lots.count }
        return lots.mapValues { VenuePosition(lots: Lots($0), average: .zero) }
    }
}
