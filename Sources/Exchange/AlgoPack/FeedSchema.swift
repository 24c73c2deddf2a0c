package import Market

/// The columns a feed is known to have, in their order (docs/reference/algopack.md, Columns and FUTOI).
package struct FeedSchema: Sendable {
    package struct Column: Hashable, Sendable {
        package let shape: ColumnShape
        /// True for a column that came later or only sometimes: its absence is no drift.
        package let isOptional: Bool
    }

    package let columns: [Column]
    /// The columns without which a row belongs to no slot, to no instrument or to no moment.
    package let keys: Set<String>

    package static func expected(_ feed: Feed) -> FeedSchema {
        let names = names(feed.endpoint)
        return FeedSchema(
            columns: head(feed) + body(feed) + tail(feed),
            keys: ["tradedate", "tradetime", names.secid, names.systime]
        )
    }

    /// The names of the columns that carry the slot, which the sets spell differently.
    package static func names(_ endpoint: Endpoint) -> (secid: String, systime: String, block: String) {
        endpoint == .futoi ? ("ticker", "systime", "futoi") : ("secid", "SYSTIME", "data")
    }

    private static func head(_ feed: Feed) -> [Column] {
        guard feed.endpoint != .futoi else { return [] }
        let common = of(.date, "tradedate") + of(.time, "tradetime") + of(.string, "secid")
        guard feed.market == .futures else { return common }
        // The documentation omits it for hi2, real rows have it.
        return common + of(.string, "asset_code", optional: feed.endpoint == .hi2)
    }

    private static func tail(_ feed: Feed) -> [Column] {
        let systime = of(.datetime, "SYSTIME")
        let candles = "sec_pr_open sec_pr_high sec_pr_low sec_pr_close"
        switch (feed.endpoint, feed.market) {
        case (.futoi, _): return []
        // Appended after SYSTIME about 2025.
        case (.tradestats, .equities): return systime + of(.integer, candles, optional: true)
        case (.tradestats, .currency), (.tradestats, .futures): return of(.integer, candles) + systime
        case (.orderstats, _), (.obstats, _), (.hi2, _): return systime
        }
    }

    private static func body(_ feed: Feed) -> [Column] {
        switch (feed.endpoint, feed.market) {
        case (.tradestats, let market): return trades(market)
        case (.orderstats, .equities):
            return orders("put", volumes: .integer) + of(.integer, "put_vol") + of(.double, "put_val")
                + of(.integer, "put_orders") + orders("cancel", volumes: .integer) + of(.integer, "cancel_vol")
                + of(.double, "cancel_val") + of(.integer, "cancel_orders")
        case (.orderstats, .currency), (.orderstats, .futures):
            return orders("put", values: .integer, volumes: .integer)
                + orders("cancel", values: .integer, volumes: .integer)
        case (.obstats, .equities):
            return of(.double, "spread_bbo spread_lv10 spread_1mio")
                + of(.integer, "levels_b levels_s vol_b vol_s val_b val_s")
                + of(.double, "imbalance_vol_bbo imbalance_val_bbo imbalance_vol imbalance_val")
                + of(.double, "vwap_b vwap_s vwap_b_1mio vwap_s_1mio")
        case (.obstats, .currency):
            return of(.double, "mid_price micro_price spread_l1 spread_l2 spread_l3 spread_l5 spread_l10")
                + of(.integer, "levels_b levels_s vol_b_l1 vol_b_l2 vol_b_l3 vol_b_l5 vol_b_l10")
                + of(.integer, "vol_s_l1 vol_s_l2 vol_s_l3 vol_s_l5 vol_s_l10 vol_s_l20")
                + of(.double, "vwap_b_l3 vwap_b_l5 vwap_b_l10 vwap_s_l3 vwap_s_l5 vwap_s_l10")
        case (.obstats, .futures):
            return of(.double, "mid_price micro_price spread_l1 spread_l2 spread_l3 spread_l5 spread_l10 spread_l20")
                + of(.integer, "levels_b levels_s vol_b_l1 vol_b_l2 vol_b_l3 vol_b_l5 vol_b_l10 vol_b_l20")
                + of(.integer, "vol_s_l1 vol_s_l2 vol_s_l3 vol_s_l5 vol_s_l10 vol_s_l20")
                + of(.double, "vwap_b_l3 vwap_b_l5 vwap_b_l10 vwap_b_l20 vwap_s_l3 vwap_s_l5 vwap_s_l10 vwap_s_l20")
        case (.hi2, _):
            return of(.string, "metric") + of(.double, "value") + of(.string, "reference")
        case (.futoi, _):
            return of(.integer, "sess_id seqnum") + of(.date, "tradedate") + of(.time, "tradetime")
                + of(.string, "ticker clgroup")
                + of(.integer, "pos pos_long pos_short pos_long_num pos_short_num") + of(.datetime, "systime")
                + of(.date, "trade_session_date", optional: true)
        }
    }

    private static func trades(_ market: AlgoPackSegment) -> [Column] {
        let value: ColumnType = market == .equities ? .double : .integer
        let common =
            of(.double, "pr_open pr_high pr_low pr_close pr_std") + of(.integer, "vol") + of(value, "val")
            + of(.integer, "trades") + of(.double, "pr_vwap pr_change") + of(.integer, "trades_b trades_s")
            + of(.double, "val_b val_s") + of(.integer, "vol_b vol_s") + of(.double, "disb pr_vwap_b pr_vwap_s")
        guard market == .futures else { return common }
        return common + of(.double, "im") + of(.integer, "oi_open oi_high oi_low oi_close")
    }

    private static func orders(_ verb: String, values: ColumnType = .double, volumes: ColumnType) -> [Column] {
        of(.integer, "\(verb)_orders_b \(verb)_orders_s") + of(values, "\(verb)_val_b \(verb)_val_s")
            + of(volumes, "\(verb)_vol_b \(verb)_vol_s") + of(.double, "\(verb)_vwap_b \(verb)_vwap_s")
    }

    private static func of(_ type: ColumnType, _ names: String, optional: Bool = false) -> [Column] {
        names.split(separator: " ").map { Column(shape: ColumnShape(String($0), type), isOptional: optional) }
    }
}
