import Engine
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
