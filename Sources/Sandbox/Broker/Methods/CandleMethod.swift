import Market
import Platform

/// `GetCandles`: the minutes of the generated day, joined.
enum CandleMethod {
    @Sendable static func candles(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let instrument = try MarketDataMethods.instrument(call, world)
        guard let from = try call.instant("from") else { throw .missing("from", 30003) }
        guard let to = try call.instant("to") else { throw .missing("to", 30004) }
        let interval = try call.choice("interval", BrokerCandleInterval.self) ?? .unspecified
        guard interval != .unspecified else { throw .missing("interval", 30005) }
        guard from <= to else { throw .invalid(30006, "from is later than to") }
        guard from.duration(to: to) <= .hours(24 * interval.mostDays) else {
            throw .invalid(30014, "the maximum request period for the given candle interval has been exceeded")
        }
        let most = try call.integer("limit").map { min(max($0, 1), 2_400) } ?? 2_400
        let bars = try bars(instrument, world.market.market, interval, from, to, call.now)
        return [
            "candles": .array(
                bars.suffix(Int(most)).map { bar in
                    [
                        "open": BrokerJSON.quotation(instrument.price(ticks: bar.bar.open)),
                        "high": BrokerJSON.quotation(instrument.price(ticks: bar.bar.high)),
                        "low": BrokerJSON.quotation(instrument.price(ticks: bar.bar.low)),
                        "close": BrokerJSON.quotation(instrument.price(ticks: bar.bar.close)),
                        "volume": BrokerJSON.count(bar.bar.lots), "time": BrokerJSON.time(bar.begin),
                        "isComplete": .bool(bar.end <= call.now), "candleSource": "CANDLE_SOURCE_EXCHANGE",
                        "volumeBuy": BrokerJSON.count(bar.bar.buyLots),
                        "volumeSell": BrokerJSON.count(bar.bar.lots - bar.bar.buyLots),
                    ]
                }
            )
        ]
    }

    struct Bar {
        let begin: Timestamp
        let end: Timestamp
        var bar: MinuteBar
    }

    private static func bars(
        _ instrument: BrokerInstrument,
        _ market: EmbeddedMarket,
        _ interval: BrokerCandleInterval,
        _ from: Timestamp,
        _ to: Timestamp,
        _ now: Timestamp
    ) throws(BrokerFailure) -> [Bar] {
        guard interval.minutes != nil || [.day, .week, .month].contains(interval) else {
            throw .notPlayed("candles below a minute")
        }
        var bars: [Bar] = []
        let last = min(to, now)
        guard from <= last else { return [] }
        for number in MoscowTime.date(of: from).dayNumber...MoscowTime.date(of: last).dayNumber {
            let date = CivilDate(dayNumber: number)
            guard let own = market.instrument(instrument.ticker, instrument.instrument.market, on: date) else {
                continue
            }
            for minute in market.minutes(own, date, until: now) {
                // Days ignore the time of the question.
                if interval.minutes != nil, minute.begin < from || minute.begin >= to { continue }
                let span = span(interval, of: minute.begin, date)
                if let known = bars.last, known.begin == span.begin {
                    bars[bars.count - 1].bar = known.bar.joined(with: minute.bar)
                } else {
                    bars.append(Bar(begin: span.begin, end: span.end, bar: minute.bar))
                }
            }
        }
        return bars
    }

    static func span(_ interval: BrokerCandleInterval, of instant: Timestamp, _ date: CivilDate) -> (
        begin: Timestamp, end: Timestamp
    ) {
        if let minutes = interval.minutes {
            let length = Int64(minutes) * 60
            let begin = Timestamp(seconds: instant.seconds.dividedRoundingDown(by: length) * length)
            return (begin, begin + .seconds(length))
        }
        let period = (interval == .week ? CandleInterval.week : interval == .month ? .month : .day).period(of: instant)
        return (period.begin, period.end + .seconds(1))
    }
}
