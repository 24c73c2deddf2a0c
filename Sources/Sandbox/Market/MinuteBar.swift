/// What was traded in one minute; tradestats, candles, quotes and Mega Alerts are all sums of these.
///
/// Prices are in units of the last digit, values in roubles.
struct MinuteBar: Hashable, Sendable {
    var open: Int64
    var high: Int64
    var low: Int64
    var close: Int64
    var lots: Int64
    var buyLots: Int64
    var trades: Int64
    var buyTrades: Int64
    var value: Double
    var buyValue: Double
    /// Seconds within its slot at which open, high, low and close were traded, from 0 to 299.
    var seconds: Seconds

    struct Seconds: Hashable, Sendable {
        var open: Int64
        var high: Int64
        var low: Int64
        var close: Int64
    }

    /// This one and a later one as one.
    func joined(with later: MinuteBar) -> MinuteBar {
        MinuteBar(
            open: open,
            high: max(high, later.high),
            low: min(low, later.low),
            close: later.close,
            lots: lots + later.lots,
            buyLots: buyLots + later.buyLots,
            trades: trades + later.trades,
            buyTrades: buyTrades + later.buyTrades,
            value: value + later.value,
            buyValue: buyValue + later.buyValue,
            seconds: Seconds(
                open: seconds.open,
                high: later.high > high ? later.seconds.high : seconds.high,
                low: later.low < low ? later.seconds.low : seconds.low,
                close: later.seconds.close
            )
        )
    }

    /// All as one; nil when there are none.
    static func joined(_ bars: some Sequence<MinuteBar?>) -> MinuteBar? {
        var whole: MinuteBar?
        for case let bar? in bars { whole = whole?.joined(with: bar) ?? bar }
        return whole
    }
}
