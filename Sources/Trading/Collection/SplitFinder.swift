package import Exchange
import Market
package import Store

/// Finds splits: in the exchange's list, or where a day's base prices are not the closes before.
package struct SplitFinder: Sendable {
    private let source: any ShareSource
    private let store: ShareStore

    package init(_ source: any ShareSource, _ store: ShareStore) {
        self.source = source
        self.store = store
    }

    /// What is not in the store yet of the splits up to a date.
    ///
    /// - Parameter candles: of the date; those of the shares that matter are enough.
    /// - Throws: ``ExchangeError``, `CancellationError`, errors of the store.
    func unknown(through date: CivilDate, _ candles: [DailyCandle], _ days: MarketDays) async throws -> [ShareSplit] {
        let known = Set(try await store.splits(in: source.market))
        var found = try await told(by: candles, on: date, days)
        if let listed = try await listed() { found = listed.filter { $0.date <= date } }
        return found.filter { !known.contains($0) }
    }

    /// The exchange's whole list; nil where it keeps none, and its base prices tell of splits instead.
    func listed() async throws -> [ShareSplit]? {
        source.listsSplits ? try await source.splits() : nil
    }

    /// The splits that a day's base prices tell of; none where the exchange has a list.
    ///
    /// A share that was not traded on the day before counts with its last close, if every day in between was collected: after a hole nobody
    /// knows the close that the exchange has in mind.
    func told(by candles: [DailyCandle], on date: CivilDate, _ days: MarketDays) async throws -> [ShareSplit] {
        guard !source.listsSplits else { return [] }
        let previous = days.last(before: date)
        let earliest = date.adding(days: -Self.longestHalt)
        let collected = Set(
            try await store.collectedDays(in: source.market, from: earliest, through: previous).filter { $0.shares > 0 }
                .map(\.date)
        )
        guard collected.contains(previous) else { return [] }
        let before = try await store.candles(on: previous, in: source.market)
        let closes = Dictionary(before.map { ($0.secid, $0.close) }) { _, last in last }
        var splits: [ShareSplit] = []
        for candle in candles {
            guard let base = candle.base else { continue }
            var close = closes[candle.secid]
            if close == nil {
                close = try await lastClose(of: candle.secid, through: previous, earliest, collected, days)
            }
            guard let close, let split = ShareSplit.told(candle.secid, on: date, by: base, after: close) else {
                continue
            }
            splits.append(split)
        }
        return splits
    }

    /// A share is halted for a few weeks around its split; unit: days.
    private static let longestHalt = 60

    private func lastClose(
        of secid: SecID,
        through date: CivilDate,
        _ earliest: CivilDate,
        _ collected: Set<CivilDate>,
        _ days: MarketDays
    ) async throws -> Double? {
        let last = try await store.candles(of: secid, in: source.market, last: 1, through: date).last
        guard let last, last.date >= earliest else { return nil }
        let between = days.tradingDays(from: last.date.adding(days: 1), through: date)
        return between.allSatisfy(collected.contains) ? last.close : nil
    }
}
