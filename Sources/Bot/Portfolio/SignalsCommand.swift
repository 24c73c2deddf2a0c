import Market
import Operations
import Store

/// `/signals`: what the strategies want today; `/signals 20.11` shows another day.
struct SignalsCommand: ChatCommand {
    let name = "signals"
    let summary = PortfolioPhrase.signalsSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let (key, words) = request.portfolioWish
        var date = key.market.zone.local(request.now).date
        if let word = words.first {
            guard let wanted = DateReader(today: date).date(word) else {
                return request.reply(request.wording.html(noDate: word))
            }
            date = wanted
        }
        let portfolio = try await request.portfolio(signalsOn: date)
        let own = SignalsScreen(signals: portfolio.signals, date: date, wording: request.wording).html
        // The engine's are those of today.
        let engine = words.isEmpty ? try await request.engineLines { $0.head + $0.signals } : []
        return request.reply(([own] + engine).joined(separator: "\n"))
    }
}

/// Two lines a signal, in the order in which they get the money.
struct SignalsScreen {
    let signals: [TradeSignal]
    let date: CivilDate
    let wording: Wording

    private static let shown = 20

    var html: String {
        let title = "<b>\(wording.html(PortfolioPhrase.signalsTitle, ["date": wording.shortDate(date)]))</b>"
        guard !signals.isEmpty else { return "\(title)\n\(wording.html(PortfolioPhrase.noSignals))" }
        let rest = signals.count > Self.shown ? ["+\(signals.count - Self.shown)"] : []
        return ([title] + signals.prefix(Self.shown).flatMap(lines) + rest).joined(separator: "\n")
    }

    private func lines(_ signal: TradeSignal) -> [String] {
        let verb = wording.html(signal.kind == .entry ? PortfolioPhrase.buy : .sell)
        let lots = wording.html(PortfolioPhrase.lots, ["count": wording.grouped(Int(signal.lots.count))])
        let size = signal.lots > .zero ? " · \(lots)" : ""
        return [
            "\(icon(signal.outcome)) \(verb) <b>\(HTMLText.escape(signal.secid.text))</b>\(size)",
            "\(wording.html(signal.strategy.title)) · \(wording.html(signal.state))",
        ]
    }

    private func icon(_ outcome: TradeSignal.Outcome) -> String {
        switch outcome {
        case .pending: "⏳"
        case .filled: "🟢"
        case .expired, .refused: "⚪"
        }
    }
}

extension TradeSignal {
    /// What became of it, and where nothing did why.
    fileprivate var state: PortfolioPhrase {
        switch outcome {
        case .pending: isLate ? .pendingLate : .pending
        case .filled: .filled
        case .expired: obstacle?.phrase ?? .expired
        case .refused: obstacle?.phrase ?? .refused
        }
    }
}

extension TradeSignal.Obstacle {
    /// Why a signal was not filled.
    var phrase: PortfolioPhrase {
        switch self {
        case .otherStrategy: .otherStrategy
        case .halted: .tradingHalted
        case .positionLimits: .positionLimits
        case .noPlace: .noPlace
        case .strategyLost: .strategyLost
        case .lotTooLarge: .lotTooLarge
        case .noCash: .noCash
        case .heldAlready: .heldAlready
        case .beyondStop: .beyondStop
        case .limit: .limitReached
        case .split: .splitThatDay
        case .soldBefore: .soldBefore
        case .broker: .brokerRefused
        case .notTraded: .expired
        }
    }
}
