package import Market
import Platform

/// Daily collection from ISS (docs/reference/algopack.md, Market data).
///
/// Fundamentals are what the board's market data have: the capitalisation, or issue size by last close where it is not there yet.
/// Prices of the history are as they were: ISS lists splits apart from them. Dividends it tells of each share alone.
extension ISSShares: ShareSource {
    package var market: ShareMarket { .moex }
    package var tellsDividends: Bool { true }
    package var listsSplits: Bool { true }

    package func snapshot(on date: CivilDate) async throws -> ShareSnapshot {
        var snapshot = ShareSnapshot()
        let (securities, quotes) = try await board()
        // What the issue is worth at the last close.
        var worth: [SecID: Double] = [:]
        for row in 0..<securities.rowCount {
            guard let code = securities.column("SECID")?.string(row) else { continue }
            let secid = SecID(code)
            snapshot.listings.append(
                ShareListing(
                    secid: secid,
                    name: securities.column("SHORTNAME")?.string(row) ?? code,
                    isin: securities.column("ISIN")?.string(row),
                    lotSize: Int(securities.column("LOTSIZE")?.integer(row) ?? 1),
                    priceStep: securities.column("MINSTEP")?.double(row),
                    listLevel: securities.column("LISTLEVEL")?.integer(row).map { Int($0) },
                    board: securities.column("BOARDID")?.string(row) ?? ""
                )
            )
            if let size = securities.column("ISSUESIZE")?.double(row),
                let price = securities.column("PREVPRICE")?.double(row)
            {
                worth[secid] = size * price
            }
        }
        for row in 0..<quotes.rowCount {
            guard let secid = quotes.column("SECID")?.string(row).map({ SecID($0) }),
                let capitalisation = quotes.column("ISSUECAPITALIZATION")?.double(row), capitalisation > 0
            else { continue }
            worth[secid] = capitalisation
        }
        snapshot.fundamentals = worth.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map {
            ShareFundamentals(secid: $0.key, date: date, capitalisation: $0.value)
        }
        return snapshot
    }

    package func candles(on date: CivilDate) async throws -> [DailyCandle] {
        date == MoscowTime.date(of: clock.now) ? try await candlesSoFar(on: date) : try await finishedCandles(on: date)
    }

    private func finishedCandles(on date: CivilDate) async throws -> [DailyCandle] {
        try await pages(of: Self.historyRequest(of: date), block: "history").flatMap { block in
            (0..<block.rowCount).compactMap { row in
                guard block.column("NUMTRADES")?.double(row) != 0 else { return nil }
                return Self.candle(block, row, date, close: "CLOSE", volume: "VOLUME", value: "VALUE")
            }
        }
    }

    /// The running day as the market data show it.
    private func candlesSoFar(on date: CivilDate) async throws -> [DailyCandle] {
        let (_, quotes) = try await board()
        return (0..<quotes.rowCount).compactMap { row in
            Self.candle(quotes, row, date, close: "LAST", volume: "VOLTODAY", value: "VALTODAY")
        }
    }

    /// Nil where nothing was traded: a price is missing.
    private static func candle(
        _ block: ISSBlock,
        _ row: Int,
        _ date: CivilDate,
        close: String,
        volume: String,
        value: String
    ) -> DailyCandle? {
        func number(_ column: String) -> Double? { block.column(column)?.double(row) }
        guard let secid = block.column("SECID")?.string(row), let open = number("OPEN"), let high = number("HIGH"),
            let low = number("LOW"), let close = number(close), open > 0, close > 0
        else { return nil }
        return DailyCandle(
            secid: SecID(secid),
            date: date,
            open: open,
            high: high,
            low: low,
            close: close,
            volume: number(volume) ?? 0,
            value: number(value) ?? 0
        )
    }

    /// Listing and market data of the whole board.
    private func board() async throws -> (securities: ISSBlock, quotes: ISSBlock) {
        let request = ISSRequest(
            path: "\(AlgoPackRequests.boardPath(.equities))/securities",
            query: [
                ISSRequest.Parameter("iss.only", "securities,marketdata"), ISSRequest.Parameter("limit", "1000"),
            ],
            family: "securities/eq"
        )
        let answer = try await iss.get(request)
        guard let securities = answer.document.block("securities"), let quotes = answer.document.block("marketdata")
        else {
            throw ExchangeError(
                .badPayload,
                status: 200,
                detail: "\(request.path): no blocks securities and marketdata in the answer"
            )
        }
        return (securities, quotes)
    }
}
