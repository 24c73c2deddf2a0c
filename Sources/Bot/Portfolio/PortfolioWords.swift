import Market
import Operations
import Store

extension Wording {
    /// A price as the exchange quotes it, with all its decimals.
    func price(_ value: Price) -> String { local("\(value)") }

    /// `100 273 455 ₽`, whole units.
    func money(_ amount: Money, of market: ShareMarket) -> String {
        let whole = Int(exactly: amount.units.rounded()) ?? 0
        return "\(grouped(whole))\(Self.thinSpace)\(market == .moex ? "₽" : "₩")"
    }

    /// The decimal separator of the language.
    private func local(_ number: String) -> String {
        language == .russian ? number.replacing(".", with: ",") : number
    }
}

extension StrategyName {
    /// The strategy's name in a sentence.
    var title: Texts {
        switch self {
        case .trendPullback: Texts("откат по тренду", "pullback in a trend")
        case .bandReversion: Texts("возврат в полосу", "back into the band")
        case .breakout: Texts("пробой", "breakout")
        }
    }
}

extension Halt.Cause {
    /// The cause in a sentence.
    var title: Texts {
        switch self {
        case .dailyLoss: Texts("потеря дня", "loss of the day")
        case .volatility: Texts("волатильность рынка", "volatility of the market")
        case .drift: Texts("рынок не тот, что при обучении", "drift of the models")
        case .feed: Texts("данные рынка", "market data")
        case .latency: Texts("задержка расчётов", "latency")
        case .resources: Texts("машина перегружена", "overloaded machine")
        case .person: Texts("остановил человек", "a person")
        case .killSwitch: Texts("аварийная остановка", "kill switch")
        case .unreadable: Texts("остановки не читаются", "unreadable halts")
        case .mismatch: Texts("расхождение с биржей", "mismatch with the venue")
        case .drawdown: Texts("просадка", "drawdown")
        case .totalLoss: Texts("общая потеря", "total loss")
        case .valueAtRisk: Texts("риск дня", "value at risk")
        }
    }
}

extension BotContext {
    /// See ``CommandRequest/tradingKeys()``.
    func tradingKeys() async throws -> [PortfolioKey] {
        options.portfolios + (try await store.engine.reading() == nil ? [] : [.engine])
    }
}

extension CommandRequest {
    /// Of which portfolio the words speak: that of the market among them, else the first one; and the words without it.
    var portfolioWish: (key: PortfolioKey, words: [String]) {
        let keys = context.options.portfolios
        func key(_ word: String) -> PortfolioKey? { keys.first { $0.market.rawValue == word.uppercased() } }
        let words = call.arguments
        return (words.lazy.compactMap(key).first ?? keys.first ?? .usual, words.filter { key($0) == nil })
    }

    /// What is halted and goes on together: the portfolios, and the trading engine where one was ever configured.
    ///
    /// - Throws: `DatabaseError`.
    func tradingKeys() async throws -> [PortfolioKey] { try await context.tradingKeys() }

    /// What a person or a check halts of any of them; the engine's own halts are its own (``engine()``).
    ///
    /// - Throws: `DatabaseError`.
    func halts() async throws -> [[Halt]] {
        var halts: [[Halt]] = []
        for key in try await tradingKeys() { halts.append(try await context.store.portfolio.halts(of: key).all) }
        return halts
    }

    /// The portfolio of the daily jobs that the words speak of, with the signals of a day; today's where none is given.
    ///
    /// - Throws: `DatabaseError`.
    func portfolio(signalsOn date: CivilDate? = nil) async throws -> PortfolioAnswer {
        let key = portfolioWish.key
        let day = date ?? key.market.zone.local(now).date
        return try await PortfolioAnswer(key, on: day, from: context.store.portfolio)
    }
}
