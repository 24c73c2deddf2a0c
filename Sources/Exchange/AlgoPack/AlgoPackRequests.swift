package import Market
import Platform

/// Questions as ISS paths (docs/reference/algopack.md, Data sets, FUTOI and Market data).
package enum AlgoPackRequests {
    /// A whole market on one date, or its last slot only.
    package static func market(_ feed: Feed, on date: CivilDate, latestOnly: Bool) -> ISSRequest {
        var query = [ISSRequest.Parameter("date", "\(date)")]
        if latestOnly { query.append(ISSRequest.Parameter("latest", "1")) }
        return ISSRequest(path: path(feed), query: query, family: family(feed))
    }

    /// One instrument from a date to a date, both included.
    package static func instrument(_ feed: Feed, _ secid: SecID, from: CivilDate, till: CivilDate) -> ISSRequest {
        ISSRequest(
            path: "\(path(feed))/\(URLEncoding.component(secid.text))",
            query: [ISSRequest.Parameter("from", "\(from)"), ISSRequest.Parameter("till", "\(till)")],
            family: family(feed)
        )
    }

    /// One-minute candles of a day, newest first where the server can.
    package static func minuteCandles(_ market: AlgoPackSegment, _ secid: SecID, on date: CivilDate) -> ISSRequest {
        ISSRequest(
            path: "\(boardPath(market))/securities/\(URLEncoding.component(secid.text))/candles",
            query: [
                ISSRequest.Parameter("from", "\(date)"), ISSRequest.Parameter("till", "\(date)"),
                ISSRequest.Parameter("interval", "1"), ISSRequest.Parameter("iss.reverse", "true"),
            ],
            family: "candles/\(market.pathComponent)"
        )
    }

    private static func path(_ feed: Feed) -> String {
        feed.endpoint == .futoi
            ? "analyticalproducts/futoi/securities" : "datashop/algopack/\(feed.market.pathComponent)/\(feed.endpoint)"
    }

    private static func family(_ feed: Feed) -> String {
        "algopack/\(feed.market.pathComponent)/\(feed.endpoint)"
    }

    static func boardPath(_ market: AlgoPackSegment) -> String {
        switch market {
        case .equities: "engines/stock/markets/shares/boards/TQBR"
        case .currency: "engines/currency/markets/selt/boards/CETS"
        case .futures: "engines/futures/markets/forts/boards/RFUD"
        }
    }
}
