import Analytics
import Market
import Scheduling
import Store

/// The job `indicator_calculation`: the indicators of every share that has a new candle, and its financial ratios.
///
/// Indicators go on from bar to bar while the process lives, so that a new candle costs the same however long the history is. After a
/// start, or where older candles were filled in, a share's whole history is read once; both give the same numbers.
actor IndicatorRun {
    fileprivate struct Running {
        let set: IndicatorSet
        var bars: [Bar]
        var count: Int
        var values: [Double]
    }

    private let portfolio: PortfolioStore
    private let shares: ShareStore
    private let market: ShareMarket
    private var running: [SecID: Running] = [:]

    private static let names: [IndicatorName] =
        IndicatorName.standard
        + StudyColumn.names.filter { column in
            !IndicatorName.standard.contains { $0.description == column.description }
        }

    /// Bars that factors look back on beside the indicators.
    private static let recent = 20

    init(portfolio: PortfolioStore, shares: ShareStore, market: ShareMarket) {
        self.portfolio = portfolio
        self.shares = shares
        self.market = market
    }

    func run() async throws -> RunResult {
        let lastDates = try await shares.lastDates(in: market)
        let known = try await portfolio.indicators(of: market)
        let knownDates = Dictionary(uniqueKeysWithValues: known.map { ($0.secid, $0.date) })
        let fundamentals = try await fundamentals(through: lastDates.values.max())
        var change = PortfolioWrites.MarketChange(market)
        for (secid, date) in lastDates.sorted(by: { $0.key < $1.key }) where knownDates[secid] != date {
            guard let indicators = try await indicators(of: secid, through: date, fundamentals[secid]) else { continue }
            change.indicators.append(indicators)
        }
        guard !change.indicators.isEmpty else {
            return lastDates.isEmpty ? "no candles yet: data_collection has not run" : "no new candles"
        }
        var batch = StoreBatch()
        batch.portfolio.markets.append(change)
        let last = change.indicators.map(\.date).max().map { ", up to \($0)" } ?? ""
        return RunResult("\(market): indicators of \(change.indicators.count) shares\(last)", writing: batch)
    }

    private func fundamentals(through date: CivilDate?) async throws -> [SecID: ShareFundamentals] {
        guard let date else { return [:] }
        let found = try await shares.fundamentals(in: market, through: date)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.secid, $0) })
    }

    private func indicators(
        of secid: SecID,
        through date: CivilDate,
        _ fundamentals: ShareFundamentals?
    ) async throws -> ShareIndicators? {
        let state = try await advanced(secid, through: date)
        running[secid] = state
        guard let last = state.bars.last else { return nil }
        var numbers = zip(Self.names, state.values).filter { !$1.isNaN }
            .map { ShareIndicators.Number($0.description, $1) }
        let columns = Dictionary(uniqueKeysWithValues: numbers.map { ($0.name, $0.value) })
        for factor in WatchlistFactor.allCases where columns[factor.rawValue] == nil {
            guard let value = factor.value(state.bars, { columns[$0.rawValue] }) else { continue }
            numbers.append(ShareIndicators.Number(factor.rawValue, value))
        }
        if let fundamentals { numbers += FinancialRatio.numbers(fundamentals, close: last.close) }
        return ShareIndicators(secid: secid, date: last.day, close: last.close, bars: state.count, numbers: numbers)
    }

    /// The share's indicators after its candles up to a date.
    private func advanced(_ secid: SecID, through date: CivilDate) async throws -> Running {
        let known = running[secid]
        let ahead = known?.bars.last.map { date.dayNumber - $0.day.dayNumber } ?? 0
        // A few candles are asked for with those that are known, which tells whether older ones came in between.
        let wanted = known == nil ? Int(Int32.max) : Self.recent + max(ahead, 0)
        let bars = try await shares.candles(of: secid, in: market, last: wanted, through: date).map(Bar.init)
        if var state = known, let place = Self.continuation(of: state.bars, in: bars) {
            state.take(Array(bars[place...]), keeping: Self.recent)
            return state
        }
        let all =
            known == nil
            ? bars
            : try await shares.candles(of: secid, in: market, last: Int(Int32.max), through: date).map(Bar.init)
        var state = Running(set: IndicatorSet(Self.names), bars: [], count: 0, values: [])
        state.take(all, keeping: Self.recent)
        return state
    }

    /// Where in newer bars those begin that come after known ones; nil where the known ones are not all among them.
    private static func continuation(of known: [Bar], in bars: [Bar]) -> Int? {
        guard let last = known.last, let end = bars.lastIndex(where: { $0.day == last.day }) else { return nil }
        let common = min(known.count, end + 1)
        return known.suffix(common).elementsEqual(bars[...end].suffix(common)) ? end + 1 : nil
    }
}

extension IndicatorRun.Running {
    fileprivate mutating func take(_ new: [Bar], keeping recent: Int) {
        guard !new.isEmpty else { return }
        values = set.update(new).map { $0.last ?? .nan }
        count += new.count
        bars = Array((bars + new).suffix(recent))
    }
}
