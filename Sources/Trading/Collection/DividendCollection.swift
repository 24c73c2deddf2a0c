import Exchange
import Market
import Platform
import Store

/// Collects the dividends of shares from a source that tells them share by share: each share once a week, so many in a run.
///
/// A dividend is announced some weeks before its record date.
struct DividendCollection: Sendable {
    let source: any ShareSource
    let store: ShareStore
    let batches: BatchStore
    /// Shares that a run asks for at most.
    let limit: Int

    private static let pause = 7

    /// Those whose turn it is, the longest not asked for first.
    static func due(_ listed: [SecID], looks: [SecID: CivilDate], on date: CivilDate, limit: Int) -> [SecID] {
        let never = CivilDate(dayNumber: 0)
        let waiting = listed.filter { looks[$0].map { $0.adding(days: pause) <= date } ?? true }
        return Array(
            waiting.sorted { (looks[$0] ?? never, $0) < (looks[$1] ?? never, $1) }.prefix(limit)
        )
    }

    /// - Parameter progress: called after each share with how many are done, of how many.
    /// - Returns: the number of shares that were asked for.
    /// - Throws: ``ExchangeError``; what was collected before stays.
    func run(_ listed: [SecID], on date: CivilDate, progress: (Int, Int) -> Void) async throws -> Int {
        guard source.tellsDividends, limit > 0 else { return 0 }
        let looks = try await store.dividendLooks(in: source.market)
        let due = Self.due(listed, looks: looks, on: date, limit: limit)
        for (index, secid) in due.enumerated() {
            let dividends = try await source.dividends(of: secid)
            var batch = StoreBatch()
            batch.shares.replace(dividends, of: secid, in: source.market, askedOn: date)
            try await batches.commit(batch)
            progress(index + 1, due.count)
        }
        return due.count
    }

    /// What each share has paid in the year up to a date, in the shares of that date; shares without a dividend are left out.
    func paid(through date: CivilDate) async throws -> [SecID: Double] {
        let splits = Dictionary(grouping: try await store.splits(in: source.market), by: \.secid)
        var paid: [SecID: Double] = [:]
        for (secid, dividends) in try await store.dividends(in: source.market) {
            for dividend in dividends
            where dividend.recordDate > date.adding(days: -365) && dividend.recordDate <= date {
                let ratio = (splits[secid] ?? []).filter { $0.date > dividend.recordDate && $0.date <= date }
                    .reduce(1) { $0 * $1.ratio }
                paid[secid, default: 0] += dividend.amount / ratio
            }
        }
        return paid
    }
}
