package import Market
package import Platform

/// Asks the exchange for AlgoPack feeds and what confirms them.
///
/// Safe to call from many tasks: they share one pacer, one login and the client's connections.
package struct AlgoPackClient: Sendable {
    package let options: AlgoPackOptions
    /// The level below, for routes outside AlgoPack such as calendars.
    package let iss: ISSClient
    private let log: Log

    package init(options: AlgoPackOptions, http: HTTPClient, clock: any MarketClock, log: Log) {
        self.options = options
        self.log = log
        iss = ISSClient(options: options.iss, http: http, clock: clock, log: log)
    }

    /// The last slot of a whole market: one request, unless the exchange's cursor says that the slot has more pages.
    ///
    /// HI2, which has no slots, gives the day's rows.
    package func latest(_ feed: Feed, on date: CivilDate) async throws(CancellationError) -> FeedReply {
        let isSlotted = feed.endpoint.isSlotted
        let request = AlgoPackRequests.market(feed, on: date, latestOnly: isSlotted)
        return try await reply(feed, nil, request, isWhole: isSlotted)
    }

    /// The first page of a market's day: the first slot is whole in it, since rows ascend by time.
    package func firstSlot(_ feed: Feed, on date: CivilDate) async throws(CancellationError) -> FeedReply {
        let request = AlgoPackRequests.market(feed, on: date, latestOnly: false)
        return try await reply(feed, nil, request, isWhole: false, isEnough: { _ in true })
    }

    /// A market's concentration indices of one day, all pages (about 1000 rows for EQ, that is two).
    package func hi2(_ market: AlgoPackSegment, on date: CivilDate) async throws(CancellationError) -> FeedReply {
        try await latest(Feed(market, .hi2), on: date)
    }

    /// Every row of an instrument, or of a whole market day by day, from a date to a date, both included.
    ///
    /// - Note: A market's whole day is up to 70 pages; ask for an instrument where that is enough.
    package func dayRows(
        _ feed: Feed,
        secid: SecID?,
        from: CivilDate,
        till: CivilDate
    ) async throws(CancellationError) -> FeedReply {
        guard let secid else { return try await marketDays(feed, from: from, till: till) }
        let request = AlgoPackRequests.instrument(feed, secid, from: from, till: till)
        return try await reply(feed, secid, request, isWhole: false)
    }

    /// What was traded in each minute of a span of a day, and how far the candles reach; nil when there is none of the day.
    ///
    /// - Unit: shares, contracts or currency units, not lots.
    /// - Throws: ``ExchangeError``; `CancellationError`.
    package func minuteVolumes(
        _ market: AlgoPackSegment,
        _ secid: SecID,
        on date: CivilDate,
        from: TimeOfDay,
        till: TimeOfDay
    ) async throws -> MinuteVolumes? {
        let request = AlgoPackRequests.minuteCandles(market, secid, on: date)
        let span = MoscowTime.instant(date, from)..<max(MoscowTime.instant(date, from), MoscowTime.instant(date, till))
        var volumes: MinuteVolumes?
        _ = try await walk(request, block: "candles", isWhole: false) { block in
            guard let begins = block.column("begin"), let amounts = block.column("volume") else { return false }
            var isPast = false
            for row in 0..<block.rowCount {
                guard let begin = begins.instant(row) else { continue }
                var known = volumes ?? MinuteVolumes(newest: begin)
                known.newest = max(known.newest, begin)
                if span.contains(begin) {
                    known.minutes.append(MinuteVolumes.Minute(begin: begin, volume: amounts.double(row) ?? 0))
                }
                volumes = known
                // Newest first: what follows is older still.
                isPast = row > 0 && begin < span.lowerBound && begins.instant(row - 1).map { $0 > begin } ?? false
            }
            return isPast
        }
        return volumes
    }

    /// The instrument that stands for a market in links, plots and confirmations.
    ///
    /// Configured for EQ and FX; for FO the contract most traded in the last slot, since contracts expire. Nil when FO
    /// has no rows.
    ///
    /// - Throws: ``ExchangeError``; `CancellationError`.
    package func mostLiquid(_ market: AlgoPackSegment, on date: CivilDate) async throws -> SecID? {
        switch market {
        case .equities: return options.equity
        case .currency: return options.currency
        case .futures:
            switch try await latest(Feed(.futures, .tradestats), on: date) {
            case .page(let page): return page.mostTraded()
            case .empty: return nil
            case .failed(let error): throw error
            }
        }
    }

    /// The page on which a person sees a feed: of one instrument, or of the whole market.
    package func link(_ feed: Feed, secid: SecID?, on date: CivilDate) -> String {
        guard let secid else { return iss.link(AlgoPackRequests.market(feed, on: date, latestOnly: false)) }
        return iss.link(AlgoPackRequests.instrument(feed, secid, from: date, till: date))
    }

    private func marketDays(
        _ feed: Feed,
        from: CivilDate,
        till: CivilDate
    ) async throws(CancellationError) -> FeedReply {
        var pages = Pages()
        var date = from
        do {
            while date <= till {
                let request = AlgoPackRequests.market(feed, on: date, latestOnly: false)
                pages.append(try await walk(request, block: FeedSchema.names(feed.endpoint).block, isWhole: false))
                date = date.adding(days: 1)
            }
        } catch {
            return try failure(error)
        }
        return reply(feed, nil, AlgoPackRequests.market(feed, on: from, latestOnly: false), pages)
    }

    private func reply(
        _ feed: Feed,
        _ secid: SecID?,
        _ request: ISSRequest,
        isWhole: Bool,
        isEnough: (ISSBlock) -> Bool = { _ in false }
    ) async throws(CancellationError) -> FeedReply {
        do {
            let block = FeedSchema.names(feed.endpoint).block
            let pages = try await walk(request, block: block, isWhole: isWhole, isEnough: isEnough)
            return reply(feed, secid, request, pages)
        } catch {
            return try failure(error)
        }
    }

    /// How far ahead of the exchange's own clock a time of its rows may lie; by more it is an odd cell.
    private static let ahead = Duration.minutes(15)

    private func reply(_ feed: Feed, _ secid: SecID?, _ request: ISSRequest, _ pages: Pages) -> FeedReply {
        let blocks = pages.blocks.filter { $0.rowCount > 0 }
        guard !blocks.isEmpty else { return .empty }
        return .page(
            FeedPage(
                feed: feed,
                secid: secid,
                blocks: blocks,
                link: iss.link(request),
                isDegraded: pages.isDegraded,
                isTruncated: pages.isTruncated,
                latest: feed.endpoint.isSlotted ? iss.serverTime.map { $0 + Self.ahead } : nil
            )
        )
    }

    /// Typed failures become a reply, cancellation goes on.
    private func failure(_ error: any Error) throws(CancellationError) -> FeedReply {
        if let error = error as? ExchangeError { return .failed(error) }
        if error is CancellationError { throw CancellationError() }
        return .failed(ExchangeError(.misconfigured, detail: "\(error)"))
    }

    private struct Pages {
        var blocks: [ISSBlock] = []
        var isDegraded = false
        var isTruncated = false

        mutating func append(_ other: Pages) {
            blocks += other.blocks
            isDegraded = isDegraded || other.isDegraded
            isTruncated = isTruncated || other.isTruncated
        }
    }

    /// Asks for pages until there are no more.
    ///
    /// - Parameter isEnough: Called with each page; true ends the walk early.
    private func walk(
        _ request: ISSRequest,
        block name: String,
        isWhole: Bool,
        isEnough: (ISSBlock) -> Bool = { _ in false }
    ) async throws -> Pages {
        var walk = PageWalk(maximumPages: options.maximumPages)
        var pages = Pages()
        var next = PageWalk.Next.page(start: 0)
        while case .page(let start) = next {
            let answer = try await iss.get(request.starting(at: start))
            guard let block = answer.document.block(name) else {
                throw ExchangeError(.badPayload, status: 200, detail: "\(request.path): no block \(name) in the answer")
            }
            pages.isDegraded = pages.isDegraded || answer.isDegraded
            let known = walk.blocks.count
            next = walk.received(block, cursor: answer.document.block("\(name).cursor"), isWhole: isWhole)
            if walk.blocks.count > known, isEnough(block) { next = .end }
        }
        if next == .limit {
            pages.isTruncated = true
            log.warning("Page limit reached", ["path": request.path, "pages": "\(walk.blocks.count)"])
        }
        pages.blocks = walk.blocks
        return pages
    }
}
