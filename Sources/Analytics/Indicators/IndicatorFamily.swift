/// The first words of indicators' names, and what may follow them.
struct IndicatorFamily: Sendable {
    enum Parameter: Sendable {
        /// Whole bars, at least so many.
        case period(least: Int)
        /// Standard deviations, more than 0.
        case width
    }

    let name: String
    let part: Int
    let parameters: [Parameter]
    /// What stands for parameters that are left out; empty where none may be.
    let defaults: [Double]
    let formula: @Sendable ([Double]) -> IndicatorFormula

    /// The longest period: as in TA-Lib.
    static let longest = 100_000

    private init(
        _ name: String,
        part: Int = 0,
        _ parameters: [Parameter],
        defaults: [Double] = [],
        _ formula: @escaping @Sendable ([Double]) -> IndicatorFormula
    ) {
        self.name = name
        self.part = part
        self.parameters = parameters
        self.defaults = defaults
        self.formula = formula
    }

    /// The family with the longest name that the text begins with.
    static func family(of text: String) -> IndicatorFamily? {
        all.filter { text == $0.name || text.hasPrefix($0.name + "_") }.max { $0.name.count < $1.name.count }
    }

    /// How a name of the family may look: `sma_N`.
    var pattern: String {
        let letters = parameters.map {
            switch $0 {
            case .period: "N"
            case .width: "WIDTH"
            }
        }
        return defaults.isEmpty || parameters.isEmpty
            ? ([name] + letters).joined(separator: "_")
            : "\(name) or \(([name] + letters).joined(separator: "_"))"
    }

    /// The parameters in a name of this family.
    func parameters(of text: String) throws(IndicatorNameError) -> [Double] {
        let words = text.dropFirst(name.count).split(separator: "_", omittingEmptySubsequences: false).dropFirst()
        let isComplete = words.count == parameters.count || (words.count < parameters.count && !defaults.isEmpty)
        guard isComplete else {
            throw IndicatorNameError(kind: .period, name: text, detail: "'\(text)' is not of the form \(pattern)")
        }
        var values = defaults.isEmpty ? [Double](repeating: 0, count: parameters.count) : defaults
        for (index, word) in words.enumerated() {
            guard let value = parameters[index].value(String(word)) else {
                let detail = "'\(text)': '\(word)' is not \(parameters[index].allowed)"
                throw IndicatorNameError(kind: .period, name: text, detail: detail)
            }
            values[index] = value
        }
        return values
    }

    static let all: [IndicatorFamily] = [
        one("sma") { .simpleAverage($0) },
        one("ema") { .exponentialAverage($0) },
        one("wma") { .weightedAverage($0) },
        one("rsi", least: 2) { .relativeStrength($0) },
        convergence("macd", part: 0),
        convergence("macd_signal", part: 1),
        convergence("macd_hist", part: 2),
        IndicatorFamily("tr", []) { _ in .trueRange },
        one("atr") { .averageTrueRange($0) },
        bands("bb_upper", part: 0),
        bands("bb_mid", part: 1),
        bands("bb_lower", part: 2),
        one("adx", part: 0, least: 2) { .directionalMovement($0) },
        one("plus_di", part: 1, least: 2) { .directionalMovement($0) },
        one("minus_di", part: 2, least: 2) { .directionalMovement($0) },
        stochastic("stoch_k", part: 0),
        stochastic("stoch_d", part: 1),
        IndicatorFamily("obv", []) { _ in .onBalanceVolume },
        one("cci", least: 2) { .commodityChannel($0) },
        one("willr", least: 2) { .williamsRange($0) },
        one("roc") { .rateOfChange($0) },
        one("mom") { .momentum($0) },
        one("mfi", least: 2) { .moneyFlow($0) },
        // The fourth part of the usual bands, which most who ask for it ask for too.
        one("stddev", part: 3, least: 2) { .bands($0, width: 2) },
        IndicatorFamily("vwap_cum", []) { _ in .cumulativeVWAP },
        IndicatorFamily("vwap_session", []) { _ in .sessionVWAP },
        one("vwap") { .rollingVWAP($0) },
        one("realized_vol", least: 2) { .realizedVolatility($0) },
    ]

    private static func one(
        _ name: String,
        part: Int = 0,
        least: Int = 1,
        _ formula: @escaping @Sendable (Int) -> IndicatorFormula
    ) -> IndicatorFamily {
        IndicatorFamily(name, part: part, [.period(least: least)]) { formula(Int($0[0])) }
    }

    private static func convergence(_ name: String, part: Int) -> IndicatorFamily {
        let averages: [Parameter] = [.period(least: 2), .period(least: 2), .period(least: 1)]
        return IndicatorFamily(name, part: part, averages, defaults: [12, 26, 9]) {
            .convergence(fast: Int($0[0]), slow: Int($0[1]), signal: Int($0[2]))
        }
    }

    private static func bands(_ name: String, part: Int) -> IndicatorFamily {
        IndicatorFamily(name, part: part, [.period(least: 2), .width], defaults: [20, 2]) {
            .bands(Int($0[0]), width: $0[1])
        }
    }

    private static func stochastic(_ name: String, part: Int) -> IndicatorFamily {
        let periods = [Parameter](repeating: .period(least: 1), count: 3)
        return IndicatorFamily(name, part: part, periods, defaults: [5, 3, 3]) {
            .stochastic(Int($0[0]), slowK: Int($0[1]), slowD: Int($0[2]))
        }
    }
}

extension IndicatorFamily.Parameter {
    /// The number in a word; nil where it is not allowed.
    fileprivate func value(_ word: String) -> Double? {
        switch self {
        case .period(let least):
            guard word.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
            return Int(word).flatMap { (least...IndicatorFamily.longest).contains($0) ? Double($0) : nil }
        case .width:
            return Double(word).flatMap { $0 > 0 && $0 <= 1000 ? $0 : nil }
        }
    }

    fileprivate var allowed: String {
        switch self {
        case .period(let least): "a whole number of bars from \(least) to \(IndicatorFamily.longest)"
        case .width: "a number of standard deviations above 0, at most 1000"
        }
    }
}
