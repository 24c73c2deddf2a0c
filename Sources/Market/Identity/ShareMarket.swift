/// An exchange whose shares the daily jobs collect and trade.
///
/// The raw values are what people write and what is stored, so they never change.
package enum ShareMarket: String, CaseIterable, Codable, Hashable, Sendable, CustomStringConvertible {
    /// Moscow Exchange, the main board of shares: prices in roubles, lots of many sizes.
    case moex = "MOEX"
    /// Korea Exchange, KOSPI and KOSDAQ: prices in whole won, lots of one share.
    case krx = "KRX"

    package var description: String { rawValue }

    /// Whose clocks its days and hours are told by.
    package var zone: TimeZoneRules {
        switch self {
        case .moex: .moscow
        case .krx: .seoul
        }
    }

    /// ISO 4217 code of its prices.
    package var currency: String {
        switch self {
        case .moex: "RUB"
        case .krx: "KRW"
        }
    }
}
