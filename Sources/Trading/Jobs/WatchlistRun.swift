import Market
import Scheduling
import Store

/// The job `watchlist_update`: ranks the shares by their stored indicators and changes the watchlist.
struct WatchlistRun: Sendable {
    let store: PortfolioStore
    let shares: ShareStore
    let market: ShareMarket
    let options: WatchlistOptions

    func run() async throws -> RunResult {
        let indicators = try await store.indicators(of: market)
        // Shares that were not traded on the last day keep older numbers, which do not compare.
        guard let day = indicators.map(\.date).max() else {
            return "no indicators yet: indicator_calculation has not run"
        }
        let candidates = indicators.filter { $0.date == day }.compactMap { share -> WatchlistCandidate? in
            guard let turnover = share[WatchlistFactor.liquidity.rawValue], turnover >= options.minimumTurnover else {
                return nil
            }
            let factors = WatchlistFactor.allCases.map { ($0, share[$0.rawValue] ?? .nan) }
            return WatchlistCandidate(
                share.secid,
                close: share.close,
                factors: Dictionary(uniqueKeysWithValues: factors)
            )
        }
        guard !candidates.isEmpty else {
            return "no share of \(day) has enough bars and turnover: the watchlist stays as it is"
        }
        var list = Watchlist(try await members(on: day))
        let ranking = WatchlistRanking.ranked(candidates, weights: options.weights)
        let update = list.update(ranking, on: day, options)
        var change = PortfolioWrites.MarketChange(market)
        change.watchlist = update.left + update.members
        var batch = StoreBatch()
        batch.portfolio.markets.append(change)
        return RunResult(Self.line(update, of: candidates.count, on: day), writing: batch)
    }

    /// The list as it was, with the closes of the entries in the shares of a day.
    private func members(on day: CivilDate) async throws -> [WatchlistEntry] {
        var members = try await store.watchlist(of: market)
        let splits = try await shares.splits(in: market).filter { $0.date <= day }
        for index in members.indices {
            let member = members[index]
            guard splits.contains(where: { $0.secid == member.secid && $0.date > member.enteredOn }) else { continue }
            let last = try await shares.candles(
                of: member.secid,
                in: market,
                last: 1,
                through: member.enteredOn,
                asOf: day
            ).last
            if let last, last.date == member.enteredOn { members[index].entryClose = last.close }
        }
        return members
    }

    private static func line(_ update: Watchlist.Update, of count: Int, on day: CivilDate) -> String {
        func codes(_ entries: [WatchlistEntry]) -> String {
            entries.isEmpty ? "none" : entries.map(\.secid.text).joined(separator: ", ")
        }
        return "\(day): \(update.members.count) of \(count) shares watched; in: \(codes(update.entered)); "
            + "out: \(codes(update.left))"
    }
}
