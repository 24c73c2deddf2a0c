import Market
import Operations
import Store

/// `/positions`: what the portfolio of the daily jobs holds, and where it is sold; below it the trading engine's.
struct PositionsCommand: ChatCommand {
    let name = "positions"
    let summary = PortfolioPhrase.positionsSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let portfolio = try await request.portfolio()
        let screen = PositionsScreen(portfolio: portfolio, today: request.context.today, wording: request.wording)
        let engine = try await request.engineLines { $0.head + $0.positions }
        return request.reply(([screen.html] + engine).joined(separator: "\n"))
    }
}

/// Three lines a position, in the order of their codes, and the halts in force below them.
struct PositionsScreen {
    let portfolio: PortfolioAnswer
    let today: CivilDate
    let wording: Wording

    var html: String {
        (positions + HaltLines(portfolio.halts, today: today, wording: wording).lines).joined(separator: "\n")
    }

    private var positions: [String] {
        guard portfolio.capital != nil else { return [wording.html(PortfolioPhrase.notBegun)] }
        guard !portfolio.holdings.isEmpty else { return ["⚪ \(wording.html(PortfolioPhrase.noPositions))"] }
        let count = wording.html(PortfolioPhrase.positionsTitle, ["count": "\(portfolio.holdings.count)"])
        return ["<b>\(count)</b>"] + portfolio.holdings.flatMap(lines)
    }

    private func lines(_ holding: Holding) -> [String] {
        let gain = holding.entry > .zero ? Double(holding.mark.nanos) / Double(holding.entry.nanos) - 1 : 0
        let pieces = wording.grouped(Int(holding.lots.count) * holding.lotSize)
        let icon = gain < 0 ? "🔻" : "🔺"
        return [
            "\(icon) <b>\(HTMLText.escape(holding.secid.text))</b> \(wording.percent(gain, isChange: true)) · "
                + "\(pieces)\(Wording.thinSpace)\(wording.html(PortfolioPhrase.piece))",
            "\(wording.price(holding.entry)) → \(wording.price(holding.mark))",
            wording.html(
                PortfolioPhrase.levels,
                ["stop": wording.price(holding.stop), "take": wording.price(holding.take)]
            ),
        ]
    }
}
