import Engine
import Execution
import Glibc
import Market
import Platform

/// Many instruments at once, how long single events take, what is kept, and how fast a start finds its state again.
///
/// The peers' figures were measured on a 2-core AMD EPYC with a load of 2: nautilus_trader 1.221 keeps 0.3 KB a quote and replays 70 to 122
/// thousand quotes a second with an order at every hundredth; the original in Python takes 197 µs a book with a window of 20, and 505 with
/// one of 120. The seed wants a tick below 5 ms, and a state read in 100 ms.
enum TradingBenchmark: Benchmark {
    static let name = "trading"
    static let subject = """
        15 instruments interleaved, 150,000 books of five levels a side in the binary format; a book to its order plan in µs, goal \
        20 at p99; restart from a journal, goal 100 ms for 10,000 entries and 1,000 ms for 100,000
        """

    private static let count = 150_000
    private static let instruments = 15

    static func run() async throws {
        let folder = try TemporaryFolder(prefix: "bench", isInMemory: true)
        defer { folder.remove() }
        let path = folder.path + "/books.mbk"
        var lines = JSONLinesFeed(books())
        var writer = BinaryWriter()
        try FileBytes.create(path, try writer.write(&lines))
        printRow("15 instruments", ["M events/s", "on the wall", "peer", "MB kept", "MB resident"])
        for (name, strategy) in strategies {
            let before = residentMegabytes()
            let times = try times(of: 3) {
                var backtest = try backtest(strategy, path)
                _ = try backtest.play()
            }
            let kept = max(0, residentMegabytes() - before)
            let rates = [times.processor, times.wall].map { rounded(Double(count) / $0.inSeconds / 1e6) }
            printRow(name, rates + ["0.12 nautilus", rounded(kept), rounded(residentMegabytes())])
        }
        printRow(
            "reading, deciding, order plan",
            ["p50 µs", "p99 µs", "p99 of the goal", "p99.9 µs", "peer", "MB resident"]
        )
        for (name, strategy) in strategies {
            let times = try latencies(strategy, path)
            printRow(
                name,
                [times[0], times[1], times[1] / 20, times[2]].map(rounded)
                    + ["197 original", rounded(residentMegabytes())]
            )
        }
        printRow(
            "restart",
            ["journal, ms", "of the goal", "on the wall", "checkpoint, ms", "on the wall", "MB resident"]
        )
        for entries in [10_000, 100_000] { try await restart(entries, folder.path + "/\(entries)") }
    }

    private static let strategies = [
        ("imbalance_threshold", "{name: imbalance_threshold, depth: 5, enter: 0.3, exit: 0.1}"),
        ("two_sided_quotes", "{name: two_sided_quotes, distance: 1}"),
    ]

    private static func backtest(_ strategy: String, _ path: String) throws -> Backtest {
        let codes = (0..<instruments).map { "I\($0): {lot: 1, price_step: 0.01}" }
        let text = "strategy: \(strategy)\ninstruments: {\(codes.joined(separator: ", "))}\n"
        let plan = try BacktestPlan(configuration: text, named: "bench.yaml")
        return Backtest(plan, try MarketFile.open(path, instruments: plan.codes))
    }

    /// Each event by itself, on the clock.
    private static func latencies(_ strategy: String, _ path: String) throws -> [Double] {
        var backtest = try backtest(strategy, path)
        var times: [Double] = []
        times.reserveCapacity(count)
        let clock = ContinuousClock()
        while true {
            let begin = clock.now
            guard try backtest.play(atMost: 1) else { break }
            times.append((clock.now - begin).inSeconds * 1e6)
        }
        times.sort()
        return [0.5, 0.99, 0.999].map { times[Int(Double(times.count - 1) * $0)] }
    }

    /// A journal of intents with their fills, read whole, and read from a checkpoint near its end.
    private static func restart(_ entries: Int, _ folder: String) async throws {
        guard let id = InstrumentID("MOEX:SBER"), let step = PriceStep(try Price(text: "0.01")),
            let facts = InstrumentFacts(id, priceStep: step, lotValue: try Price(text: "10"))
        else { preconditionFailure("the facts of the benchmark's instrument are wrong") }
        let table = InstrumentTable([facts])
        guard mkdir(folder, 0o700) == 0 else { preconditionFailure("the benchmark's folder is there") }
        let journal = try Journal(folder: folder + "/journal")
        let records = try records(entries, id)
        for record in records { try await journal.append(record.payload) }
        let now = Timestamp(seconds: 1_800_000_000)
        let whole = times(of: 3) { _ = RestoredExecution(journal, table, now: now) }
        var state = RestoredExecution(table)
        for record in records.dropLast(1_000) { state.take(record) }
        let file = CheckpointFile(folder: folder)
        try file.save(state.checkpoint(at: now, .production, record: UInt64(entries - 1_000)))
        let quick = times(of: 3) { _ = RestoredExecution(journal, table, from: file, now: now) }
        let goal = entries == 10_000 ? 0.1 : 1
        var columns = [whole.processor, whole.wall, quick.processor, quick.wall].map { rounded($0.inSeconds * 1e3) }
        columns.insert(rounded(whole.processor.inSeconds / goal), at: 1)
        printRow("\(entries) entries", columns + [rounded(residentMegabytes())])
        await journal.close()
    }

    private static func records(_ count: Int, _ id: InstrumentID) throws -> [ExecutionRecord] {
        var ids = OrderIDSequence(seed: 1)
        let price = try Price(text: "300.01")
        return (0..<count / 2).flatMap { number -> [ExecutionRecord] in
            let time = Timestamp(seconds: 1_700_000_000 + Int64(number))
            let side: Side = number & 1 == 0 ? .buy : .sell
            let request = OrderRequest(id: ids.next(), slot: InstrumentSlot(0), side, 1, .immediateOrCancel(price))
            let fill = Fill(
                order: request.id,
                slot: request.slot,
                side: side,
                price: price,
                lots: 1,
                fee: .zero,
                liquidity: .taker,
                time: time,
                number: UInt64(number)
            )
            let report = ExecutionReport(
                order: request.id,
                slot: request.slot,
                .filled(fill),
                exchangeTime: time,
                receivedTime: time
            )
            return [.intent(request, id, at: time), .report(report, id)]
        }
    }

    private static func rounded(_ number: Double) -> String {
        "\((number * 100).rounded() / 100)"
    }

    /// Books of every instrument in turn; each moves by a step now and then, and the sizes of two levels change.
    private static func books() -> [UInt8] {
        var state: UInt64 = 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var sizes = [[Int]](repeating: [Int](repeating: 50, count: 10), count: instruments)
        var mids = [Int](repeating: 30_000, count: instruments)
        var bytes: [UInt8] = []
        for index in 0..<count {
            let place = index % instruments
            if next(8) == 0 { mids[place] += next(3) - 1 }
            for _ in 0..<2 { sizes[place][next(10)] = 1 + next(99) }
            let (mid, lots) = (mids[place], sizes[place])
            func side(_ range: Range<Int>, _ direction: Int) -> String {
                range.map { level in
                    let cents = mid + direction * (level - range.lowerBound + 1)
                    return "[\(cents / 100).\(cents / 10 % 10)\(cents % 10),\(lots[level])]"
                }
                .joined(separator: ",")
            }
            let time = 1_700_000_000_000_000_000 + index * 100_000
            let (bids, asks) = (side(0..<5, -1), side(5..<10, 1))
            bytes += Array("{\"ts\":\(time),\"secid\":\"I\(place)\",\"bids\":[\(bids)],\"asks\":[\(asks)]}\n".utf8)
        }
        return bytes
    }
}
