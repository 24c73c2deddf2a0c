package import Market
import Platform

extension ISSShares {
    /// Dividends of a share, paid and announced (https://iss.moex.com/iss/securities/SBER/dividends); none where there is no such share.
    ///
    /// - Throws: ``ExchangeError``, `CancellationError`.
    package func dividends(of secid: SecID) async throws -> [Dividend] {
        let request = ISSRequest(
            path: "securities/\(URLEncoding.component(secid.text))/dividends",
            family: "dividends"
        )
        // The answer has one page, and says so by no cursor.
        return try await pages(of: request, block: "dividends", limit: 1).flatMap { block in
            (0..<block.rowCount).compactMap { row in
                guard let date = block.column("registryclosedate")?.date(row),
                    let amount = block.column("value")?.double(row), amount > 0
                else { return nil }
                return Dividend(recordDate: date, amount: amount)
            }
        }
    }
}
