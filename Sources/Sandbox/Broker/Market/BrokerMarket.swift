import Glibc
import Market

/// What the broker shows of the generated day: the same minutes, prices and best quotes as the exchange's feeds.
struct BrokerMarket: Sendable {
    let market: EmbeddedMarket
    let directory: BrokerDirectory

    init(_ market: EmbeddedMarket) {
        self.market = market
        directory = BrokerDirectory(market: market)
    }

    /// The session in progress.
    func window(_ instrument: BrokerInstrument, at now: Timestamp) -> SessionWindow? {
        let segment = instrument.instrument.market
        return market.day(segment, MoscowTime.date(of: now)).windows.last { $0.open <= now && now < $0.close }
    }

    func status(_ instrument: BrokerInstrument, at now: Timestamp) -> BrokerTradingStatus {
        if window(instrument, at: now) != nil { return instrument.kind == .futures ? .sessionOpen : .normal }
        let windows = market.day(instrument.instrument.market, MoscowTime.date(of: now)).windows
        guard let first = windows.first, let last = windows.last else { return .notAvailable }
        return first.open < now && now < last.close ? .breakInTrading : .notAvailable
    }

    /// The end of a day order given now: the close of the date's last session.
    func dayEnd(_ instrument: BrokerInstrument, at now: Timestamp) -> Timestamp {
        market.day(instrument.instrument.market, MoscowTime.date(of: now)).windows.last?.close ?? now
    }

    static func minute(at now: Timestamp) -> Int {
        PriceNoise.minute(MoscowTime.date(of: now), MoscowTime.time(of: now))
    }

    /// The close of the last minute that is over and had a trade, today's or an earlier day's.
    func lastPrice(_ instrument: BrokerInstrument, at now: Timestamp) -> (price: Price, time: Timestamp)? {
        let own = instrument.instrument
        let date = MoscowTime.date(of: now)
        for slot in market.usualSlots(.tradestats, own.market, date).reversed() {
            let start = MoscowTime.instant(date, slot.label) - .minutes(5)
            guard start < now else { continue }
            let bars = market.bars(own, date, slot)
            for index in bars.indices.reversed() {
                let end = start + .minutes(index + 1)
                if end <= now, let bar = bars[index] { return (instrument.price(ticks: bar.close), end - .seconds(1)) }
            }
        }
        return market.previousClose(own, before: date).map { close in
            let end = market.day(own.market, close.date).windows.last?.close
            return (instrument.price(ticks: close.price), (end ?? MoscowTime.instant(close.date, .midnight)))
        }
    }

    /// The last price of the trading day before; limits lie a tenth around it.
    func closePrice(_ instrument: BrokerInstrument, at now: Timestamp) -> (price: Price, date: CivilDate)? {
        market.previousClose(instrument.instrument, before: MoscowTime.date(of: now)).map {
            (instrument.price(ticks: $0.price), $0.date)
        }
    }

    /// The lowest and the highest price the exchange takes today.
    func limits(_ instrument: BrokerInstrument, at now: Timestamp) -> (down: Price, up: Price)? {
        guard let close = closePrice(instrument, at: now), let ticks = instrument.ticks(of: close.price) else {
            return nil
        }
        return (instrument.price(ticks: max(1, ticks - ticks / 10)), instrument.price(ticks: ticks + ticks / 10))
    }
}
