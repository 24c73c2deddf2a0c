import Analytics
import Market
import Store
import Testing
import Trading

@Suite("Risk checks")
struct RiskCheckTests {
    private let now = Timestamp(seconds: 1_706_000_000)

    private func risk(
        equity: Double,
        curve: [Double] = [],
        start: Double = 1_000
    ) -> PortfolioRisk {
        PortfolioRisk(
            Portfolio(capital: Money(units: equity)),
            curve: curve.enumerated().map {
                EquityPoint(date: DailyBars.day($0), cash: Money(units: $1), invested: .zero)
            },
            start: Money(units: start),
            bars: [:],
            on: DailyBars.day(100)
        )
    }

    @Test("losses are those of the day, from the peak and from the start")
    func losses() {
        let risk = risk(equity: 900, curve: [1_100, 1_200, 1_000])
        #expect(abs(risk.dayLoss - 0.1) < 1e-12 && abs(risk.drawdown - 0.25) < 1e-12)
        #expect(abs(risk.totalLoss - 0.1) < 1e-12 && risk.exposure == 0 && risk.valueAtRisk == nil)
        let fresh = self.risk(equity: 1_010)
        #expect(abs(fresh.dayLoss + 0.01) < 1e-12 && fresh.drawdown == 0)
    }

    @Test(
        "limits are reached at their value",
        arguments: [
            (970.1, [1_000], [], false), (970, [1_000], [], true), (950, [1_000], [.dailyLoss], false),
            // Over many days: drawdown alone.
            (850.1, [1_000, 851], [], false), (850, [1_000, 851], [], true), (800, [1_000, 801], [.drawdown], false),
            // A peak above the start, and 28 % of the start.
            (721, [900, 722], [.drawdown], false), (720, [1_000, 721], [.drawdown, .totalLoss], false),
        ] as [(Double, [Double], [Halt.Cause], Bool)]
    )
    func limits(_ equity: Double, _ curve: [Double], _ halts: [Halt.Cause], _ isReduced: Bool) {
        let check = RiskCheck(
            risk(equity: equity, curve: curve),
            PortfolioOptions(),
            PortfolioLimits(),
            at: now
        )
        #expect(check.halts.map(\.cause) == halts && check.isReduced == isReduced, "\(check.findings)")
        #expect(check.halts.allSatisfy { $0.end == .person })
    }

    @Test(
        "too many positions, or one that has outgrown its limit, keep everything from opening",
        arguments: [(0.1, 20, ""), (0.1, 1, "2 positions"), (0.08, 20, ""), (0.079, 20, "A is 10.00%")]
    )
    func positions(_ size: Double, _ count: Int, _ words: String) throws {
        // Two positions of a tenth of the equity each; a limit of 8 % may be outgrown up to 10 %.
        var portfolio = Portfolio(capital: Money(units: 1_000_000), fills: try Self.purchases)
        for code in ["A", "B"] {
            portfolio.hold(.example(code, lots: 1_000, entry: "100", stop: "95", openedOn: DailyBars.day(1)))
        }
        let risk = PortfolioRisk(
            portfolio,
            curve: [],
            start: Money(units: 1_000_000),
            bars: [:],
            on: DailyBars.day(2)
        )
        let limits = PortfolioLimits(largestPosition: size, mostPositions: count)
        let check = RiskCheck(risk, PortfolioOptions(), limits, at: now)
        #expect(check.isClosed == !words.isEmpty && check.isReduced == check.isClosed && check.halts.isEmpty)
        #expect(words.isEmpty || check.findings.first?.hasPrefix(words) == true, "\(check.findings)")
    }

    /// 1,000 shares of each at 100.
    private static var purchases: [PortfolioFill] {
        get throws {
            try [("A", 1), ("B", 2)].map { code, number in
                PortfolioFill(
                    number: number,
                    date: DailyBars.day(1),
                    secid: SecID(code),
                    strategy: .breakout,
                    cause: .signal,
                    side: .buy,
                    lots: 1_000,
                    lotSize: 1,
                    price: try #require(Price("100")),
                    fee: .zero
                )
            }
        }
    }

    @Test("value at risk is what today's holdings would have lost")
    func valueAtRisk() throws {
        // 1,000 shares of each at 100 in an equity of 1,000,000: weights of a tenth.
        var portfolio = Portfolio(
            capital: Money(units: 1_000_000),
            fills: try Self.purchases
        )
        for code in ["A", "B"] {
            portfolio.hold(.example(code, lots: 1_000, entry: "100", stop: "95", openedOn: DailyBars.day(1)))
        }
        // A falls by a tenth on every 20th day and rises back on the next; B stays.
        let closes = (0..<101).map { $0 % 20 == 10 ? 90.0 : 100 }
        let bars = [
            SecID("A"): DailyBars.closing(at: closes),
            SecID("B"): DailyBars.closing(at: [Double](repeating: 100, count: 101)),
        ]
        let risk = PortfolioRisk(
            portfolio,
            curve: [],
            start: Money(units: 1_000_000),
            bars: bars,
            on: DailyBars.day(100)
        )
        #expect(abs(risk.exposure - 0.2) < 1e-12 && risk.largest?.secid == SecID("A") && risk.positions == 2)
        // Five of 100 returns are -1 %; the interpolated 5 % quantile lies at 0.05 · 99 = 4.95 of the sorted ones.
        #expect(risk.valueAtRisk.map { abs($0 - 0.01 * 0.05) < 1e-12 } == true)
        #expect(risk.shortfall.map { abs($0 - 0.01) < 1e-12 } == true)
        #expect(risk.volatility.map { $0 > 0.04 && $0 < 0.06 } == true)
    }
}
