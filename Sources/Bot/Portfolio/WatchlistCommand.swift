import Market
import Operations
import Store

/// `/watchlist`: the shares that the strategies look at, the best first, with their last twenty closes.
struct WatchlistCommand: ChatCommand {
    let name = "watchlist"
    let summary = PortfolioPhrase.watchlistSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let portfolio = try await request.portfolio()
        let today = portfolio.key.market.zone.local(request.now).date
        var closes: [SecID: [Double]] = [:]
        for entry in portfolio.watchlist.prefix(TextTable.maximumRows) {
            closes[entry.secid] = try await request.context.store.shares.candles(
                of: entry.secid,
                in: portfolio.key.market,
                last: WatchlistScreen.days,
                through: today
            ).map(\.close)
        }
        return request.reply(
            WatchlistScreen(entries: portfolio.watchlist, closes: closes, wording: request.wording).html
        )
    }
}

/// A row a share: code, score, what it brought since it came, and how it went.
struct WatchlistScreen {
    let entries: [WatchlistEntry]
    let closes: [SecID: [Double]]
    let wording: Wording

    static let days = 20

    var html: String {
        guard !entries.isEmpty else { return "⚪ \(wording.html(PortfolioPhrase.noWatchlist))" }
        var table = TextTable(
            [.left, .right, .right, .left],
            header: [PortfolioPhrase.watchTicker, .watchScore, .watchGain, .watchCourse].map { wording.text($0) }
        )
        for entry in entries {
            table.add([
                entry.secid.text, wording.decimal(entry.score),
                entry.performance.map { ($0 > 0 ? "+" : "") + wording.decimal($0 * 100) + "%" } ?? "--",
                Sparkline.text(closes[entry.secid] ?? []),
            ])
        }
        let rest = table.leftOut > 0 ? "\n+\(table.leftOut)" : ""
        return "<b>\(wording.html(PortfolioPhrase.watchlistTitle))</b>\n\(table.html)\(rest)"
    }
}

/// A series as a row of blocks.
enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")
    /// As wide as a phone has room for beside other columns.
    static let width = 10

    /// The lowest value is the lowest block, the highest the highest; a level series stands in the middle.
    static func text(_ values: [Double]) -> String {
        guard let low = values.min(), let high = values.max() else { return "" }
        let count = min(width, values.count)
        return String(
            (0..<count).map { place in
                // The last value is always among those that are shown.
                let value = values[(place + 1) * values.count / count - 1]
                guard high > low else { return blocks[blocks.count / 2] }
                return blocks[Int((value - low) / (high - low) * Double(blocks.count - 1) + 0.5)]
            }
        )
    }
}
