import Market
import Store

/// What a company's figures say at a price; stored beside the indicators under these names.
enum FinancialRatio: String, CaseIterable {
    case capitalisation
    case priceToEarnings = "price_to_earnings"
    /// 1 / price to earnings.
    case earningsYield = "earnings_yield"
    case priceToBook = "price_to_book"
    case dividendYield = "dividend_yield"

    /// Those that the source's figures give, in a fixed order.
    static func numbers(_ found: ShareFundamentals, close: Double) -> [ShareIndicators.Number] {
        allCases.compactMap { ratio in
            ratio.value(found, close: close).map { ShareIndicators.Number(ratio.rawValue, $0) }
        }
    }

    private func value(_ found: ShareFundamentals, close: Double) -> Double? {
        switch self {
        case .capitalisation: found.capitalisation
        case .priceToEarnings: found.priceToEarnings
        case .earningsYield: found.priceToEarnings.flatMap { $0 > 0 ? 1 / $0 : nil }
        case .priceToBook: found.priceToBook
        case .dividendYield:
            found.dividendYield ?? found.dividendPerShare.flatMap { close > 0 ? $0 / close : nil }
        }
    }
}
