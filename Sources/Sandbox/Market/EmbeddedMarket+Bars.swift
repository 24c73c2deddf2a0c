import Market

extension EmbeddedMarket {
    /// The minutes of a slot, nil for those without a trade: generated, or a recorded row of tradestats cut into five.
    func bars(_ instrument: Instrument, _ date: CivilDate, _ slot: PublishedSlot) -> [MinuteBar?] {
        if let recorded = recording?.table(.tradestats, instrument.market, date, slot.label, secid: instrument.secid) {
            return RecordedBars.bars(
                of: instrument,
                in: recorded,
                hash: generator.barHash(instrument, date, slot.label)
            )
        }
        let isAuction = Auction.isSlot(slot.label, of: day(instrument.market, date))
        return generator.bars(instrument, date, slot.label, isAuction: isAuction)
    }

    /// The bar of an auction outside tradestats; nil when the instrument had none.
    func bar(_ instrument: Instrument, _ date: CivilDate, _ auction: Auction) -> MinuteBar? {
        // Nothing of an auction is recorded, and a recorded day keeps to what is.
        guard recording?.labels(.tradestats, instrument.market, date) == nil else { return nil }
        let hash = generator.barHash(instrument, date, auction.begin).with("auction")
        guard hash.unit < instrument.liquidity.tradeChance(busyness: auction.weight) else { return nil }
        var chance = Chance(hash.with(1))
        let mean = instrument.typicalLots * auction.weight
        let lots = max(1, Int64(mean * chance.within(0.4...1.8)))
        let trades = max(1, min(lots, Int64(instrument.liquidity.trades * auction.weight * chance.within(0.3...0.6))))
        let price = generator.path.ticks(instrument, minute: PriceNoise.minute(date, auction.begin))
        return generator.auctionBar(instrument, price, lots: lots, trades: trades, &chance)
    }

    /// The minutes with trades that are over at a moment, in order, auctions among them.
    func minutes(_ instrument: Instrument, _ date: CivilDate, until now: Timestamp) -> [(
        begin: Timestamp, bar: MinuteBar
    )] {
        var minutes: [(begin: Timestamp, bar: MinuteBar)] = []
        func add(_ begin: Timestamp, _ bar: MinuteBar?) {
            guard let bar, begin + .minutes(1) <= now else { return }
            minutes.append((begin, bar))
        }
        if let spans = candles?.spans(instrument.market, instrument.secid, date) {
            for span in spans {
                let bar = instrument.bar(of: span)
                for minute in 0..<span.minutes { add(span.begin + .minutes(minute), bar) }
            }
            return minutes
        }
        var auctions = Auction.all(of: day(instrument.market, date))[...]
        for slot in usualSlots(.tradestats, instrument.market, date) {
            let start = MoscowTime.instant(date, slot.label) - .minutes(5)
            guard start < now else { break }
            while let auction = auctions.first, MoscowTime.instant(date, auction.begin) < start {
                add(MoscowTime.instant(date, auction.begin), bar(instrument, date, auction))
                auctions.removeFirst()
            }
            for (index, bar) in bars(instrument, date, slot).enumerated() { add(start + .minutes(index), bar) }
        }
        for auction in auctions { add(MoscowTime.instant(date, auction.begin), bar(instrument, date, auction)) }
        return minutes
    }

    /// The last price traded on a date; nil when there was no trade.
    func lastPrice(_ instrument: Instrument, on date: CivilDate) -> Int64? {
        for slot in usualSlots(.tradestats, instrument.market, date).reversed() {
            if let last = MinuteBar.joined(bars(instrument, date, slot)) { return last.close }
        }
        return nil
    }

    /// The last date before another one on which the instrument traded, and its last price then.
    func previousClose(_ instrument: Instrument, before date: CivilDate) -> (date: CivilDate, price: Int64)? {
        var date = date
        for _ in 0..<10 {
            guard let previous = calendar.previousTradingDay(before: date, instrument.market) else { return nil }
            if let price = lastPrice(instrument, on: previous) { return (previous, price) }
            date = previous
        }
        return nil
    }
}

/// Cuts a recorded row of tradestats into five minutes that sum up to it.
enum RecordedBars {
    static func bars(of instrument: Instrument, in table: Table, hash: StableHash) -> [MinuteBar?] {
        let nothing: [MinuteBar?] = [nil, nil, nil, nil, nil]
        guard let row = (0..<table.rowCount).first(where: { table.text("secid", row: $0) == instrument.secid }) else {
            return nothing
        }
        func number(_ name: String) -> Double? {
            table.columnIndex(name).flatMap { table.row(row).dropFirst($0).first?.number }
        }
        let unit = Cell.powersOfTen[instrument.decimals]
        func ticks(_ name: String) -> Int64 { Int64(((number(name) ?? 0) * unit).rounded()) }
        let lots = Int64(number("vol") ?? 0)
        let trades = max(1, Int64(number("trades") ?? 1))
        guard lots > 0 else { return nothing }
        var chance = Chance(hash)
        let value = number("val") ?? 0
        let buyLots = Int64(number("vol_b") ?? 0)
        let (open, high, low, close) = (ticks("pr_open"), ticks("pr_high"), ticks("pr_low"), ticks("pr_close"))
        // As many minutes as there are lots, at most five; the extremes lie in two of them.
        let count = Int(min(5, lots, trades))
        let peak = Int(chance.whole(0...Int64(count - 1)))
        let dip = Int(chance.whole(0...Int64(count - 1)))
        var bars = nothing
        var rest = (lots: lots, buys: buyLots, trades: trades, value: value)
        for index in 0..<count {
            let left = Int64(count - index)
            let isLast = left == 1
            let part = isLast ? rest.lots : max(1, rest.lots / left)
            let buys = isLast ? rest.buys : min(part, rest.buys / left)
            let own = isLast ? rest.trades : max(1, rest.trades / left)
            let share = isLast ? rest.value : value * Double(part) / Double(lots)
            let from = open + (close - open) * Int64(index) / Int64(count)
            let to = open + (close - open) * Int64(index + 1) / Int64(count)
            let second = Int64(index) * 60
            bars[index] = MinuteBar(
                open: from,
                high: index == peak ? high : max(from, to),
                low: index == dip ? low : min(from, to),
                close: to,
                lots: part,
                buyLots: buys,
                trades: own,
                buyTrades: own * buys / max(1, part),
                value: share,
                buyValue: share * Double(buys) / Double(part),
                seconds: .init(open: second, high: second + 20, low: second + 30, close: second + 59)
            )
            rest = (rest.lots - part, rest.buys - buys, rest.trades - own, rest.value - share)
        }
        return bars
    }
}

extension Instrument {
    /// One minute of a recorded candle: what it says is that there was trading, and how much in all; nil where there was none.
    fileprivate func bar(of span: CandleRecording.Span) -> MinuteBar? {
        let lots = Int64((span.volume / Double(max(1, lotSize * span.minutes))).rounded(.up))
        guard lots > 0 else { return nil }
        let price = Int64((basePrice * Cell.powersOfTen[decimals]).rounded())
        return MinuteBar(
            open: price,
            high: price,
            low: price,
            close: price,
            lots: lots,
            buyLots: 0,
            trades: 1,
            buyTrades: 0,
            value: 0,
            buyValue: 0,
            seconds: .init(open: 0, high: 0, low: 0, close: 0)
        )
    }
}
