import Exchange
import Market
import Platform

/// Recorded candles as an exchange tells them while a day goes on: the days before from the daily ones, today as far as its
/// shorter candles have come by the replay's clock.
///
/// A share of which only the daily candle is recorded has none today before the day is over.
struct RehearsedShares: ShareSource {
    let market = ShareMarket.moex
    private let recorded: RecordedShares
    private let seen: RecordedCandles
    private let clock: any MarketClock

    /// - Throws: ``ShareHistoryError``, also of kind `noRecording` without daily candles; `CSVError`.
    init(directory: String, clock: any MarketClock) throws {
        recorded = try RecordedShares(directory: directory)
        seen = try RecordedCandles(directory: directory, seenAt: clock)
        self.clock = clock
    }

    func snapshot(on date: CivilDate) -> ShareSnapshot { recorded.snapshot(on: date) }

    func candles(on date: CivilDate) throws -> [DailyCandle] {
        let today = MoscowTime.date(of: clock.now)
        guard date >= today else { return recorded.candles(on: date) }
        guard date == today else { return [] }
        return try seen.candles(on: date).compactMap { DailyCandle($0, date, $1) }.sorted { $0.secid < $1.secid }
    }
}

extension DailyCandle {
    /// A day of its shorter candles; nil without any.
    fileprivate init?(_ secid: SecID, _ date: CivilDate, _ candles: [PriceCandle]) {
        guard let first = candles.first, let last = candles.last else { return nil }
        self.init(
            secid: secid,
            date: date,
            open: first.open,
            high: candles.map(\.high).max() ?? first.high,
            low: candles.map(\.low).min() ?? first.low,
            close: last.close,
            volume: candles.map(\.volume).reduce(0, +),
            value: candles.map(\.value).reduce(0, +)
        )
    }
}
