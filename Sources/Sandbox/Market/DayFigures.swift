import Market

/// What an instrument did on a day so far; grows minute by minute, so that a quote costs only what is new.
struct DayFigures: Hashable, Sendable {
    struct Key: Hashable, Sendable {
        let secid: String
        let market: AlgoPackSegment
        let date: CivilDate
    }

    /// All trades so far; nil when there was none.
    private(set) var whole: MinuteBar?
    /// Prices of the auctions that are over.
    private(set) var openingPrice: Int64?
    private(set) var closing: MinuteBar?
    /// The last trade before the closing auction, where there is one.
    private(set) var lastOfMain: Int64?
    /// When the last minute with a trade began.
    private(set) var lastTrade: Timestamp?
    /// The moment for which the figures stand.
    private(set) var until = Timestamp(milliseconds: 0)
    /// Slots and auctions already in.
    private var slots = 0
    private var auctions = 0

    /// Takes in what was traded since.
    mutating func advance(to now: Timestamp, _ instrument: Instrument, _ date: CivilDate, in market: EmbeddedMarket) {
        defer { until = now }
        let all = Auction.all(of: market.day(instrument.market, date))
        for slot in market.usualSlots(.tradestats, instrument.market, date).dropFirst(slots) {
            let start = MoscowTime.instant(date, slot.label) - .minutes(5)
            // A slot counts when it is over, as the exchange's sums do a few seconds later.
            guard start + .minutes(5) <= now else { break }
            addAuctions(all, before: start, now, instrument, date, market)
            slots += 1
            let bars = market.bars(instrument, date, slot)
            guard let bar = MinuteBar.joined(bars) else { continue }
            if Auction.isSlot(slot.label, of: market.day(instrument.market, date)) { openingPrice = bar.open }
            whole = whole?.joined(with: bar) ?? bar
            lastTrade = bars.lastIndex { $0 != nil }.map { start + .minutes($0) }
            if closing == nil { lastOfMain = bar.close }
        }
        addAuctions(all, before: now, now, instrument, date, market)
    }

    private mutating func addAuctions(
        _ all: [Auction],
        before limit: Timestamp,
        _ now: Timestamp,
        _ instrument: Instrument,
        _ date: CivilDate,
        _ market: EmbeddedMarket
    ) {
        while auctions < all.count {
            let auction = all[auctions]
            let begin = MoscowTime.instant(date, auction.begin)
            guard begin < limit, begin + .minutes(1) <= now else { return }
            auctions += 1
            guard let bar = market.bar(instrument, date, auction) else { continue }
            whole = whole?.joined(with: bar) ?? bar
            lastTrade = begin
            switch auction.kind {
            case .opening: openingPrice = bar.open
            case .closing: closing = bar
            case .evening: break
            }
        }
    }

    /// Value over volume, in units of the last digit; nil without trades.
    func average(_ instrument: Instrument) -> Int64? {
        whole.map { bar in
            let price = bar.value / (Double(bar.lots) * instrument.lotValue)
            return Int64((price * Cell.powersOfTen[instrument.decimals]).rounded())
        }
    }
}
