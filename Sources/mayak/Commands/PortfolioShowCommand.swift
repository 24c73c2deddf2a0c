import Market
import Operations
import Platform
import Store
import Trading

/// `mayak portfolio`: how the portfolio of the daily jobs stands.
enum PortfolioShowCommand: Command {
    static let spec = CommandSpec(
        "portfolio",
        summary: "Show positions, signals, watchlist and risk of the daily trading jobs",
        details: """
            From the store, without the network. docs/trading.md says how each number comes about.

            mayak portfolio
            mayak portfolio --user-id trader1 --date 2026-11-27 --json
            """,
        options: CommandPortfolio.options + [
            .value("date", "D", "Whose signals are shown; today where it is not given"),
            .flag("json", "Print one JSON object"),
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let room = try await CommandPortfolio(arguments)
        let date = try arguments.date(today: room.today)
        do {
            let answer = try await PortfolioAnswer(room.key, on: date ?? room.today, from: room.store.portfolio)
            await room.store.close()
            print(arguments.flag("json") ? answer.json.text : answer.text(on: date ?? room.today))
        } catch {
            await room.store.close()
            throw error
        }
    }
}

/// What the commands for a portfolio work on.
struct CommandPortfolio {
    static let options: [OptionSpec] =
        [
            .value("user-id", "NAME", "Whose portfolio; orchestrator.user_id where it is not given"),
            .value(
                "market",
                "MARKET",
                "Of which exchange; orchestrator.market where it is not given",
                allowed: ShareMarket.allCases.map(\.rawValue)
            ),
            .value("store", "FILE", "The store; the configured one where it is not given"),
        ] + Settings.options

    let key: PortfolioKey
    let clock: any MarketClock
    let store: StateStore

    init(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        let http = HTTPClient()
        clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        let configured = settings.orchestrator.portfolio
        key = PortfolioKey(
            owner: arguments.string("user-id") ?? configured.owner,
            market: arguments.string("market").flatMap(ShareMarket.init(rawValue:)) ?? configured.market
        )
        store = try settings.existingStore(clock: clock, log: settings.remarks(of: "portfolio", clock: clock))
    }

    var name: String { "portfolio \(key.owner) of \(key.market)" }

    /// In the market's zone.
    var today: CivilDate { key.market.zone.local(clock.now).date }
}

extension PortfolioAnswer {
    private func money(_ amount: Money) -> String { GroupedNumber.text(amount.units, decimals: 2) }
    private func percent(_ fraction: Double) -> String { GroupedNumber.text(fraction * 100, decimals: 2) + " %" }

    /// What it is worth and what the last risk check found, a line each under the title.
    var summary: [String] {
        var lines = ["Portfolio \(key.owner), \(key.market), \(mode)"]
        if let capital, let begunOn {
            lines.append("  began on \(begunOn) with \(money(capital)) \(key.market.currency)")
        } else {
            lines.append("  has not begun: no signals were decided yet")
        }
        if let equity {
            let change = totalReturn.map { ", \(percent($0))" } ?? ""
            lines.append("  \(equity.date): equity \(money(equity.equity))\(change), cash \(money(equity.cash))")
        }
        for halt in halts {
            lines.append("  HALTED \(halt.words), since \(key.market.zone.text(halt.since)): \(halt.reason)")
        }
        if let risk {
            lines.append(
                "  risk: exposure \(percent(risk.exposure)), drawdown \(percent(risk.drawdown)), "
                    + "day \(percent(-risk.dayLoss))"
                    + (risk.valueAtRisk.map { ", VaR \(percent($0))" } ?? "")
                    + (risk.shortfall.map { ", expected shortfall \(percent($0))" } ?? "")
                    + (risk.volatility.map { ", volatility \(percent($0))" } ?? "")
            )
            if !risk.findings.isEmpty { lines.append("  \(risk.findings)") }
        }
        return lines
    }

    /// How many positions there are, and in what.
    var holdingsLine: String {
        let codes = holdings.prefix(8).map(\.secid.text).joined(separator: " ")
        return "  positions: \(holdings.count)" + (codes.isEmpty ? "" : " (\(codes)\(holdings.count > 8 ? " …" : ""))")
    }

    func text(on date: CivilDate) -> String {
        var lines = summary
        lines.append("Positions\(holdings.isEmpty ? ": none" : "")")
        for holding in holdings {
            lines.append(
                "  \(holding.secid): \(holding.lots) × \(holding.lotSize) at \(holding.entry), now \(holding.mark), "
                    + "stop \(holding.stop), take \(holding.take), \(holding.strategy.rawValue) since \(holding.openedOn)"
            )
        }
        lines.append("Signals of \(date)\(signals.isEmpty ? ": none" : "")")
        for signal in signals {
            let note = signal.note.isEmpty ? "" : " (\(signal.note))"
            lines.append(
                "  \(signal.kind == .entry ? "buy" : "sell") \(signal.secid), \(signal.lots) lots, "
                    + "\(signal.strategy.rawValue): \(signal.outcome.rawValue)\(note); \(signal.reason)"
            )
        }
        lines.append("Watchlist\(watchlist.isEmpty ? ": empty" : "")")
        for entry in watchlist {
            let performance = entry.performance.map { ", \(percent($0)) since" } ?? ""
            lines.append(
                "  \(entry.rank). \(entry.secid) score \(GroupedNumber.text(entry.score, decimals: 1))"
                    + "\(performance) \(entry.enteredOn)"
            )
        }
        return lines.joined(separator: "\n")
    }
}
