import Market
import Operations
import Store

/// `/risk`: what the last risk check of the portfolio found, and what stands still because of it; below it the trading engine.
struct RiskCommand: ChatCommand {
    let name = "risk"
    let summary = PortfolioPhrase.riskSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let portfolio = try await request.portfolio()
        let screen = RiskScreen(portfolio: portfolio, today: request.context.today, wording: request.wording)
        let engine = try await request.engineLines { $0.head + $0.gains }
        return request.reply(([screen.html] + engine).joined(separator: "\n"))
    }
}

/// The mode, the halts with the way out, and a table of the figures.
struct RiskScreen {
    let portfolio: PortfolioAnswer
    let today: CivilDate
    let wording: Wording

    var html: String {
        guard let risk = portfolio.risk else {
            return ([wording.html(PortfolioPhrase.notChecked)] + halts).joined(separator: "\n")
        }
        let title = wording.html(PortfolioPhrase.riskTitle, ["date": wording.shortDate(risk.date)])
        return (["<b>\(title)</b>"] + mode(risk) + [table(risk).html]).joined(separator: "\n")
    }

    private func mode(_ risk: RiskReading) -> [String] {
        guard portfolio.halts.isEmpty else { return halts }
        if risk.isClosed { return [wording.html(PortfolioPhrase.closed)] }
        return [wording.html(risk.isReduced ? PortfolioPhrase.reduced : .normal)]
    }

    private var halts: [String] {
        HaltLines(portfolio.halts, today: today, wording: wording).lines
    }

    private func table(_ risk: RiskReading) -> TextTable {
        var table = TextTable(
            [.left, .right],
            header: [wording.text(PortfolioPhrase.figure), wording.text(PortfolioPhrase.value)]
        )
        func add(_ name: String, _ value: Double?) {
            table.add([name, value.map { wording.percent($0) } ?? "--"])
        }
        add(wording.text(PortfolioPhrase.exposure), risk.exposure)
        if let code = risk.largest {
            add(wording.text(PortfolioPhrase.largest, ["code": code]), risk.largestShare)
        }
        add(wording.text(PortfolioPhrase.dayLoss), risk.dayLoss)
        add(wording.text(PortfolioPhrase.fall), risk.drawdown)
        add(wording.text(PortfolioPhrase.totalLoss), risk.totalLoss)
        add(wording.text(PortfolioPhrase.valueAtRisk), risk.valueAtRisk)
        add(wording.text(PortfolioPhrase.shortfall), risk.shortfall)
        add(wording.text(PortfolioPhrase.volatility), risk.volatility)
        return table
    }
}
