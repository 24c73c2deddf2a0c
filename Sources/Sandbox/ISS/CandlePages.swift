import Market

/// Candles of 1, 10, 60 minutes and a day, made of the same figures as tradestats (`algopack.md` §5).
struct CandlePages {
    let market: EmbeddedMarket
    let now: Timestamp

    /// Rows of a page; the public ISS gives 500.
    private static let pageSize = 500

    struct Candle {
        let begin: Timestamp
        var end: Timestamp
        var open: Int64
        var close: Int64
        var high: Int64
        var low: Int64
        var value: Double
        var volume: Int64
    }

    func blocks(_ id: MarketID, secid: String, _ query: ISSQuery) -> [ISSBlock] {
        var table = Table(
            columns: Column.list("open:d close:d high:d low:d value:d volume:d begin:datetime end:datetime")
        )
        let today = MoscowTime.date(of: now)
        let last = min(query.date("till") ?? today, today)
        let first = query.date("from") ?? last.adding(days: -30)
        let step = Int(query.text("interval") ?? "10") ?? 10
        guard first <= last, [1, 10, 60, 24].contains(step) else { return [ISSBlock("candles", table)] }
        var candles: [Candle] = []
        for day in max(first.dayNumber, last.dayNumber - 366)...last.dayNumber {
            let date = CivilDate(dayNumber: day)
            guard
                let instrument = market.instruments(id, on: date).first(where: {
                    $0.secid.lowercased() == secid.lowercased()
                })
            else { continue }
            candles += aggregate(minutes(instrument, date), step: step, date: date)
        }
        if query.isReversed { candles.reverse() }
        let scale =
            market.instruments(id, on: last).first { $0.secid.lowercased() == secid.lowercased() }?.decimals ?? 2
        for candle in candles.dropFirst(query.start).prefix(Self.pageSize) {
            table.append([
                .decimal(candle.open, scale: scale), .decimal(candle.close, scale: scale),
                .decimal(candle.high, scale: scale), .decimal(candle.low, scale: scale), .rounded(candle.value, 2),
                .int(candle.volume), .text(MoscowTime.text(candle.begin)), .text(MoscowTime.text(candle.end)),
            ])
        }
        return [ISSBlock("candles", table)]
    }

    /// One-minute candles that are over, in order; minutes without a trade have none.
    func minutes(_ instrument: Instrument, _ date: CivilDate) -> [Candle] {
        var candles: [Candle] = []
        for slot in market.usualSlots(.tradestats, instrument.market, date) {
            let end = MoscowTime.instant(date, slot.label)
            guard end - .minutes(5) < now else { break }
            guard let lots = market.lots(instrument, date, slot) else { continue }
            let context = RowGenerator.Slot(.tradestats, instrument.market, date, slot.label, systime: slot.systime)
            let spread = market.generator.hash(instrument, context).with("minutes")
            for minute in 0..<5 {
                let begin = end - .minutes(5 - minute)
                guard begin + .minutes(1) <= now else { return candles }
                let share = spread.with(minute).whole(1...9)
                let total = (0..<5).reduce(0) { $0 + spread.with($1).whole(1...9) }
                let traded = minute == 4 ? lots - portions(lots, spread, total) : lots * Int64(share) / Int64(total)
                guard traded > 0 else { continue }
                candles.append(candle(instrument, begin, lots: traded))
            }
        }
        return candles
    }

    /// What the first four minutes took, so that the fifth gets the rest.
    private func portions(_ lots: Int64, _ spread: StableHash, _ total: Int) -> Int64 {
        (0..<4).reduce(0) { $0 + lots * Int64(spread.with($1).whole(1...9)) / Int64(total) }
    }

    private func candle(_ instrument: Instrument, _ begin: Timestamp, lots: Int64) -> Candle {
        let minute = PricePath.minute(MoscowTime.date(of: begin), MoscowTime.time(of: begin))
        let open = market.generator.path.ticks(instrument, minute: minute)
        let close = market.generator.path.ticks(instrument, minute: minute + 1)
        // Volume counts pieces, contracts on FO (`algopack.md` §5).
        let pieces = instrument.market == .futures ? lots : lots * Int64(instrument.lotSize)
        return Candle(
            begin: begin,
            end: begin + .seconds(59),
            open: open,
            close: close,
            high: max(open, close),
            low: min(open, close),
            value: instrument.value(ticks: (open + close) / 2, lots: Double(lots)),
            volume: pieces
        )
    }

    private func aggregate(_ minutes: [Candle], step: Int, date: CivilDate) -> [Candle] {
        guard step > 1 else { return minutes }
        var result: [Candle] = []
        for minute in minutes {
            let second = MoscowTime.time(of: minute.begin).secondOfDay
            let begin = step == 24 ? 0 : second / (step * 60) * step * 60
            let start = MoscowTime.instant(date, TimeOfDay(secondOfDay: begin) ?? .midnight)
            if let last = result.last, last.begin == start {
                let index = result.count - 1
                result[index].end = minute.end
                result[index].close = minute.close
                result[index].high = max(last.high, minute.high)
                result[index].low = min(last.low, minute.low)
                result[index].value += minute.value
                result[index].volume += minute.volume
            } else {
                result.append(
                    Candle(
                        begin: start,
                        end: minute.end,
                        open: minute.open,
                        close: minute.close,
                        high: minute.high,
                        low: minute.low,
                        value: minute.value,
                        volume: minute.volume
                    )
                )
            }
        }
        return result
    }
}

extension EmbeddedMarket {
    /// Lots traded in a slot; nil when there was no trade.
    func lots(_ instrument: Instrument, _ date: CivilDate, _ slot: PublishedSlot) -> Int64? {
        if recording?.labels(.tradestats, instrument.market, date)?.contains(slot.label) == true {
            let rows = makeTable(.tradestats, instrument.market, date, slot, of: [instrument])
            guard rows.rowCount > 0, let column = rows.columnIndex("vol"), case .int(let lots) = rows.cells[column]
            else {
                return nil
            }
            return lots > 0 ? lots : nil
        }
        let context = RowGenerator.Slot(.tradestats, instrument.market, date, slot.label, systime: slot.systime)
        return generator.hasRow(instrument, context) ? generator.tradeFigures(instrument, context).lots : nil
    }
}

/// What an instrument did so far on a day.
struct DayFigures {
    var open: Int64?
    var high: Int64?
    var low: Int64?
    var last: Int64?
    var average: Int64?
    var trades: Int64 = 0
    var volume: Int64 = 0
    var value: Int64 = 0
    /// Percent since the day's open.
    var change = 0.0

    init(market: EmbeddedMarket, instrument: Instrument, date: CivilDate, now: Timestamp) {
        for slot in market.usualSlots(.tradestats, instrument.market, date) where slot.systime <= now {
            guard market.lots(instrument, date, slot) != nil else { continue }
            let context = RowGenerator.Slot(.tradestats, instrument.market, date, slot.label, systime: slot.systime)
            let figures = market.generator.tradeFigures(instrument, context)
            open = open ?? figures.open
            high = max(high ?? figures.high, figures.high)
            low = min(low ?? figures.low, figures.low)
            last = figures.close
            trades += figures.trades
            volume += figures.lots
            value += Int64(instrument.value(ticks: figures.close, lots: Double(figures.lots)))
        }
        if let open, let last, let high, let low {
            average = (high + low) / 2
            change = Double(last - open) / Double(open) * 100
        }
    }
}
