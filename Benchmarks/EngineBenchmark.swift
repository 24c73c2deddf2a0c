import CAllocations
import Engine
import Execution
import Market
import Platform

/// Recorded books through the engine: reading alone, and with a strategy whose orders fill at the touch.
///
/// The peers' figures are the best measured on a 2-core AMD EPYC with a load of 2, another machine, so that no ratio is printed:
/// hftbacktest 2.4.4 replays 6.7 to 9.7 M events/s without orders, nautilus_trader 1.221 0.17 to 0.29 M changes of a book/s with a handler
/// that does nothing.
enum EngineBenchmark: Benchmark {
    static let name = "engine"
    static let subject =
        "200,000 books of one instrument, ten levels a side; M events/s, goals 10 (binary, reading) and 2 (JSON lines, strategy)"

    private static let count = 200_000

    static func run() throws {
        let folder = try TemporaryFolder(prefix: "bench", isInMemory: true)
        defer { folder.remove() }
        let lines = folder.path + "/books.jsonl"
        let binary = folder.path + "/books.bin"
        try FileBytes.create(lines, books())
        var source = try JSONLinesFeed(FileBytes.read(lines, limit: 1 << 30))
        var writer = BinaryWriter()
        try FileBytes.create(binary, try writer.write(&source))
        // What a peer calls an event is the change of one level; a book of ours has several.
        let changes = Double(fileSize(binary)) / 32 / Double(count)
        printRow(
            "events",
            ["M events/s", "M levels/s", "of the goal", "on the wall", "peer, M levels/s", "file, MB", "MB resident"]
        )
        func row(_ name: String, _ path: String, goal: Double?, peer: String, _ body: () throws -> Void) throws {
            try measure(name, path, goal: goal, changes: changes, peer: peer, body)
        }
        try row("JSON lines, reading", lines, goal: nil, peer: "-") { try read(lines) }
        try row("JSON lines, imbalance_threshold", lines, goal: 2, peer: "0.29 nautilus") { try play(lines) }
        try row("binary, reading", binary, goal: 10, peer: "9.7 hftbacktest") { try read(binary) }
        try row("binary, imbalance_threshold", binary, goal: nil, peer: "0.29 nautilus") { try play(binary) }
        try row("binary, two quotes, queue model", binary, goal: nil, peer: "7.3 hftbacktest") {
            var backtest = try quoting(binary)
            _ = try backtest.play()
        }
        printRow("allocations, goal 0 an event", ["of half", "an event"])
        for (name, backtest) in [
            ("JSON lines, imbalance_threshold", try ideal(lines)), ("binary, imbalance_threshold", try ideal(binary)),
            ("limits, route, stops, rotation", try guarded(binary, imbalance)),
            ("the same with two quotes", try guarded(binary, "{name: two_sided_quotes, distance: 1}")),
        ] {
            let made = try allocations(backtest)
            printRow(name, ["\(made)", "\(Double(made) / Double(count / 2))"])
        }
    }

    private static func measure(
        _ name: String,
        _ path: String,
        goal: Double?,
        changes: Double,
        peer: String,
        _ body: () throws -> Void
    ) throws {
        let times = try times(of: 5, body)
        let rate = Double(count) / times.processor.inSeconds / 1e6
        let onTheWall = Double(count) / times.wall.inSeconds / 1e6
        let goal = goal.map { rounded(rate / $0) } ?? ""
        let megabytes = [Double(fileSize(path)) / 1e6, residentMegabytes()].map(rounded)
        printRow(name, [rounded(rate), rounded(rate * changes), goal, rounded(onTheWall), peer] + megabytes)
    }

    private static func read(_ path: String) throws {
        var feed = try MarketFile.open(path)
        try read(&feed)
    }

    /// The feed is opened once, not at each event.
    private static func read(_ feed: inout some MarketFeed) throws {
        var book = OrderBook(levelCount: OrderBook.engineLevels)
        while let event = try feed.next() {
            if case .book = event.kind { feed.apply(to: &book) }
        }
    }

    private static func play(_ path: String) throws {
        var backtest = try ideal(path)
        _ = try backtest.play()
    }

    /// How often memory was asked for on the second half of the events, counted at the C library: by then what grows with the data alone
    /// is the curve of the equity, and it doubles.
    private static func allocations(_ backtest: Backtest) throws -> Int {
        var backtest = backtest
        _ = try backtest.play(atMost: count / 2)
        let before = callocations_count()
        _ = try backtest.play(atMost: count / 2)
        return callocations_count() - before
    }

    private static let imbalance = "{name: imbalance_threshold, depth: 5, enter: 0.3, exit: 0.1}"

    /// Orders travel, and wait their turn.
    private static func quoting(_ path: String) throws -> Backtest {
        let text = """
            strategy: {name: two_sided_quotes, distance: 0}
            instruments: {SBER: {lot: 1, price_step: 0.01}}
            queue: {model: power, power: 2}
            """
        let plan = try BacktestPlan(configuration: text, named: "bench.yaml")
        return Backtest(plan, try MarketFile.open(path, instruments: plan.codes))
    }

    /// Orders travel, and everything that may hold them up looks at each.
    private static func guarded(_ path: String, _ strategy: String) throws -> Backtest {
        let text = """
            strategy: \(strategy)
            instruments: {SBER: {lot: 1, price_step: 0.01}}
            execution: {routing: seed, protective_stops: true}
            datafeed: {gap_seconds: 60, max_active: 15, rotation_seconds: 3600}
            risk: {max_orders_per_minute: 100000, max_consecutive_losses: 1000, max_daily_loss: 1000000000, capital_base: 1000000000}
            """
        let plan = try BacktestPlan(configuration: text, named: "bench.yaml")
        return Backtest(plan, try MarketFile.open(path, instruments: plan.codes))
    }

    private static func ideal(_ path: String) throws -> Backtest {
        let text = """
            strategy: \(imbalance)
            instruments: {SBER: {lot: 1, price_step: 0.01}}
            """
        var plan = try BacktestPlan(configuration: text, named: "bench.yaml")
        plan.latency = .none
        plan.fees = .none
        plan.fillsAtTouch = true
        return Backtest(plan, try MarketFile.open(path, instruments: plan.codes))
    }

    private static func rounded(_ number: Double) -> String {
        "\((number * 100).rounded() / 100)"
    }

    /// Books that move by a step now and then, and whose sizes change on two levels, from a small generator.
    private static func books() -> [UInt8] {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var sizes = [Int](repeating: 50, count: 20)
        var mid = 30_000
        var bytes: [UInt8] = []
        for index in 0..<count {
            if next(8) == 0 { mid += next(3) - 1 }
            for _ in 0..<2 { sizes[next(20)] = 1 + next(99) }
            func side(_ range: Range<Int>, _ direction: Int) -> String {
                range.map { "[\(price(mid + direction * ($0 - range.lowerBound + 1))),\(sizes[$0])]" }.joined(
                    separator: ","
                )
            }
            let line =
                "{\"ts\":\(1_700_000_000_000_000_000 + index * 1_000_000),\"secid\":\"SBER\","
                + "\"bids\":[\(side(0..<10, -1))],\"asks\":[\(side(10..<20, 1))]}\n"
            bytes += Array(line.utf8)
        }
        return bytes
    }

    private static func price(_ hundredths: Int) -> String {
        "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
