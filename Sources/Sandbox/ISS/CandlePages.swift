import Market
import Platform

/// Candles and their borders, made of the same minutes as tradestats (docs/reference/algopack.md, Market data).
struct CandlePages {
    let market: EmbeddedMarket
    let now: Timestamp

    /// Rows of a page; the public ISS gives 500.
    private static let pageSize = 500
    private static let columns = Column.list(
        "open:d close:d high:d low:d value:d volume:d begin:datetime end:datetime"
    )

    static let routes: [Route<ISSPage>] = [
        Route.places("/securities/{secid}/candles") { call, place in
            Self(call).candles(place.market, secid: call.path.text("secid"), call.query)
        },
        Route.places("/securities/{secid}/candleborders") { call, place in
            Self(call).borders(place.market, secid: call.path.text("secid"), isBoard: place.kind == .board)
        },
    ].flatMap { $0 }

    private init(_ call: ISSCall) {
        market = call.market
        now = call.now
    }

    /// `…/securities/{secid}/candles`; an unknown instrument or interval has no rows.
    private func candles(_ id: AlgoPackSegment, secid: String, _ query: ISSQuery) -> [ServedBlock] {
        var table = Table(columns: Self.columns)
        let today = MoscowTime.date(of: now)
        let last = min(query.date("till") ?? today, today)
        let first = query.date("from") ?? last.adding(days: -30)
        let step = query.text("interval").flatMap { Int($0) } ?? 10
        guard first <= last, let interval = CandleInterval(rawValue: step) else {
            return [ServedBlock("candles", table)]
        }
        var found = candles(id, secid, from: first, through: last, interval)
        if let from = query.instant("from") { found.removeAll { $0.begin < from } }
        if let till = query.instant("till") { found.removeAll { $0.begin > till } }
        if query.isReversed { found.reverse() }
        let scale =
            market.instrument(secid, id, on: last)?.decimals ?? market.instrument(secid, id, on: first)?.decimals
        for candle in found.dropFirst(query.start).prefix(min(query.limit, Self.pageSize)) {
            table.append(cells(candle, id, secid, scale: scale ?? 2))
        }
        return [ServedBlock("candles", table)]
    }

    /// `…/securities/{secid}/candleborders`: the first and the last candle of each interval; no rows for an unknown code.
    private func borders(_ id: AlgoPackSegment, secid: String, isBoard: Bool) -> [ServedBlock] {
        var table = Table(
            columns: Column.list("begin:datetime end:datetime interval:i" + (isBoard ? "" : " board_group_id:i"))
        )
        let today = MoscowTime.date(of: now)
        if let instrument = market.instrument(secid, id, on: today), let start = firstDay(instrument, today),
            let last = lastMinute(instrument, today)
        {
            for interval in CandleInterval.allCases {
                let begin = interval.period(of: MoscowTime.instant(start, TimeOfDay(hour: 10, minute: 0) ?? .midnight))
                    .begin
                let isWithinDay = interval.period(of: last).end - interval.period(of: last).begin < .hours(2)
                let end = isWithinDay ? last + .seconds(59) : interval.period(of: last).begin
                table.append([
                    .text(MoscowTime.text(begin)), .text(MoscowTime.text(end)), .int(Int64(interval.rawValue)),
                ])
                if !isBoard { table.append([.int(Board(id).groupID)]) }
            }
        }
        var durations = Table(columns: Column.list("interval:i duration:i days:i title:s765 hint:s765"))
        for (interval, seconds, days, title, hint) in Self.durations {
            durations.append([
                .int(Int64(interval.rawValue)), .int(seconds), days.map { .int($0) } ?? .null, .text(title),
                .text(hint),
            ])
        }
        return [ServedBlock("borders", table), ServedBlock("durations", durations)]
    }

    private static let durations: [(CandleInterval, Int64, Int64?, String, String)] = [
        (.minute, 60, nil, "минута", "1м"), (.tenMinutes, 600, nil, "10 минут", "10м"),
        (.hour, 3_600, nil, "час", "1ч"),
        (.day, 86_400, 1, "день", "1Д"), (.week, 604_800, 7, "неделя", "1Н"), (.month, 2_678_400, 31, "месяц", "1М"),
        (.quarter, 8_035_200, 92, "квартал", "1К"),
    ]

    /// Days before the one asked for that belong to the first candle's week, month or quarter count as well.
    private func candles(
        _ id: AlgoPackSegment,
        _ secid: String,
        from first: CivilDate,
        through last: CivilDate,
        _ interval: CandleInterval
    ) -> [Candle] {
        let begin = MoscowTime.date(of: interval.period(of: MoscowTime.instant(first, .midnight)).begin)
        var minutes: [(begin: Timestamp, bar: MinuteBar)] = []
        for day in max(begin.dayNumber, last.dayNumber - 366)...last.dayNumber {
            let date = CivilDate(dayNumber: day)
            guard let instrument = market.instrument(secid, id, on: date) else { continue }
            if interval == .minute || interval == .tenMinutes || interval == .hour {
                minutes += market.minutes(instrument, date, until: now)
            } else if let bar = MinuteBar.joined(market.minutes(instrument, date, until: now).map(\.bar)) {
                minutes.append((MoscowTime.instant(date, .midnight), bar))
            }
        }
        return Candle.candles(minutes, interval, now: now)
    }

    private func cells(_ candle: Candle, _ id: AlgoPackSegment, _ secid: String, scale: Int) -> [Cell] {
        let volume = market.instrument(secid, id, on: MoscowTime.date(of: candle.begin))?.volume(lots: candle.bar.lots)
        return [
            .decimal(candle.bar.open, scale: scale), .decimal(candle.bar.close, scale: scale),
            .decimal(candle.bar.high, scale: scale), .decimal(candle.bar.low, scale: scale),
            .rounded(candle.bar.value, 2), .int(volume ?? candle.bar.lots), .text(MoscowTime.text(candle.begin)),
            .text(MoscowTime.text(candle.end)),
        ]
    }

    /// History begins in 2020; a contract's three quarters before it expires.
    private func firstDay(_ instrument: Instrument, _ today: CivilDate) -> CivilDate? {
        let listed = instrument.expiry.map { $0.adding(days: -270) } ?? CivilDate(year: 2020, month: 1, day: 3)
        guard let listed, listed <= today else { return nil }
        return market.day(instrument.market, listed).isMonitored
            ? listed : market.calendar.nextTradingDay(after: listed, instrument.market)
    }

    private func lastMinute(_ instrument: Instrument, _ today: CivilDate) -> Timestamp? {
        if let last = market.minutes(instrument, today, until: now).last { return last.begin }
        return market.previousClose(instrument, before: today).flatMap {
            market.minutes(instrument, $0.date, until: now).last?.begin
        }
    }
}
