import Analytics
import TestKit
import Testing

@Suite("Portfolio measures")
struct PortfolioMeasuresTests {
    /// Worked out with numpy 2.4 and scipy on the definitions of `docs/analytics.md`.
    static let expected: [(String, Double)] = [
        ("n", 400.0),
        ("net", 10067.0),
        ("gross_profit", 52635.0),
        ("gross_loss", 42568.0),
        ("profit_factor", 1.2364922007141514),
        ("wins", 199.0),
        ("losses", 177.0),
        ("flat", 24.0),
        ("win_rate_all", 0.4975),
        ("win_rate_decided", 0.5292553191489362),
        ("avg_win", 264.49748743718595),
        ("avg_loss", 240.49717514124293),
        ("payoff", 1.0997945704844465),
        ("expectancy", 25.1675),
        ("sqn", 1.7793282341251802),
        ("max_drawdown_abs", 1404.0),
        ("max_drawdown_pct_of_peak", 0.013209144792548687),
        ("max_drawdown_length_periods", 32.0),
        ("ulcer_index", 0.00432072029822422),
        ("sharpe_ddof1", 1.4322655620038596),
        ("sharpe_ddof0", 1.4340592578375926),
        ("sortino_all_periods", 2.203176918547866),
        ("sortino_std_of_negatives", 2.9380341679489046),
        ("volatility_ann", 0.042835038886713896),
        ("cagr", 0.062292197361491386),
        ("total_return", 0.10067000000000004),
        ("var95_linear_quantile", 0.003970890488498899),
        ("es95", 0.004316587716702242),
        ("var99_linear_quantile", 0.004488996865327514),
        ("es99", 0.00450974852686703),
        ("skew_population", 0.01664256251147746),
        ("kurtosis_excess_population", -1.0779733829893192),
        ("max_consecutive_wins", 4.0),
        ("max_consecutive_losses", 4.0),
        ("tail_ratio", 1.142171777608416),
        ("deflated_sharpe", 0.9642186653083856),
        ("calmar", 4.7158387874308545),
    ]

    @Test("agree with numpy and scipy")
    func oracle() throws {
        let pnl = (1...400).map { (index: Int) -> Double in
            let result = (index * 7919) % 1009 - 480
            return index % 17 == 0 ? 0 : Double(result)
        }
        let curve = EquityCurve(capital: 100_000, pnl: pnl)
        let named = PortfolioMeasures(curve, periodsPerYear: 252).named
        #expect(named.map { $0.name }.sorted() == Self.expected.map { $0.0 }.sorted())
        for (name, value) in Self.expected {
            let ours = try #require(named.first { $0.name == name }?.value, "\(name)")
            #expect(abs(ours - value) <= 1e-10 * max(1, abs(value)), "\(name): \(ours)")
        }
        let best = PortfolioMeasures(curve, periodsPerYear: 252, trials: 50)
        #expect(abs((best.deflatedSharpe ?? 0) - 0.3176027797075499) < 1e-10)
    }

    @Test("equity and results are two forms of one curve")
    func forms() {
        let results = EquityCurve(capital: 100, pnl: [5, -10, 20])
        let equity = EquityCurve(capital: 100, equity: [105, 95, 115])
        #expect(results.equity == equity.equity && results.pnl == equity.pnl)
        #expect(results.drawdowns == [0, 10, 0])
    }

    @Test("what is not defined is nil: no period, no loss, no move, equity used up")
    func undefined() {
        let none = Self.values([])
        #expect(none["n"] == 0 && none["net"] == 0 && none["max_drawdown_abs"] == 0)
        for name in [
            "profit_factor", "win_rate_all", "expectancy", "sqn", "sharpe_ddof1", "cagr", "es95", "tail_ratio",
        ] {
            #expect(none[name] == .some(nil), "\(name)")
        }
        let winning = Self.values([1, 2, 3])
        for name in [
            "profit_factor", "avg_loss", "payoff", "sortino_all_periods", "sortino_std_of_negatives", "calmar",
        ] {
            #expect(winning[name] == .some(nil), "\(name)")
        }
        let still = Self.values([0, 0, 0])
        for name in ["sharpe_ddof1", "sharpe_ddof0", "sqn", "skew_population", "kurtosis_excess_population", "calmar"] {
            #expect(still[name] == .some(nil), "\(name)")
        }
        #expect(still["volatility_ann"] == 0 && still["win_rate_decided"] == .some(nil) && still["cagr"] == 0)
        let ruined = Self.values([-150, 10])
        for name in ["sharpe_ddof1", "volatility_ann", "cagr", "var95_linear_quantile", "deflated_sharpe"] {
            #expect(ruined[name] == .some(nil), "\(name)")
        }
        #expect(ruined["max_drawdown_abs"] == 150 && ruined["max_drawdown_pct_of_peak"] == 1.5)
    }

    @Test("quantiles are those of the sorted values", arguments: [1, 2, 3, 10, 997])
    func quantiles(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        for _ in 0..<20 {
            // Few different values, so that there are ties.
            let values = (0..<count).map { _ in Double(Int.random(in: -9...9, using: &random)) }
            let sorted = values.sorted()
            var quantiles = Quantiles(values)
            for share in [0, 0.01, 0.05, 0.5, 0.95, 1] {
                let place = Double(count - 1) * share
                let above = sorted[min(Int(place) + 1, count - 1)]
                let expected = sorted[Int(place)] + (above - sorted[Int(place)]) * (place - place.rounded(.down))
                #expect(quantiles.quantile(share) == expected)
            }
        }
    }

    private static func values(_ pnl: [Double]) -> [String: Double?] {
        let measures = PortfolioMeasures(EquityCurve(capital: 100, pnl: pnl), periodsPerYear: 252)
        return Dictionary(uniqueKeysWithValues: measures.named.map { ($0.name, $0.value) })
    }
}
