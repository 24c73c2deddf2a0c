import Market
import Platform

/// An order that waits for a price.
struct BrokerStopOrder: Hashable, Sendable {
    enum Kind: Int, BrokerEnum {
        case unspecified, takeProfit, stopLoss, stopLimit

        static let prefix = "STOP_ORDER_TYPE_"
        var word: String {
            switch self {
            case .unspecified: "UNSPECIFIED"
            case .takeProfit: "TAKE_PROFIT"
            case .stopLoss: "STOP_LOSS"
            case .stopLimit: "STOP_LIMIT"
            }
        }
    }

    enum Direction: Int, BrokerEnum {
        case unspecified, buy, sell

        static let prefix = "STOP_ORDER_DIRECTION_"
        var word: String { "\(self)".uppercased() }
    }

    enum Expiration: Int, BrokerEnum {
        case unspecified, goodTillCancel, goodTillDate

        static let prefix = "STOP_ORDER_EXPIRATION_TYPE_"
        var word: String {
            switch self {
            case .unspecified: "UNSPECIFIED"
            case .goodTillCancel: "GOOD_TILL_CANCEL"
            case .goodTillDate: "GOOD_TILL_DATE"
            }
        }
    }

    let id: String
    let requestID: String
    let instrument: BrokerInstrument
    let direction: Direction
    let kind: Kind
    let expiration: Expiration
    let lots: Int64
    /// Of the order that a stop limit sends.
    let price: Price?
    let stopPrice: Price
    let expires: Timestamp?
    let created: Timestamp
    /// The last minute whose price it was held against.
    var minute: Int

    /// Whether a price sets it off: a loss when it goes against, a profit when it goes with the position behind it.
    func isReached(by price: Price) -> Bool {
        let isFalling = (kind == .takeProfit) == (direction == .buy)
        return isFalling ? price <= stopPrice : price >= stopPrice
    }
}
