import Analytics
import Market
import Store
import Testing
import Trading

@Suite("A day of the paper portfolio")
struct PaperDayTests {
    private let time = Timestamp(seconds: 1_706_000_000)
    private let a = SecID("A")

    private func signal(_ code: String, lots: Lots, range: Double = 10) throws -> TradeSignal {
        TradeSignal(
            date: DailyBars.day(1),
            secid: SecID(code),
            strategy: .breakout,
            kind: .entry,
            reference: try #require(Price("100")),
            range: range,
            stop: Price("95"),
            take: Price("110"),
            lots: lots,
            reason: "test"
        )
    }

    private func day(
        _ index: Int = 1,
        limits: PortfolioLimits = PortfolioLimits(),
        lot: Int = 10,
        halts: Halts = Halts()
    ) -> PaperDay {
        let shares = ["A", "B", "C"].map { TradedShare(SecID($0), lotSize: lot, priceStep: 0.5) }
        return PaperDay(
            DailyBars.day(index),
            PortfolioOptions(),
            limits,
            shares: Dictionary(uniqueKeysWithValues: shares.map { ($0.secid, $0) }),
            halts: halts
        )
    }

    /// A day after the purchase of 90 lots of ten at 100: stop 95, take 110, fee 45.
    private func held() throws -> Portfolio {
        var portfolio = Portfolio(capital: Money(units: 1_000_000))
        var signals = [try signal("A", lots: 90)]
        try day().trade(
            &portfolio,
            &signals,
            bars: [a: DailyBars.bar(1, 100, 101, 99, 100)],
            bestCloses: [:],
            at: time
        )
        return portfolio
    }

    @Test("a purchase fills at the open with its fee, its stop and its take")
    func purchase() throws {
        var portfolio = Portfolio(capital: Money(units: 1_000_000))
        var signals = [try signal("A", lots: 90)]
        let bars = [a: DailyBars.bar(1, 101, 103, 100, 102)]
        try day().trade(&portfolio, &signals, bars: bars, bestCloses: [:], at: time)
        #expect(signals.map(\.outcome) == [.filled])
        let fill = try #require(portfolio.fills.first)
        #expect(fill.price.description == "101" && fill.lots == 90 && fill.lotSize == 10)
        // 90 lots of ten at 101 are 90,900; five hundredths of a per cent of that are 45.45.
        #expect(fill.fee.description == "45.45" && portfolio.cash.description == "909054.55")
        let holding = try #require(portfolio.holdings[a])
        // A twentieth below 101 is 95.95, and the grid has halves.
        #expect(holding.stop.description == "95.5" && holding.take.description == "111.5")
        #expect(portfolio.equity.description == "1000854.55")
        // Another look at the day fills nothing again.
        let after = portfolio.fills
        try day().trade(&portfolio, &signals, bars: bars, bestCloses: [:], at: time)
        #expect(portfolio.fills == after)
    }

    @Test("what was decided after the open fills at the last price, and a low of before is no stop")
    func late() throws {
        var portfolio = Portfolio(capital: Money(units: 1_000_000))
        var signals = [try signal("A", lots: 90)]
        signals[0].isLate = true
        // The day opened at 104, fell to 90 and stands at 101: a stop at 95.95 was reached before there was one.
        try day().trade(&portfolio, &signals, bars: [a: DailyBars.bar(1, 104, 120, 90, 101)], bestCloses: [:], at: time)
        #expect(portfolio.fills.map(\.price.description) == ["101"] && signals.map(\.outcome) == [.filled])
        for close in [101.0, 97] {
            let bar = DailyBars.bar(1, 104, 120, 90, close)
            try day().trade(&portfolio, &signals, bars: [a: bar], bestCloses: [:], at: time)
            #expect(portfolio.fills.count == 1)
        }
        var stopped = portfolio
        let fallen = DailyBars.bar(1, 104, 120, 90, 94)
        try day().trade(&stopped, &signals, bars: [a: fallen], bestCloses: [:], at: time)
        #expect(stopped.fills.last?.cause == .stop && stopped.fills.last?.price.description == "94")
        // From the next day on low and high count as for any other.
        var none: [TradeSignal] = []
        try day(2).trade(&portfolio, &none, bars: [a: DailyBars.bar(2, 101, 102, 95, 101)], bestCloses: [:], at: time)
        #expect(portfolio.fills.last?.cause == .stop && portfolio.fills.last?.price.description == "95.5")
    }

    @Test("a sale that was decided late is made at the last price, after the stop that may have come before it")
    func lateSale() throws {
        for (low, price, cause) in [(96.0, "103", PortfolioFill.Cause.signal), (95, "95", .stop)] {
            var portfolio = try held()
            var exit = try signal("A", lots: 90)
            (exit.kind, exit.isLate, exit.date) = (.exit, true, DailyBars.day(2))
            var signals = [exit]
            let bar = DailyBars.bar(2, 100, 104, low, 103)
            try day(2).trade(&portfolio, &signals, bars: [a: bar], bestCloses: [:], at: time)
            #expect(portfolio.fills.last?.price.description == price && portfolio.fills.last?.cause == cause)
            #expect(signals.map(\.outcome) == [cause == .signal ? .filled : .expired])
        }
    }

    @Test(
        "stops and takes fill where a waiting order would have",
        arguments: [
            // Touches neither; the stop; opens below it; the take; opens above it; both: counts as stopped.
            ((100, 109.5, 95.5, 100), nil, nil), ((100, 101, 95, 99), "95", .stop), ((90, 92, 88, 91), "90", .stop),
            ((100, 110, 99, 109), "110", .takeProfit), ((115, 116, 112, 113), "115", .takeProfit),
            ((100, 112, 94, 100), "95", .stop),
        ] as [((Double, Double, Double, Double), String?, PortfolioFill.Cause?)]
    )
    func exits(
        _ prices: (Double, Double, Double, Double),
        _ expected: String?,
        _ cause: PortfolioFill.Cause?
    ) throws {
        var portfolio = try held()
        var signals: [TradeSignal] = []
        let bar = DailyBars.bar(2, prices.0, prices.1, prices.2, prices.3)
        try day(2).trade(&portfolio, &signals, bars: [a: bar], bestCloses: [a: 100], at: time)
        let sale = portfolio.fills.dropFirst().first
        #expect(sale?.price.description == expected && sale?.cause == cause)
        #expect(portfolio.holdings.isEmpty == (expected != nil))
    }

    @Test("the stop follows the highest close, and is then a trailing one")
    func trailing() throws {
        var portfolio = try held()
        var signals: [TradeSignal] = []
        let quiet = [a: DailyBars.bar(2, 107, 108, 106, 107)]
        try day(2).trade(&portfolio, &signals, bars: quiet, bestCloses: [a: 106], at: time)
        #expect(portfolio.holdings[a]?.stop.description == "101")
        let fall = [a: DailyBars.bar(3, 103, 104, 100, 102)]
        try day(3).trade(&portfolio, &signals, bars: fall, bestCloses: [a: 104], at: time)
        #expect(portfolio.fills.last?.cause == .trailingStop && portfolio.fills.last?.price.description == "101")
        let trade = try #require(portfolio.trips.first)
        // 900 shares won 1 each; fees 45 and 45.45.
        #expect(trade.result.description == "809.55" && portfolio.realised == trade.result)
    }

    @Test("a purchase is stopped on its own day as well")
    func sameDay() throws {
        var portfolio = Portfolio(capital: Money(units: 1_000_000))
        var signals = [try signal("A", lots: 90)]
        let bar = DailyBars.bar(1, 100, 101, 90, 91)
        try day().trade(&portfolio, &signals, bars: [a: bar], bestCloses: [:], at: time)
        #expect(portfolio.fills.map(\.cause) == [.signal, .stop])
        #expect(portfolio.fills.last?.price.description == "95")
    }

    @Test("what cannot be bought says why")
    func refused() throws {
        let bars = ["A", "B", "C"].reduce(into: [SecID: Bar]()) {
            $0[SecID($1)] = DailyBars.bar(1, 100, 101, 99, 100)
        }
        func outcome(
            _ signal: TradeSignal,
            _ day: PaperDay,
            capital: Double = 1_000_000,
            bar: Bar? = nil
        ) throws -> TradeSignal {
            var portfolio = Portfolio(capital: Money(units: capital))
            var signals = [signal]
            let seen = bar.map { [signal.secid: $0] } ?? bars
            try day.trade(&portfolio, &signals, bars: seen, bestCloses: [:], at: time)
            return try #require(signals.first)
        }
        let below = try outcome(try signal("A", lots: 1), day(), bar: DailyBars.bar(1, 94, 96, 93, 95))
        #expect(below.obstacle == .beyondStop)
        #expect(below.outcome == .refused && below.note == "opened at 94, beyond its stop 95")
        let full = try outcome(try signal("A", lots: 1), day(limits: PortfolioLimits(mostPositions: 0)))
        #expect(full.obstacle == .noPlace && full.note == "0 positions are held")
        // 1,000,000 · 0.1 / 1,000 a lot are 100 lots.
        let cut = try outcome(try signal("A", lots: 150), day())
        #expect(cut.outcome == .filled && cut.obstacle == nil && cut.note == "100 of 150 lots: exposure")
        var halts = Halts()
        _ = halts.raise(Halt(.drawdown, .reduceOnly, until: .person, who: "test", why: "test", since: time))
        let halted = try outcome(try signal("A", lots: 1), day(halts: halts))
        #expect(halted.outcome == .refused && halted.obstacle == .halted && halted.note == "limit: reduceOnly")
        let untraded = try outcome(try signal("D", lots: 1), day())
        #expect(untraded.outcome == .pending)
    }

    @Test("no more is bought than there is cash for, fees included")
    func cash() throws {
        var portfolio = Portfolio(capital: Money(units: 100_000))
        var signals = [try signal("A", lots: 60), try signal("B", lots: 60)]
        let limits = PortfolioLimits(largestPosition: 1)
        let bars = [a: DailyBars.bar(1, 100, 101, 99, 100), SecID("B"): DailyBars.bar(1, 100, 101, 99, 100)]
        try day(limits: limits).trade(&portfolio, &signals, bars: bars, bestCloses: [:], at: time)
        #expect(portfolio.fills.map(\.lots) == [60, 39] && portfolio.cash > .zero)
    }

    @Test("a halt for losses lets stops work, and a total loss sells everything")
    func halts() throws {
        var reduced = Halts()
        _ = reduced.raise(Halt(.drawdown, .reduceOnly, until: .person, who: "test", why: "test", since: time))
        var portfolio = try held()
        var signals: [TradeSignal] = []
        let fall = [a: DailyBars.bar(2, 99, 100, 94, 96)]
        try day(2, halts: reduced).trade(&portfolio, &signals, bars: fall, bestCloses: [:], at: time)
        #expect(portfolio.fills.last?.cause == .stop)
        var stopped = Halts()
        _ = stopped.raise(Halt(.totalLoss, .stopped, until: .person, who: "test", why: "test", since: time))
        portfolio = try held()
        try day(2, halts: stopped).trade(&portfolio, &signals, bars: fall, bestCloses: [:], at: time)
        #expect(portfolio.fills.last?.cause == .liquidation && portfolio.fills.last?.price.description == "96")
        #expect(portfolio.holdings.isEmpty)
    }

    /// The person's level, whether the risk checks saw a total loss, and what is sold: by the morning's decision, and by the stop.
    @Test(
        "a person's halt buys nothing; exits go on under it, and none is sent while all is stopped",
        arguments: [
            (nil, false, .signal, .stop), (.reduceOnly, false, .signal, .stop), (.stopped, false, nil, nil),
            (nil, true, .liquidation, .liquidation), (.reduceOnly, true, .liquidation, .liquidation),
            (.stopped, true, nil, nil),
        ] as [(Halt.Level?, Bool, PortfolioFill.Cause?, PortfolioFill.Cause?)]
    )
    func byHand(
        _ level: Halt.Level?,
        _ hasLostAll: Bool,
        _ decided: PortfolioFill.Cause?,
        _ stopped: PortfolioFill.Cause?
    ) throws {
        var halts = Halts()
        if let level {
            _ = halts.raise(Halt(.person, level, until: .person, who: "1001 Anna", why: "", since: time))
        }
        if hasLostAll {
            _ = halts.raise(Halt(.totalLoss, .stopped, until: .person, who: "test", why: "test", since: time))
        }
        let fall = [a: DailyBars.bar(2, 99, 100, 94, 96), SecID("B"): DailyBars.bar(2, 100, 101, 99, 100)]
        for (isDecided, cause) in [(true, decided), (false, stopped)] {
            var portfolio = try held()
            var exit = try signal("A", lots: 90)
            exit.kind = .exit
            var signals = [try signal("B", lots: 1)] + (isDecided ? [exit] : [])
            try day(2, halts: halts).trade(&portfolio, &signals, bars: fall, bestCloses: [:], at: time)
            let sold = portfolio.fills.dropFirst().filter { $0.side == .sell }
            #expect(sold.map(\.cause) == (cause.map { [$0] } ?? []))
            #expect((portfolio.holdings[a] == nil) == (cause != nil))
            #expect((portfolio.holdings[SecID("B")] != nil) == (level == nil && !hasLostAll))
            #expect(signals[0].outcome == (level == nil && !hasLostAll ? .filled : .refused))
            // What was decided waits for the day's end: a person may let it go on before.
            if isDecided, cause == nil { #expect(signals[1].outcome == .pending) }
        }
    }

    @Test("a portfolio is the same from its stored fills")
    func replay() throws {
        let portfolio = try held()
        let again = Portfolio(
            capital: portfolio.capital,
            fills: portfolio.fills,
            holdings: Array(portfolio.holdings.values)
        )
        #expect(again.cash == portfolio.cash && again.equity == portfolio.equity)
        #expect(again.holdings == portfolio.holdings && again.trips == portfolio.trips)
        // A stop without a purchase is no holding.
        #expect(Portfolio(capital: .zero, holdings: Array(portfolio.holdings.values)).holdings.isEmpty)
    }
}
