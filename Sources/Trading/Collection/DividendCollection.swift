import Exchange
import Market
import Store

/// Collects the dividends of shares from a source that tells them share by share: each share once a week, so many in a run.
///
/// A dividend is announced some weeks before its record date.
struct DividendCollection: Sendable {
    let source: any ShareSource
    let store: ShareStore
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
    /// - Returns: all dividends of each share that was asked for, to be written with the run's end.
    /// - Throws: ``ExchangeError``; then every share is asked for again.
    func run(_ listed: [SecID], on date: CivilDate, progress: (Int, Int) -> Void) async throws -> [SecID: [Dividend]] {
        guard source.tellsDividends, limit > 0 else { return [:] }
        let looks = try await store.dividendLooks(in: source.market)
        let due = Self.due(listed, looks: looks, on: date, limit: limit)
        var found: [SecID: [Dividend]] = [:]
        for (index, secid) in due.enumerated() {
            found[secid] = try await source.dividends(of: secid).sorted { $0.recordDate < $1.recordDate }
            progress(index + 1, due.count)
        }
        return found
    }

    /// What each share has paid in the year up to a date, in the shares of that date; shares without a dividend are left out.
    ///
    /// - Parameter found: what this run was told, which goes before what is stored.
    func paid(through date: CivilDate, also found: [SecID: [Dividend]]) async throws -> [SecID: Double] {
        let splits = Dictionary(grouping: try await store.splits(in: source.market), by: \.secid)
        var paid: [SecID: Double] = [:]
        let known = try await store.dividends(in: source.market).merging(found) { $1 }
        for (secid, dividends) in known {
            for dividend in dividends
            where dividend.recordDate > date.adding(days: -365) && dividend.recordDate <= date {
                let ratio = (splits[secid] ?? []).ratio(after: dividend.recordDate, through: date)
                paid[secid, default: 0] += dividend.amount / ratio
            }
        }
        return paid
    }
}
