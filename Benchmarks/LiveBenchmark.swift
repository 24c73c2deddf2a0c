import Engine
import Exchange
import Execution
import Market
import Platform

/// The live engine between the broker's stream and the broker's order call, without the network.
enum LiveBenchmark: Benchmark {
    static let name = "live"
    static let subject = """
        a WebSocket frame with a book of twenty levels -> decision -> journal -> body of the order's call, on the clock; \
        the journal in memory (the disk's own share is `bench journal`)
        """

    static func run() async throws {
        // As the processes that trade do.
        shareMemoryArenas()
        try await latency(orders: 5_000)
        try await throughput(frames: 30_000)
        try await day(hours: 24)
    }

    /// From the frame's bytes to the body; one order at a time.
    private static func latency(orders count: Int) async throws {
        let clock = SystemClock()
        let rig = try await Rig(clock: clock, isLive: true)
        defer { rig.folder.remove() }
        let engine = rig.engine
        let running = Task { try await engine.run() }
        var spans: [Int64] = []
        for index in 0..<count {
            let frame = frame(instrument: 0, isBid: index % 2 == 0, at: clock.now)
            let begin = ContinuousClock.now
            try rig.receive(frame)
            let end = await rig.venue.nextBody()
            spans.append((end - begin).nanoseconds)
            // The next one begins with the fill known.
            while await engine.counts.fills <= index { await Task.yield() }
        }
        running.cancel()
        // It ends by the cancellation.
        _ = await running.result
        spans.sort()
        func at(_ share: Double) -> String {
            "\(Double(spans[min(spans.count - 1, Int(Double(spans.count) * share))] / 100) / 10)"
        }
        printRow("frame to body, goal p99 100 µs", ["p50 µs", "p99 µs", "p99.9 µs", "of the goal", "MB resident"])
        let share = Double(spans[Int(Double(spans.count) * 0.99)]) / 100_000
        printRow("\(count) orders", [at(0.5), at(0.99), at(0.999), rounded(share), rounded(residentMegabytes())])
    }

    /// Frames of fifteen instruments that lead to no order.
    private static func throughput(frames count: Int) async throws {
        let clock = SystemClock()
        let rig = try await Rig(clock: clock)
        defer { rig.folder.remove() }
        let frames = (0..<15).map { frame(instrument: $0, isBid: nil, at: clock.now) }
        let begin = processorTime()
        for index in 0..<count {
            try rig.receive(frames[index % 15])
            try await rig.engine.step()
        }
        let each = (processorTime() - begin).inSeconds / Double(count)
        printRow("frames, 15 instruments", ["messages/s a core", "µs a message", "% of a core at 150/s"])
        printRow("\(count) books", ["\(Int(1 / each))", rounded(each * 1e6), rounded(each * 150 * 100)])
    }

    /// An order a second for a day of the clock: what is kept must not grow.
    private static func day(hours: Int) async throws {
        let clock = SteppingClock()
        let rig = try await Rig(clock: clock)
        defer { rig.folder.remove() }
        var first = 0.0
        for second in 0..<hours * 3_600 {
            clock.advance()
            try rig.receive(frame(instrument: 0, isBid: second % 2 == 0, at: clock.now))
            try await rig.engine.step()
            if second == 3_600 { first = residentMegabytes() }
        }
        let orders = await rig.engine.counts.orders
        let last = residentMegabytes()
        printRow("\(hours) h, an order a second", ["orders", "MB after 1 h", "MB at the end", "growth"])
        printRow("paper", ["\(orders)", rounded(first), rounded(last), rounded(last / first) + "×"])
    }

    // MARK: Inner

    /// Twenty levels a side; heavy on one, or even.
    private static func frame(instrument: Int, isBid: Bool?, at now: Timestamp) -> [UInt8] {
        func side(_ direction: Int, _ isHeavy: Bool?) -> JSON {
            .array(
                (0..<20).map { level in
                    let hundredths = 30_000 + direction * level + (direction > 0 ? 1 : 0)
                    let size = isHeavy.map { $0 ? 95 : 5 } ?? 50
                    return [
                        "price": [
                            "units": .string("\(hundredths / 100)"), "nano": .int(Int64(hundredths % 100 * 10_000_000)),
                        ],
                        "quantity": .string("\(size)"),
                    ]
                }
            )
        }
        let book: JSON = [
            "orderbook": [
                "figi": "BBG004730N88", "depth": 20, "isConsistent": true, "bids": side(-1, isBid),
                "asks": side(1, isBid.map { !$0 }), "time": .string(RFC3339.text(now)),
                "instrumentUid": .string("uid-\(instrument)"), "orderBookType": "ORDERBOOK_TYPE_EXCHANGE",
            ]
        ]
        return WebSocketFrame(.text, Array(book.text.utf8)).encoded()
    }

    private static func rounded(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }

    /// An engine with what stands before and behind it.
    private final class Rig {
        let folder: TemporaryFolder
        let engine: LiveEngine
        let venue: BodyVenue
        private let inbox = LiveInbox()
        private let streams: LiveStreams
        private var decoder = WebSocketDecoder(reading: .server)

        init(clock: any MarketClock, isLive: Bool = false) async throws {
            folder = try TemporaryFolder(prefix: "live-bench", isInMemory: true)
            let names = (0..<15).map { "S\($0)" }
            let instruments = names.map { "\($0): {lot: 10, price_step: 0.01}" }.joined(separator: ", ")
            let plan = try LivePlan(
                configuration: """
                    strategy: {name: imbalance_threshold, depth: 5, enter: 0.5, exit: 0.1, lots: 1}
                    instruments: {\(instruments)}
                    risk: {max_orders_per_minute: 100000, max_daily_loss: 1000000000, daily_loss_limit_pct: 1,
                      capital_base: 1000000000000, max_consecutive_losses: 1000, loss_cooldown_minutes: 0}
                    datafeed: {gap_seconds: 3600, recovery_messages: 0}
                    system: {latency_violation_limit: 10000}
                    monitoring: {heartbeat_enabled: false, cpu_soft_limit: 100, memory_soft_limit: 100}
                    manual_override: {enabled: false}
                    """,
                named: "bench.yaml"
            )
            venue = try BodyVenue()
            let log = Log(component: "bench", threshold: .critical, clock: clock)
            var surroundings = LiveSurroundings(inbox: inbox, clock: clock, log: log)
            if isLive { surroundings.venue = PartsVenue(venue, names: [:]) }
            streams = LiveStreams(
                TInvestOptions(),
                uids: (0..<15).map { "uid-\($0)" },
                inbox: inbox,
                clock: clock,
                log: log
            )
            engine = try await LiveEngine.open(plan: plan, folder: folder.path, surroundings)
        }

        func receive(_ frame: [UInt8]) throws {
            decoder.receive(frame)
            while let message = try decoder.next() {
                guard case .text(let text) = message else { continue }
                streams.take(try TInvestStreamMessage(text))
            }
        }
    }

    /// Takes the body of each placing for sent, and fills the order at once.
    private actor BodyVenue: VenueConnection {
        private var bodies: [ContinuousClock.Instant] = []
        private var waiting: CheckedContinuation<ContinuousClock.Instant, Never>?
        private var held: Int64 = 0
        private var orders: [OrderID: VenueOrder] = [:]
        private let listed: TInvestInstrument

        init() throws(TInvestError) {
            listed = try TInvestInstrument(
                BrokerMessage(
                    method: "bench",
                    json: [
                        "ticker": "S0", "classCode": "TQBR", "uid": "uid-0", "figi": "BBG004730N88", "lot": 10,
                        "minPriceIncrement": ["units": "0", "nano": 10_000_000], "apiTradeAvailableFlag": true,
                    ]
                )
            )
        }

        /// When the next body was ready.
        func nextBody() async -> ContinuousClock.Instant {
            if !bodies.isEmpty { return bodies.removeFirst() }
            return await withCheckedContinuation { waiting = $0 }
        }

        func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
            let body = TInvestOrders.body(request, listed, account: "2000000001").text
            precondition(body.contains("ORDER_DIRECTION"), "a body without a side")
            let ready = ContinuousClock.now
            if let waiting {
                self.waiting = nil
                waiting.resume(returning: ready)
            } else {
                bodies.append(ready)
            }
            held += request.side.sign * request.lots.count
            let part = VenueOrder.Part(
                number: UInt64(orders.count + 1),
                price: .zero,
                lots: request.lots,
                fee: .zero,
                time: SystemClock().now
            )
            let order = VenueOrder(
                id: request.id,
                instrument: instrument,
                side: request.side,
                status: .filled,
                parts: [part],
                time: part.time
            )
            orders[request.id] = order
            return order
        }

        func cancel(_: OrderID) async throws(VenueError) {}
        func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? { orders[id] }
        func openOrders() async throws(VenueError) -> [VenueOrder] { [] }
        func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] { [:] }
    }

    /// Goes on by a second when it is told to.
    private final class SteppingClock: MarketClock {
        private let time = Lock(Timestamp(seconds: 1_721_034_000))

        var now: Timestamp { time.withLock { $0 } }
        var minimumResolution: Duration { .nanoseconds(1) }

        func advance() { time.withLock { $0 = $0 + .seconds(1) } }
        func sleep(until _: Timestamp, tolerance _: Duration?) async throws { await Task.yield() }
    }
}
