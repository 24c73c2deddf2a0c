import Market
import Operations
import Store

/// How a portfolio stood on a day: the evening's report, and the answer to `/pnl`.
struct PortfolioDayScreen {
    let portfolio: PortfolioAnswer
    let date: CivilDate
    let replyTo: Int64?
    /// What the trading engine's day has brought; HTML, empty where there is none.
    var engine: [String] = []
    let wording: Wording

    /// No alarm, so no sound.
    ///
    /// - Throws: `DrawingError`.
    func outgoing() throws -> Outgoing {
        let curve = portfolio.curve.filter { $0.date <= date }
        guard let last = curve.last else { return .nothing("the portfolio was not valued by \(date)") }
        let html = ([html(last, curve.dropLast().last)] + engine).joined(separator: "\n")
        guard let plot = EquityPlot(curve, market: portfolio.key.market, wording) else {
            return .text(RenderedMessage(html: html, isSilent: true, replyTo: replyTo), editing: nil, showing: nil)
        }
        return .pictures([try plot.file()], caption: html, replyTo: replyTo)
    }

    private func html(_ last: EquityPoint, _ before: EquityPoint?) -> String {
        let market = portfolio.key.market
        let title = wording.html(PortfolioPhrase.dayTitle, ["date": wording.shortDate(date)])
        var lines = ["<b>\(title)</b>", worth(last)]
        var day = before.map {
            [wording.html(PortfolioPhrase.dayChange, ["change": change(last.equity, from: $0.equity)])]
        }
        if let risk = portfolio.risk, risk.date == last.date {
            day = (day ?? []) + [wording.html(PortfolioPhrase.drawdown, ["value": wording.percent(risk.drawdown)])]
        }
        if let day { lines.append(day.joined(separator: ", ")) }
        lines.append(wording.html(PortfolioPhrase.cash, ["amount": wording.money(last.cash, of: market)]))
        if !portfolio.holdings.isEmpty {
            lines.append(
                wording.html(
                    PortfolioPhrase.held,
                    [
                        "count": "\(portfolio.holdings.count)",
                        "codes": SecID.shortened(portfolio.holdings.map(\.secid)),
                    ]
                )
            )
        }
        lines += trades
        if !portfolio.halts.isEmpty { lines.append(wording.html(PortfolioPhrase.halted)) }
        return lines.joined(separator: "\n")
    }

    /// What was bought, what was sold and why, what the morning wanted in vain and why, and what may still be bought.
    private var trades: [String] {
        func line(_ phrase: PortfolioPhrase, _ codes: [SecID]) -> [String] {
            codes.isEmpty ? [] : [wording.html(phrase, ["codes": SecID.shortened(codes)])]
        }
        // A split exchanges shares; nothing is won or lost by it.
        let fills = portfolio.fills.filter { $0.cause != .split }
        let sold = fills.filter { $0.side == .sell }
        let entries = portfolio.signals.filter { $0.kind == .entry }
        // A share that two strategies want is one wish, which the first stands for.
        let vain = entries.filter {
            ($0.outcome == .refused || $0.outcome == .expired) && $0.obstacle != .otherStrategy
        }
        let waiting = entries.filter { $0.outcome == .pending }
        var lines = line(.bought, fills.filter { $0.side == .buy }.map(\.secid))
        lines += sold.prefix(Self.longest).map { fill in
            wording.html(
                PortfolioPhrase.sold,
                ["code": fill.secid.text, "why": wording.text(fill.cause.phrase)]
            )
        }
        lines += line(.soldToo, sold.dropFirst(Self.longest).map(\.secid))
        lines += vain.prefix(Self.longest).map { signal in
            let why = signal.obstacle?.phrase ?? (signal.outcome == .expired ? .expired : .refused)
            return wording.html(PortfolioPhrase.notBought, ["code": signal.secid.text, "why": wording.text(why)])
        }
        lines += line(.notBoughtToo, vain.dropFirst(Self.longest).map(\.secid))
        return lines + line(.waiting, waiting.map(\.secid))
    }

    /// Sales, and wishes in vain, with a line of their own.
    private static let longest = 3

    /// `100 273 455 ₽, +0,27 % с 09.01`.
    private func worth(_ last: EquityPoint) -> String {
        let money = HTMLText.escape(wording.money(last.equity, of: portfolio.key.market))
        guard let capital = portfolio.capital, let begun = portfolio.begunOn else { return money }
        let since = wording.html(
            PortfolioPhrase.sinceBegun,
            ["change": change(last.equity, from: capital), "date": wording.shortDate(begun)]
        )
        return "\(money), \(since)"
    }

    private func change(_ equity: Money, from before: Money) -> String {
        guard before > .zero else { return "—" }
        return wording.percent(equity.units / before.units - 1, isChange: true)
    }
}

extension PortfolioFill.Cause {
    /// Why something was sold.
    var phrase: PortfolioPhrase {
        switch self {
        case .signal, .split: .bySignal
        case .stop: .byStop
        case .trailingStop: .byTrailingStop
        case .takeProfit: .byTarget
        case .liquidation: .byLiquidation
        }
    }
}
