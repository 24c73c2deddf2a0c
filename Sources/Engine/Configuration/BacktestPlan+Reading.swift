import Execution
import Market
package import Platform

extension BacktestPlan {
    /// Reads the configuration of a backtest: YAML, or JSON where the name ends in `.json`.
    ///
    /// Sections `strategy` (needed), `instruments`, `backtest`, `latency`, `queue` and `risk`; without `instruments` the plan has
    /// none, and the caller names those of the data. `docs/engine.md` lists the keys. `set` replaces values by path, as `strategy.enter`.
    ///
    /// - Throws: ``ConfigurationError`` with every mistake, each with file and line.
    package init(
        configuration text: String,
        named file: String,
        set overrides: [(path: String, text: String)] = []
    ) throws(ConfigurationError) {
        let tree = try Self.tree(text, named: file, set: overrides)
        var reader = PlanReader(file: file)
        try self.init(tree, &reader)
    }

    /// - Throws: ``ConfigurationError`` where the text is no YAML, or no JSON.
    static func tree(
        _ text: String,
        named file: String,
        set overrides: [(path: String, text: String)] = []
    ) throws(ConfigurationError) -> ConfigNode {
        let root: ConfigNode
        do throws(ConfigSyntaxError) {
            root = try file.hasSuffix(".json") ? JSONConfigReader.read(text) : YAMLReader.read(text)
        } catch {
            throw ConfigurationError([
                .init(location: "\(file):\(error.position.line)", key: "", detail: error.detail)
            ])
        }
        return overrides.reduce(root) {
            $0.setting($1.path.split(separator: ".").map(String.init)[...], to: $1.text)
        }
    }

    /// - Parameter reader: may have problems on record, which are told with those of the plan.
    init(_ tree: ConfigNode, _ reader: inout PlanReader) throws(ConfigurationError) {
        reader.refuse(tree, "", allowing: Self.sections)
        let fallback = Self.fallback(tree["fallback"], &reader)
        let strategy = Self.strategy(tree, fallback, &reader)
        let orders = Self.orders(tree["execution"], &reader)
        let data = Self.data(tree["datafeed"], &reader)
        let swap = Self.swap(tree["swap"], fallback, &reader)
        let session = Self.session(tree["session"], &reader)
        let calendar = CalendarChoice(tree["calendar"], &reader)
        let instruments = Self.instruments(tree["instruments"], &reader)
        let money = Self.money(tree["backtest"], &reader)
        let latency = Self.latency(tree["latency"], &reader)
        let queue = Self.queue(tree["queue"], &reader)
        let limits: RiskLimits? = tree["risk"].flatMap { reader.section($0, at: "risk") }
        if data.index != nil, tree["risk"] == nil {
            reader.report(
                "datafeed.volatility_index",
                at: tree.position,
                "needs section risk, whose limit it is held to"
            )
        }
        try reader.finish()
        guard let strategy else { preconditionFailure("a missing strategy is a problem on record") }
        self.init(strategy, instruments)
        capital = money.capital
        fees = money.fees
        mostOrders = money.mostOrders
        self.latency = latency.model
        latencyFile = latency.file
        self.queue = queue
        self.limits = limits
        route = orders.route
        usesStops = orders.usesStops
        allowsShort = orders.allowsShort
        self.session = session
        self.calendar = calendar
        refusalPause = orders.refusalPause ?? .zero
        gap = data.gap
        rotation = data.rotation
        volatilityIndex = data.index
        self.swap = swap
    }

    private static let sections = [
        "strategy", "instruments", "backtest", "latency", "queue", "risk", "execution", "datafeed", "swap",
        "fallback", "session", "calendar", "system", "manual_override", "monitoring", "connectivity",
        "reporting", "recording", "disaster_recovery", "notifications", "storage", "risk_schedule",
    ]

    // MARK: Sections

    /// - Parameter section: above the strategy; empty for the root.
    static func strategy(
        _ root: ConfigNode,
        in section: String = "",
        _ fallback: HeuristicFallback.Options,
        _ reader: inout PlanReader
    ) -> StrategyChoice? {
        let path = section.isEmpty ? "strategy" : "\(section).strategy"
        let names = StrategyChoice.Name.allCases.map(\.rawValue)
        guard let node = root["strategy"] else {
            reader.report(path, at: root.position, "is missing; names: \(names.joined(separator: ", "))")
            return nil
        }
        guard reader.entries(node, path) != nil else { return nil }
        guard let text = reader.text(node, "\(path).name") else {
            reader.report("\(path).name", at: node.position, "is missing; allowed: \(names.joined(separator: ", "))")
            return nil
        }
        guard let name = StrategyChoice.Name(rawValue: text) else {
            let hint = nearest(to: text, among: names).map { ", perhaps '\($0)'" } ?? ""
            reader.report(
                "\(path).name",
                at: node["name"]?.position ?? node.position,
                "cannot be '\(text.bounded(to: 100))'\(hint); allowed: \(names.joined(separator: ", "))"
            )
            return nil
        }
        return parameters(name, node, path, fallback, &reader)
    }

    private static func parameters(
        _ name: StrategyChoice.Name,
        _ node: ConfigNode,
        _ path: String,
        _ fallback: HeuristicFallback.Options,
        _ reader: inout PlanReader
    ) -> StrategyChoice {
        let lots = Int64(reader.integer(node, "\(path).lots", default: 1, in: 1...1_000_000))
        switch name {
        case .imbalanceThreshold:
            reader.refuse(node, path, allowing: ["name", "depth", "enter", "exit", "lots"])
            let depth = reader.integer(node, "\(path).depth", default: 5, in: 1...OrderBook.engineLevels)
            let enter = reader.number(node, "\(path).enter", default: 0.6, in: 0...1)
            let exit = reader.number(node, "\(path).exit", default: 0.1, in: 0...1)
            if exit > enter {
                reader.report("\(path).exit", at: node.position, "cannot be above enter, \(enter)")
            }
            return .imbalanceThreshold(depth: depth, enter: enter, exit: exit, lots: lots)
        case .twoSidedQuotes:
            reader.refuse(node, path, allowing: ["name", "distance", "lots", "max_position"])
            let most = Int64(reader.integer(node, "\(path).max_position", default: 10, in: 1...1_000_000))
            if lots > most {
                reader.report(
                    "\(path).lots",
                    at: node.position,
                    "cannot be above max_position, \(most): it never quotes"
                )
            }
            return .twoSidedQuotes(
                distance: Int64(reader.integer(node, "\(path).distance", default: 0, in: 0...1_000_000)),
                lots: lots,
                mostLots: most
            )
        case .averageCross:
            reader.refuse(node, path, allowing: ["name", "fast", "slow", "bar_seconds", "lots"])
            let fast = reader.integer(node, "\(path).fast", default: 10, in: 1...10_000)
            let slow = reader.integer(node, "\(path).slow", default: 50, in: 2...10_000)
            if slow <= fast { reader.report("\(path).slow", at: node.position, "must be above fast, \(fast)") }
            let seconds = reader.integer(node, "\(path).bar_seconds", default: 60, in: 1...86_400)
            return .averageCross(fast: fast, slow: slow, bar: .seconds(seconds), lots: lots)
        case .ensemble:
            reader.refuse(node, path, allowing: ["name", "window", "confidence", "lots"])
            return .ensemble(
                window: reader.integer(node, "\(path).window", default: 20, in: 1...100_000),
                confidence: reader.number(node, "\(path).confidence", default: 0.2, in: 0...1),
                lots: lots,
                fallback: fallback
            )
        }
    }

    private static func instruments(_ node: ConfigNode?, _ reader: inout PlanReader) -> [BacktestInstrument] {
        guard let node, let entries = reader.entries(node, "instruments") else { return [] }
        if entries.isEmpty { reader.report("instruments", at: node.position, "names no instrument") }
        return entries.compactMap { entry in
            let path = "instruments.\(entry.key)"
            reader.refuse(entry.value, path, allowing: ["lot", "price_step"])
            let lot = reader.optional(entry.value, "\(path).lot", allowed: Self.lotForm) { text in
                Price(text).flatMap { $0 > .zero && $0.nanos % LotScale.perLot == 0 ? $0 : nil }
            }
            let step = reader.optional(
                entry.value,
                "\(path).price_step",
                allowed: "a number above zero, such as 0.01"
            ) { Price($0).flatMap { PriceStep($0) } }
            for (key, isThere) in [
                ("lot", entry.value["lot"] != nil), ("price_step", entry.value["price_step"] != nil),
            ]
            where !isThere {
                reader.report("\(path).\(key)", at: entry.position, "is missing")
            }
            guard let lot, let step else { return nil }
            let instrument = BacktestInstrument(SecID(entry.key), lot: lot, priceStep: step)
            if instrument == nil {
                reader.report(path, at: entry.position, "is no code of up to 36 letters and digits")
            }
            return instrument
        }
    }

    private static let lotForm = "pieces in a lot, above zero and in whole tenths"
}

extension ConfigNode {
    /// The tree with one value replaced, or added with the sections that it needs.
    fileprivate func setting(_ path: ArraySlice<String>, to text: String) -> ConfigNode {
        guard let key = path.first else { return ConfigNode(.scalar(text), at: position) }
        var entries: [Entry] = if case .mapping(let entries) = content { entries } else { [] }
        if let index = entries.firstIndex(where: { $0.key == key }) {
            let old = entries[index]
            entries[index] = Entry(
                key: key,
                position: old.position,
                value: old.value.setting(path.dropFirst(), to: text)
            )
        } else {
            let empty = ConfigNode(.mapping([]), at: position)
            entries.append(Entry(key: key, position: position, value: empty.setting(path.dropFirst(), to: text)))
        }
        return ConfigNode(.mapping(entries), at: position)
    }
}
