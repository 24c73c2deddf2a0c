package import Market
import Platform

/// Shares of the main board as ISS has them: history of finished days, market data of the running one, one-minute candles.
///
/// Closes are `LEGALCLOSEPRICE` of the history, the main session's official close (docs/reference/algopack.md, Market data). Opens of
/// a finished day are its `OPEN` for both of the rules that need no candles; ``OpenRule/firstCandle(after:)`` asks for the candles of each
/// share, some 250 requests.
package struct ISSShares: ShareHistory {
    let iss: ISSClient
    let clock: any MarketClock

    /// Pages of one question at most; a board's day has three, a day of one-minute candles two.
    private static let maximumPages = 40

    package var silenceOnActions: String? { nil }

    package init(_ iss: ISSClient, clock: any MarketClock) {
        self.iss = iss
        self.clock = clock
    }

    package func closes(of day: TradingDay) async throws -> [SecID: Double] {
        try await history(of: day.date) { block, row in
            block.column("LEGALCLOSEPRICE")?.double(row) ?? block.column("CLOSE")?.double(row)
        }
    }

    package func opens(of day: TradingDay, by rule: OpenRule) async throws -> [SecID: Double] {
        // What the market data show on a day without trading is of the day before.
        guard day.isMonitored else { return [:] }
        let isRunning = day.date == MoscowTime.date(of: clock.now)
        switch rule {
        case .open: return isRunning ? try await marketData("OPEN") : try await finishedOpens(of: day.date)
        case .auction:
            return isRunning ? try await marketData("OPENPERIODPRICE") : try await finishedOpens(of: day.date)
        case .firstCandle(let time):
            let traded = isRunning ? try await marketData("OPEN") : try await finishedOpens(of: day.date)
            var opens: [SecID: Double] = [:]
            for secid in traded.keys.sorted() {
                opens[secid] = try await candles(of: secid, from: day.date, time, firstPageOnly: true).first?.open
            }
            return opens
        }
    }

    package func candles(of secid: SecID, on date: CivilDate) async throws -> [PriceCandle] {
        let found = try await candles(of: secid, from: date, nil, firstPageOnly: false)
        if found.isEmpty { try await checkIsKnown(secid) }
        return found
    }

    private func finishedOpens(of date: CivilDate) async throws -> [SecID: Double] {
        try await history(of: date) { block, row in block.column("OPEN")?.double(row) }
    }

    /// A price of each share that was traded on a finished day.
    private func history(
        of date: CivilDate,
        _ price: (ISSBlock, Int) -> Double?
    ) async throws -> [SecID: Double] {
        var prices: [SecID: Double] = [:]
        for block in try await pages(of: Self.historyRequest(of: date), block: "history") {
            for row in 0..<block.rowCount {
                guard let secid = block.column("SECID")?.string(row), let price = price(block, row), price > 0,
                    block.column("NUMTRADES")?.integer(row) != 0
                else { continue }
                prices[SecID(secid)] = price
            }
        }
        return prices
    }

    /// A finished day of the whole board.
    static func historyRequest(of date: CivilDate) -> ISSRequest {
        ISSRequest(
            path: "history/\(AlgoPackRequests.boardPath(.equities))/securities",
            query: [ISSRequest.Parameter("date", "\(date)")],
            family: "history/eq"
        )
    }

    /// A price of each share as it stands now.
    private func marketData(_ column: String) async throws -> [SecID: Double] {
        let request = ISSRequest(
            path: "\(AlgoPackRequests.boardPath(.equities))/securities",
            query: [ISSRequest.Parameter("iss.only", "marketdata"), ISSRequest.Parameter("limit", "1000")],
            family: "securities/eq"
        )
        var prices: [SecID: Double] = [:]
        for block in try await pages(of: request, block: "marketdata") {
            for row in 0..<block.rowCount {
                guard let secid = block.column("SECID")?.string(row), let price = block.column(column)?.double(row),
                    price > 0
                else { continue }
                prices[SecID(secid)] = price
            }
        }
        return prices
    }

    private func candles(
        of secid: SecID,
        from date: CivilDate,
        _ time: TimeOfDay?,
        firstPageOnly: Bool
    ) async throws -> [PriceCandle] {
        let request = ISSRequest(
            path: "\(AlgoPackRequests.boardPath(.equities))/securities/\(URLEncoding.component(secid.text))/candles",
            query: [
                ISSRequest.Parameter("from", time.map { "\(date) \($0)" } ?? "\(date)"),
                ISSRequest.Parameter("till", "\(date)"), ISSRequest.Parameter("interval", "1"),
            ],
            family: "candles/eq"
        )
        let blocks = try await pages(of: request, block: "candles", limit: firstPageOnly ? 1 : Self.maximumPages)
        let candles = try blocks.flatMap { try Self.candles(in: $0, path: request.path) }
        let start = MoscowTime.instant(date, time ?? .midnight)
        return candles.filter { $0.begin >= start && MoscowTime.date(of: $0.begin) == date }
            .sorted { $0.begin < $1.begin }
    }

    private static func candles(in block: ISSBlock, path: String) throws(ExchangeError) -> [PriceCandle] {
        guard block.rowCount > 0 else { return [] }
        func column(_ name: String) throws(ExchangeError) -> ISSColumn {
            guard let column = block.column(name) else {
                throw ExchangeError(.badPayload, status: 200, detail: "\(path): no column \(name) in the candles")
            }
            return column
        }
        let (begin, open, close) = (try column("begin"), try column("open"), try column("close"))
        let (high, low) = (try column("high"), try column("low"))
        let (volume, value) = (try column("volume"), try column("value"))
        // A row without one of the prices says of no trade.
        return (0..<block.rowCount).compactMap { row in
            guard let begin = begin.instant(row), let open = open.double(row), let close = close.double(row),
                let high = high.double(row), let low = low.double(row)
            else { return nil }
            return PriceCandle(
                begin: begin,
                length: .minutes(1),
                open: open,
                high: high,
                low: low,
                close: close,
                volume: volume.double(row) ?? 0,
                value: value.double(row) ?? 0
            )
        }
    }

    /// - Throws: ``ShareHistoryError`` of kind `unknownShare`, with the nearest code of the board.
    private func checkIsKnown(_ secid: SecID) async throws {
        let request = ISSRequest(
            path: "\(AlgoPackRequests.boardPath(.equities))/securities",
            query: [ISSRequest.Parameter("iss.only", "securities"), ISSRequest.Parameter("limit", "1000")],
            family: "securities/eq"
        )
        let codes = try await pages(of: request, block: "securities").flatMap { block in
            (0..<block.rowCount).compactMap { block.column("SECID")?.string($0) }
        }
        guard !codes.contains(secid.text) else { return }
        let hint = nearest(to: secid.text, among: codes.sorted()).map { "; did you mean \($0)?" } ?? ""
        throw ShareHistoryError(.unknownShare, "the exchange has no share \(secid) on board TQBR\(hint)")
    }

    func pages(
        of request: ISSRequest,
        block name: String,
        limit: Int = maximumPages
    ) async throws -> [ISSBlock] {
        var walk = PageWalk(maximumPages: limit)
        var next = PageWalk.Next.page(start: 0)
        while case .page(let start) = next {
            let answer = try await iss.get(request.starting(at: start))
            guard let block = answer.document.block(name) else {
                throw ExchangeError(.badPayload, status: 200, detail: "\(request.path): no block \(name) in the answer")
            }
            next = walk.received(block, cursor: answer.document.block("\(name).cursor"), isWhole: false)
        }
        return walk.blocks
    }
}
