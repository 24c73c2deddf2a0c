/// The columns of a table of book features, in their order.
package enum BookFeatureName: String, CaseIterable, Sendable {
    case mid, spread
    /// Of the mid, in hundredths of a percent.
    case spreadBps = "spread_bps"
    /// The best prices, each weighted by the size of the other side.
    case weightedMid = "weighted_mid"
    case imbalance1 = "imbalance_1"
    case imbalance5 = "imbalance_5"
    case imbalance10 = "imbalance_10"
    /// Over ten levels, level i counting 1/i.
    case imbalanceWeighted = "imbalance_weighted"
    /// Mean price of the best five levels, weighted by size.
    case bidVWAP5 = "bid_vwap_5"
    case askVWAP5 = "ask_vwap_5"
    /// Order-flow imbalance at the touch, in lots: ``OrderFlow``.
    case ofi
    case mlofi1 = "mlofi_1"
    case mlofi2 = "mlofi_2"
    case mlofi3 = "mlofi_3"
    case mlofi4 = "mlofi_4"
    case mlofi5 = "mlofi_5"
    case mlofi6 = "mlofi_6"
    case mlofi7 = "mlofi_7"
    case mlofi8 = "mlofi_8"
    case mlofi9 = "mlofi_9"
    case mlofi10 = "mlofi_10"
    /// Stoikov's: ``Microprice``.
    case microprice
    /// Lots per unit of price: the size of the best ten levels over the distance from the mid to the last of them.
    case bidSlope10 = "bid_slope_10"
    case askSlope10 = "ask_slope_10"
    /// Lots that aggressors bought less lots that they sold since the book before.
    case tradeFlow = "trade_flow"
    /// Sample standard deviation of the last 20 logarithmic returns of the mid, from book to book.
    case realizedVol20 = "realized_vol_20"
    /// Wilder's mean of five absolute changes of the mid, in units of price.
    case atr5 = "atr_5"
    /// The seed's "depth imbalance": over all levels of the book.
    case depthImbalance = "depth_imbalance"
    /// The seed's "micro price": the mean price of all levels of both sides, weighted by size.
    case depthMeanPrice = "depth_mean_price"
    /// The seed's "volatility": the mean absolute change of the mid over the last 120 books, in parts of the mid.
    case meanMoveRelative120 = "mean_move_relative_120"
    /// In place of the seed's "OFI", which divides: the change of `depth_imbalance` since the book before.
    case depthImbalanceChange = "depth_imbalance_change"
    /// Lots on all levels of a side.
    case bidDepth = "bid_depth"
    case askDepth = "ask_depth"
}
