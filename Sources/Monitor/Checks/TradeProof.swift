package import Exchange
package import Market

/// What one-minute candles prove about a slot that never came.
///
/// Candles are themselves late: no candle is not no trading before later ones have come.
package enum TradeProof: Hashable, Sendable {
    /// Something was traded in the slot's minutes.
    case traded
    /// Nothing was, and candles that begin after the slot are there.
    case nothing
    /// The candles do not reach past the slot yet.
    case open

    /// - Parameters:
    ///   - end: the instant of the slot's label.
    ///   - candles: of the instrument that stands for the market; nil when there is none of the day yet.
    package init(slotEnding end: Timestamp, length: Duration, candles: MinuteVolumes?) {
        guard let candles else {
            self = .open
            return
        }
        let isTraded = candles.minutes.contains { $0.volume > 0 && end - length <= $0.begin && $0.begin < end }
        self = isTraded ? .traded : candles.newest >= end ? .nothing : .open
    }
}
