@testable import Engine
import Market
import TestKit
import Testing

/// Defect 9 of the original: its threshold means a move of one percent from book to book, so it never fires.
@Suite("Heuristic fallback")
struct HeuristicFallbackTests {
    /// A book of `sizes` lots at one level a side, its bid so many steps of 0.01 above 300.
    private static func view(steps: Int, sizes: (Int64, Int64), minute: Int64 = 0) throws -> MarketView {
        var book = OrderBook(levelCount: 5)
        let bid = try Price(nanos: Int64(30_000 + steps) * 10_000_000)
        let ask = try Price(nanos: Int64(30_001 + steps) * 10_000_000)
        try book.replace(
            bids: [BookLevel(bid, LotScale.lots(sizes.0))],
            asks: [BookLevel(ask, LotScale.lots(sizes.1))]
        )
        return MarketView(
            book: book,
            time: Timestamp(seconds: minute * 60),
            position: .zero,
            priceStep: try #require(PriceStep(try Price(text: "0.01"))),
            signal: nil
        )
    }

    private static func seen(
        _ options: HeuristicFallback.Options = .init(),
        moves: [Int] = [0, 0, 1, 1, 0]
    ) throws -> HeuristicFallback {
        var fallback = HeuristicFallback(options, window: 4)
        for steps in moves { fallback.observe(try view(steps: steps, sizes: (1, 1)).book) }
        return fallback
    }

    @Test("fires on a name whose price moves by a step in two books of four: seven millionths of it a book")
    func fires() throws {
        var up = try Self.seen()
        #expect(try up.signal(Self.view(steps: 0, sizes: (90, 10))) == 0.7)
        var down = try Self.seen()
        #expect(try down.signal(Self.view(steps: 0, sizes: (10, 90))) == -0.7)
        #expect(down.tally.signals == 1 && down.tally.refusals.isEmpty)
    }

    @Test("names why there is no signal, in the order of the seed's reasons")
    func refuses() throws {
        func reasons(_ fallback: HeuristicFallback, sizes: (Int64, Int64) = (90, 10)) throws -> [HeuristicFallback
            .Refusal]
        {
            var fallback = fallback
            #expect(try fallback.signal(Self.view(steps: 0, sizes: sizes)) == nil)
            return Array(fallback.tally.refusals.keys)
        }
        var off = HeuristicFallback.Options()
        off.isEnabled = false
        #expect(try reasons(Self.seen(off)) == [.disabled])
        #expect(try reasons(Self.seen(moves: [0, 1, 0])) == [.emptyWindow])
        #expect(try reasons(Self.seen(moves: [0, 0, 0, 0, 0])) == [.lowVolatility])
        // (84 − 16) / 100.
        #expect(try reasons(Self.seen(), sizes: (84, 16)) == [.lowImbalance])
        #expect(try reasons(Self.seen(moves: [0, 0, 0, 0, 0]), sizes: (1, 1)) == [.lowVolatility])
    }

    @Test("gives so many signals an hour, counts a standing one once, and recovers")
    func quota() throws {
        var options = HeuristicFallback.Options()
        options.signalsPerHour = 2
        var fallback = try Self.seen(options)
        func ask(_ minute: Int64, _ sizes: (Int64, Int64) = (90, 10)) throws -> Double? {
            try fallback.signal(Self.view(steps: 0, sizes: sizes, minute: minute))
        }
        #expect(try ask(0) == 0.7)
        #expect(try ask(1) == 0.7)
        #expect(fallback.tally.signals == 1)
        fallback.standDown()
        #expect(try ask(10) == 0.7)
        // The third within the hour; the standing one is still said.
        #expect(try ask(11, (10, 90)) == nil)
        #expect(fallback.tally.refusals == [.quotaExceeded: 1])
        #expect(try ask(12) == 0.7)
        #expect(try ask(59, (10, 90)) == nil)
        #expect(try ask(60, (10, 90)) == -0.7)
        #expect(fallback.tally.signals == 3)
    }

    /// Never has a score.
    private struct Mute: EnsembleMember {
        mutating func score(_ view: MarketView) -> Double? { nil }
    }

    @Test("speaks for an ensemble below its quorum, and not above the confidence that is asked for")
    func ensemble() throws {
        func wishes(confidence: Double) throws -> [StrategyWish] {
            var rule = EnsembleRule(
                [OrderFlowScore(window: 1), Mute()] as [any EnsembleMember],
                SignalAggregation(weights: [1, 9]),
                HeuristicFallback(.init(), window: 2),
                confidence: confidence,
                lots: LotScale.lots(3)
            )
            let views = try [0, 1, 0].map { try Self.view(steps: $0, sizes: (90, 10)) }
            return views.map { rule.decide($0) }
        }
        #expect(try wishes(confidence: 0.7) == [.keep, .keep, .target(LotScale.lots(3))])
        #expect(try wishes(confidence: 0.71) == [.keep, .keep, .keep])
    }
}
