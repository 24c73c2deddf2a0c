package import Market
import Platform

extension ISSShares {
    /// Splits and consolidations of all shares (https://iss.moex.com/iss/reference/758): `tradedate`, `secid`, `before`, `after`.
    ///
    /// A row without one of them, or with a number that is not above 0, says nothing.
    ///
    /// - Throws: ``ExchangeError``, `CancellationError`.
    package func splits() async throws -> [ShareSplit] {
        let request = ISSRequest(path: "statistics/engines/stock/splits", family: "splits")
        // The answer has one page of some sixty rows, and says so by no cursor.
        return try await pages(of: request, block: "splits", limit: 1).flatMap { block in
            (0..<block.rowCount).compactMap { row -> ShareSplit? in
                guard let date = block.column("tradedate")?.date(row), let secid = block.column("secid")?.string(row),
                    let before = block.column("before")?.double(row), let after = block.column("after")?.double(row)
                else { return nil }
                return ShareSplit(secid: SecID(secid), date: date, before: before, after: after)
            }
        }
    }
}
