import Engine
import Market
import Platform
import Testing

@Suite("Configuration of a backtest")
struct PlanReadingTests {
    @Test("every mistake is told with file, line and key")
    func mistakes() throws {
        let text = """
            strategy:
              name: imbalance_threshold
              depth: many
              entry: 0.6
            instruments:
              SBER: {lot: 0, price_step: 0.01}
              GAZP: {lot: 10}
            backtst: {}
            """
        let error = #expect(throws: ConfigurationError.self) {
            try BacktestPlan(configuration: text, named: "c.yaml")
        }
        let told = error?.problems.map(\.description) ?? []
        #expect(told.contains { $0.hasPrefix("c.yaml:8: backtst: unknown key, perhaps 'backtest'") })
        #expect(told.contains { $0.hasPrefix("c.yaml:4: strategy.entry: unknown key, perhaps 'enter'") })
        #expect(told.contains { $0.hasPrefix("c.yaml:3: strategy.depth: cannot be 'many'; allowed: a whole number") })
        #expect(told.contains { $0.hasPrefix("c.yaml:6: instruments.SBER.lot: cannot be '0'") })
        #expect(told.contains { $0.hasPrefix("c.yaml:7: instruments.GAZP.price_step: is missing") })
    }

    @Test("quotes that would never fit their position are a mistake")
    func quotes() throws {
        func plan(_ keys: String) throws -> BacktestPlan {
            try BacktestPlan(configuration: "strategy: {name: two_sided_quotes, \(keys)}", named: "c.yaml")
        }
        let error = #expect(throws: ConfigurationError.self) { try plan("lots: 11") }
        #expect(error?.problems.map(\.description).first?.hasPrefix("c.yaml:1: strategy.lots: cannot be above") == true)
        #expect(try plan("lots: 11, max_position: 11").strategy == .twoSidedQuotes(distance: 0, lots: 11, mostLots: 11))
    }

    @Test("JSON gives the same plan as YAML, and --set replaces a value")
    func forms() throws {
        let yaml = "strategy: {name: imbalance_threshold, depth: 5, enter: 0.6, exit: 0.1}"
        let json = #"{"strategy": {"name": "imbalance_threshold", "depth": 5, "enter": 0.6, "exit": 0.1}}"#
        let first = try BacktestPlan(configuration: yaml, named: "c.yaml")
        #expect(first.strategy == .imbalanceThreshold(depth: 5, enter: 0.6, exit: 0.1, lots: 1))
        #expect(try BacktestPlan(configuration: json, named: "c.json").strategy == first.strategy)
        let set = try BacktestPlan(configuration: yaml, named: "c.yaml", set: [("strategy.enter", "0.7")])
        #expect(set.strategy == .imbalanceThreshold(depth: 5, enter: 0.7, exit: 0.1, lots: 1))
    }

    @Test("the seed's section of the fallback belongs to the ensemble, also to one that a swap brings")
    func fallback() throws {
        let text = """
            strategy: {name: ensemble}
            fallback: {max_signals_per_hour: 3, imbalance_threshold: 0.5, volatility_threshold: 0.2, confidence: 0.9, window: 7}
            swap: {strategy: {name: ensemble}}
            """
        var options = HeuristicFallback.Options()
        (options.signalsPerHour, options.imbalance, options.volatility) = (3, 0.5, 0.2)
        (options.confidence, options.window) = (0.9, 7)
        let plan = try BacktestPlan(configuration: text, named: "c.yaml")
        let expected = StrategyChoice.ensemble(window: 20, confidence: 0.2, lots: 1, fallback: options)
        #expect(plan.strategy == expected && plan.swap?.strategy == expected)
        let error = #expect(throws: ConfigurationError.self) {
            try BacktestPlan(
                configuration: "strategy: {name: ensemble}\nfallback: {enabled: maybe, quota: 3}",
                named: "c.yaml"
            )
        }
        #expect(error?.problems.map(\.key) == ["fallback.quota", "fallback.enabled"])
    }

    @Test("section calendar says whose trading days count; without it there is none")
    func calendar() throws {
        func plan(_ section: String) throws -> BacktestPlan {
            try BacktestPlan(configuration: "strategy: {name: ensemble}\n\(section)\n", named: "c.yaml")
        }
        #expect(try plan("").calendar == nil)
        #expect(try plan("calendar: {}").calendar == CalendarChoice())
        let choice = try #require(try plan("calendar: {file: days.json, market: fo}").calendar)
        #expect(choice.file == "days.json" && choice.market == .futures)
        let error = #expect(throws: ConfigurationError.self) { try plan("calendar: {market: XX, path: a}") }
        #expect(error?.problems.map(\.key) == ["calendar.path", "calendar.market"])
    }

    @Test("an unknown strategy names those that there are")
    func unknown() {
        let error = #expect(throws: ConfigurationError.self) {
            try BacktestPlan(configuration: "strategy: {name: imbalance}", named: "c.yaml")
        }
        #expect(
            error?.description.contains("allowed: imbalance_threshold, two_sided_quotes, sma_cross, ensemble") == true
        )
    }
}
