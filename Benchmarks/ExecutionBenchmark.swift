import Execution
import Market

/// Orders through the whole of execution: ledger, paper venue, risk, each order ended before the next begins.
///
/// The cost of one must not depend on how many there were: nautilus_trader 1.231 took 7.1 s for 2,500 flips and 59.8 s for 10,000;
/// hftbacktest 2.4.4 plays 5.4 to 7.3 M events/s with two quotes in its queue model, in 950 MB with the data. Both were measured on a
/// 2-core AMD EPYC with a load of 2.
enum ExecutionBenchmark: Benchmark {
    static let name = "execution"
    static let subject =
        "flip orders through risk, ledger and paper venue (one instrument, ten levels); quoting with two resting orders"

    static func run() throws {
        printRow("orders, goal: as for 1,000", ["µs an order", "of 1,000", "on the wall", "peer", "MB resident"])
        var first = 0.0
        for count in [1_000, 10_000, 100_000] {
            let times = try times(of: 3) { try flips(count) }
            let each = times.processor.inSeconds * 1e6 / Double(count)
            if first == 0 { first = each }
            let onTheWall = times.wall.inSeconds * 1e6 / Double(count)
            let peer = [1_000: "2840 nautilus", 10_000: "5980 nautilus"][count] ?? "-"
            let columns = [rounded(each), rounded(each / first) + "×", rounded(onTheWall), peer]
            printRow("\(count) flips", columns + [rounded(residentMegabytes())])
        }
        printRow("events, goal 6", ["M events/s", "of the goal", "on the wall", "peer", "MB resident"])
        let count = 1_000_000
        let times = try times(of: 3) { try quoting(count) }
        let rate = Double(count) / times.processor.inSeconds / 1e6
        let onTheWall = Double(count) / times.wall.inSeconds / 1e6
        let columns = [rounded(rate), rounded(rate / 6), rounded(onTheWall), "7.3 hftbacktest"]
        printRow("\(count) with two quotes", columns + [rounded(residentMegabytes())])
    }

    private static let start = Timestamp(seconds: 1_700_000_000)

    private static func rounded(_ number: Double) -> String {
        "\((number * 100).rounded() / 100)"
    }

    private static func parts() throws -> (InstrumentTable, BookTable, PaperVenue) {
        guard let id = InstrumentID("MOEX:SBER"), let step = PriceStep(try Price(text: "0.01")),
            let facts = InstrumentFacts(id, priceStep: step, lotValue: try Price(text: "10"))
        else { preconditionFailure("the facts of the benchmark's instrument are wrong") }
        let instruments = InstrumentTable([facts])
        let books = BookTable(count: 1, levelCount: 10)
        var options = PaperOptions()
        options.queue = .power(2)
        options.fees = FeeSchedule(maker: .none, taker: FeeRate(basisPoints: 1))
        return (instruments, books, PaperVenue(instruments, books: books, options: options))
    }

    private static func fill(_ books: BookTable, _ slot: InstrumentSlot) throws {
        try books[slot].replace(
            bids: try (0..<10).map { BookLevel(try Price(nanos: 300_000_000_000 - $0 * 10_000_000), 1_000) },
            asks: try (1...10).map { BookLevel(try Price(nanos: 300_000_000_000 + $0 * 10_000_000), 1_000) }
        )
    }

    private static func flips(_ count: Int) throws {
        let (instruments, books, venue) = try parts()
        let slot = InstrumentSlot(0)
        try fill(books, slot)
        let execution = OrderExecution(instruments, venue, ids: OrderIDSequence(seed: 1))
        var limits = RiskLimits()
        limits.maxOrdersPerMinute = 100_000
        limits.maxDailyLoss = 1e9
        limits.dailyLossLimitPct = 1
        limits.maxConsecutiveLosses = 1_000
        limits.lossCooldown = .zero
        limits.capitalBase = 1e12
        var risk = RiskManagement(limits, instruments)
        var now = start
        let price = try Price(nanos: 300_000_000_000)
        for number in 0..<count {
            now = now + .milliseconds(10)
            venue.advance(to: now)
            // The level shows another size each time, so that it is there anew.
            let size = Lots(1_000 + Int64(number & 1))
            let level = number & 1 == 0 ? BookSide.ask : .bid
            let touched = try Price(nanos: number & 1 == 0 ? 300_010_000_000 : 300_000_000_000)
            _ = try books[slot].set(level, touched, to: size)
            venue.levelChanged(slot, level, touched, to: size, at: now)
            let side: Side = number & 1 == 0 ? .buy : .sell
            let verdict = risk.check(slot, side, 1, at: price, execution.ledger, now: now)
            precondition(verdict.lots == 1, "an order of the benchmark was refused: \(verdict)")
            risk.noteSent(at: now)
            execution.send(slot, side, verdict.lots, .market, at: now)
            while let (_, change) = execution.next(at: now) {
                guard case .filled(let fill, let gain) = change else { continue }
                _ = risk.note(fill, gain: gain, execution.ledger[slot], at: now)
            }
        }
        precondition(execution.ledger.openCount == 0, "an order of the benchmark stayed open")
    }

    private static func quoting(_ count: Int) throws {
        let (instruments, books, venue) = try parts()
        let slot = InstrumentSlot(0)
        try fill(books, slot)
        let execution = OrderExecution(instruments, venue, ids: OrderIDSequence(seed: 1))
        execution.send(slot, .buy, 1_000, .limit(try Price(nanos: 299_980_000_000)), at: start)
        execution.send(slot, .sell, 1_000, .limit(try Price(nanos: 300_030_000_000)), at: start)
        let prices = try (0..<8).map { try Price(nanos: 299_960_000_000 + $0 * 10_000_000) }
        var now = start
        for number in 0..<count {
            now = now + .microseconds(100)
            venue.advance(to: now)
            let place = number % 8
            let side: BookSide = place <= 4 ? .bid : .ask
            let lots = Lots(900 + Int64(number % 200))
            _ = try books[slot].set(side, prices[place], to: lots)
            venue.levelChanged(slot, side, prices[place], to: lots, at: now)
            while execution.next(at: now) != nil {}
        }
    }
}
