import Market

extension Column {
    /// The columns of a data set in the exchange's order (docs/reference/algopack.md, Columns).
    ///
    /// - Parameter date: EQ tradestats got four more columns in 2025, after SYSTIME.
    static func columns(of dataset: Dataset, on market: AlgoPackSegment, date: CivilDate) -> [Column] {
        switch (dataset, market) {
        case (.tradestats, .equities): date.year >= 2025 ? equityTradesWithSeconds : equityTrades
        case (.tradestats, .currency): currencyTrades
        case (.tradestats, .futures): futuresTrades
        case (.orderstats, .equities): equityOrders
        case (.orderstats, .currency): currencyOrders
        case (.orderstats, .futures): futuresOrders
        case (.obstats, .equities): equityBook
        case (.obstats, .currency): currencyBook
        case (.obstats, .futures): futuresBook
        case (.hi2, .futures): list("\(futuresKey) metric:s96 value:d reference:s765 SYSTIME:datetime")
        case (.hi2, _): list("\(key) metric:s96 value:d reference:s765 SYSTIME:datetime")
        case (.alerts, .futures):
            list("\(futuresKey) alert_type:s96 threshold:d value:d reference:s765 SYSTIME:datetime")
        case (.alerts, _): list("\(key) alert_type:s96 threshold:d value:d reference:s765 SYSTIME:datetime")
        case (.futoi, _): openInterest
        }
    }

    private static let key = "tradedate:date tradetime:time secid:s36"
    private static let futuresKey = "\(key) asset_code:s25"
    private static let seconds = "sec_pr_open:i sec_pr_high:i sec_pr_low:i sec_pr_close:i"

    private static func trades(volume: String, value: String) -> String {
        """
        pr_open:d pr_high:d pr_low:d pr_close:d pr_std:d vol:\(volume) val:\(value) trades:i pr_vwap:d pr_change:d \
        trades_b:i trades_s:i val_b:d val_s:d vol_b:l vol_s:l disb:d pr_vwap_b:d pr_vwap_s:d
        """
    }

    private static let equityTrades = list("\(key) \(trades(volume: "i", value: "d")) SYSTIME:datetime")
    private static let equityTradesWithSeconds = equityTrades + list(seconds)
    private static let currencyTrades = list("\(key) \(trades(volume: "l", value: "l")) \(seconds) SYSTIME:datetime")
    private static let futuresTrades = list(
        """
        \(futuresKey) \(trades(volume: "l", value: "l")) im:d oi_open:l oi_high:l oi_low:l oi_close:l \(seconds)
        SYSTIME:datetime
        """
    )
    private static let equityOrders = list(
        """
        \(key) put_orders_b:i put_orders_s:i put_val_b:d put_val_s:d put_vol_b:i put_vol_s:i put_vwap_b:d put_vwap_s:d
        put_vol:i put_val:d put_orders:i cancel_orders_b:i cancel_orders_s:i cancel_val_b:d cancel_val_s:d
        cancel_vol_b:i cancel_vol_s:l cancel_vwap_b:d cancel_vwap_s:d cancel_vol:l cancel_val:d cancel_orders:l
        SYSTIME:datetime
        """
    )
    private static let currencyOrders = list(
        """
        \(key) put_orders_b:l put_orders_s:l put_val_b:l put_val_s:l put_vol_b:l put_vol_s:l put_vwap_b:d put_vwap_s:d
        cancel_orders_b:l cancel_orders_s:l cancel_val_b:l cancel_val_s:l cancel_vol_b:l cancel_vol_s:l
        cancel_vwap_b:d cancel_vwap_s:d SYSTIME:datetime
        """
    )
    /// The route exists and returns nothing.
    private static let futuresOrders = list("\(futuresKey)") + currencyOrders.dropFirst(3)
    private static let equityBook = list(
        """
        \(key) spread_bbo:d spread_lv10:d spread_1mio:d levels_b:i levels_s:i vol_b:l vol_s:l val_b:l val_s:l
        imbalance_vol_bbo:d imbalance_val_bbo:d imbalance_vol:d imbalance_val:d vwap_b:d vwap_s:d vwap_b_1mio:d
        vwap_s_1mio:d SYSTIME:datetime
        """
    )
    private static let currencyBook = list(
        """
        \(key) mid_price:d micro_price:d spread_l1:d spread_l2:d spread_l3:d spread_l5:d spread_l10:d levels_b:i
        levels_s:i vol_b_l1:l vol_b_l2:l vol_b_l3:l vol_b_l5:l vol_b_l10:l vol_s_l1:l vol_s_l2:l vol_s_l3:l vol_s_l5:l
        vol_s_l10:l vol_s_l20:l vwap_b_l3:d vwap_b_l5:d vwap_b_l10:d vwap_s_l3:d vwap_s_l5:d vwap_s_l10:d
        SYSTIME:datetime
        """
    )
    private static let futuresBook = list(
        """
        \(futuresKey) mid_price:d micro_price:d spread_l1:d spread_l2:d spread_l3:d spread_l5:d spread_l10:d
        spread_l20:d levels_b:i levels_s:i vol_b_l1:l vol_b_l2:l vol_b_l3:l vol_b_l5:l vol_b_l10:l vol_b_l20:l
        vol_s_l1:l vol_s_l2:l vol_s_l3:l vol_s_l5:l vol_s_l10:l vol_s_l20:l vwap_b_l3:d vwap_b_l5:d vwap_b_l10:d
        vwap_b_l20:d vwap_s_l3:d vwap_s_l5:d vwap_s_l10:d vwap_s_l20:d SYSTIME:datetime
        """
    )
    private static let openInterest = list(
        """
        sess_id:i seqnum:i tradedate:date tradetime:time ticker:s36 clgroup:s9 pos:l pos_long:l pos_short:l
        pos_long_num:l pos_short_num:l systime:datetime trade_session_date:date
        """
    )
}
