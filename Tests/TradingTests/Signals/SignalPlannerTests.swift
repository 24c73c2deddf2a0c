import Analytics
import Market
import Store
import Testing
import Trading

@Suite("Signals of a morning")
struct SignalPlannerTests {
    private let date = DailyBars.day(31)
    private let capital = Money(units: 1_000_000)

    /// A share that broke out on its last bar, at 102 with a range near 2.
    private var study: ShareStudy {
        let flat = (0..<30).map { DailyBars.bar($0, 100, 101, 99, 100) }
        return ShareStudy(flat + [DailyBars.bar(30, 100, 102, 100, 102, volume: 2_000)])
    }

    private func planner(
        _ limits: PortfolioLimits = PortfolioLimits(),
        lot: Int = 1,
        riskShare: Double = 1,
        closedBy: SignalPlanner.Closure? = nil
    ) -> SignalPlanner {
        var options = PortfolioOptions()
        options.kellyTrades = 2
        let share = TradedShare(SecID("A"), lotSize: lot, priceStep: 0.1)
        return SignalPlanner(
            date,
            options,
            limits,
            shares: [share.secid: share],
            riskShare: riskShare,
            closedBy: closedBy
        )
    }

    private func entry(_ planner: SignalPlanner, _ portfolio: Portfolio? = nil) throws -> TradeSignal {
        let signals = try planner.signals(
            [SecID("A")],
            [SecID("A"): study],
            portfolio ?? Portfolio(capital: capital)
        )
        return try #require(signals.first)
    }

    @Test("risks 2 % at the stop, no more than a tenth of the equity in one share")
    func size() throws {
        // ATR is 2, the stop 3.6 below: 98.4. 20,000 / 3.6 = 5,555 shares, but 100,000 / 102 = 980.
        let signal = try entry(planner())
        #expect(signal.strategy == .breakout && signal.kind == .entry && signal.outcome == .pending)
        #expect(signal.stop?.description == "98.4" && signal.lots == 980)
        #expect(try entry(planner(PortfolioLimits(largestPosition: 0.9))).lots == 5_555)
        #expect(try entry(planner(PortfolioLimits(largestPosition: 0.9), riskShare: 0.5)).lots == 2_777)
        #expect(try entry(planner(lot: 100)).lots == 9)
    }

    @Test(
        "what leaves no lot is kept with its reason",
        arguments: [
            (20, 1_000, nil, .lotTooLarge, "a lot is more than the limits allow"),
            (0, 1, nil, .noPlace, "0 positions are held"), (20, 1, "halted", .halted, "halted"),
        ] as [(Int, Int, String?, TradeSignal.Obstacle, String)]
    )
    func refused(_ places: Int, _ lot: Int, _ closedBy: String?, _ obstacle: TradeSignal.Obstacle, _ note: String)
        throws
    {
        let closure = closedBy.map { SignalPlanner.Closure(.halted, $0) }
        let signal = try entry(planner(PortfolioLimits(mostPositions: places), lot: lot, closedBy: closure))
        #expect(signal.outcome == .refused && signal.lots == .zero)
        #expect(signal.obstacle == obstacle && signal.note == note)
    }

    /// One trade of a share that closed with a gain or loss on each share.
    private func trade(_ number: Int, _ prices: (String, String)) throws -> [PortfolioFill] {
        try [(Side.buy, prices.0), (.sell, prices.1)].enumerated().map { index, each in
            PortfolioFill(
                number: number + index,
                date: DailyBars.day(number),
                secid: SecID("B"),
                strategy: .breakout,
                cause: .signal,
                side: each.0,
                lots: 10,
                lotSize: 1,
                price: try #require(Price(each.1)),
                fee: .zero
            )
        }
    }

    @Test("a strategy that lost on the whole opens nothing, one with little to show risks less")
    func kelly() throws {
        let lost = Portfolio(capital: capital, fills: try trade(1, ("10", "9")) + trade(3, ("10", "9")))
        let refused = try entry(planner(), lost)
        #expect(refused.obstacle == .strategyLost && refused.note.contains("Kelly"))
        // W = 0.5, R = 1.04: f = 0.0192…, of which half is 0.96 %.
        let even = Portfolio(capital: capital, fills: try trade(1, ("10", "11.04")) + trade(3, ("10", "9")))
        let small = try entry(planner(PortfolioLimits(largestPosition: 0.9)), even)
        #expect(small.note == "risk 0.96% by half of Kelly's fraction")
        #expect(small.lots < 2_700 && small.lots > 2_600)
    }

    @Test("what is held is sold when its reason is gone, and not bought again")
    func exit() throws {
        let fill = PortfolioFill(
            number: 1,
            date: DailyBars.day(20),
            secid: SecID("A"),
            strategy: .bandReversion,
            cause: .signal,
            side: .buy,
            lots: 50,
            lotSize: 1,
            price: try #require(Price("99")),
            fee: .zero
        )
        var portfolio = Portfolio(capital: capital, fills: [fill])
        var holding = Holding.example("A", lots: 50, entry: "99", stop: "95", openedOn: DailyBars.day(20))
        holding.strategy = .bandReversion
        portfolio.hold(holding)
        let signals = try planner().signals([SecID("A")], [SecID("A"): study], portfolio)
        #expect(signals.map(\.kind) == [.exit] && signals.first?.lots == 50)
        #expect(signals.first?.strategy == .bandReversion)
    }
}
