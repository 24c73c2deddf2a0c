package import Market

/// Recorded daily candles as the exchange that the daily collection asks: it knows each day when that day is over, and lists what is recorded.
///
/// Lots are of one share and prices on a grid of millionths: candles tell neither.
package struct RecordedShares: ShareSource {
    package let market = ShareMarket.moex
    /// Days with candles, ascending.
    package let dates: [CivilDate]
    private let days: [CivilDate: [DailyCandle]]
    private let codes: [SecID]

    /// Reads all daily candles of shares of a folder at once.
    ///
    /// - Throws: ``ShareHistoryError``, also of kind `noRecording` without daily candles; `CSVError`.
    package init(directory: String) throws {
        var days: [CivilDate: [DailyCandle]] = [:]
        var known: Set<SecID> = []
        var seen: Set<CivilDate> = []
        let files = try RecordedCandles(directory: directory).files.filter { $0.interval == .day }
        for file in files.sorted(by: { $0.first < $1.first }) {
            var fresh: Set<CivilDate> = []
            for (secid, candles) in try file.candles() {
                known.insert(secid)
                for candle in candles {
                    let date = MoscowTime.date(of: candle.begin)
                    // Of a day that two files have, the first counts.
                    guard !seen.contains(date) else { continue }
                    fresh.insert(date)
                    days[date, default: []].append(DailyCandle(secid, date, candle))
                }
            }
            seen.formUnion(fresh)
        }
        guard !days.isEmpty else {
            throw ShareHistoryError(
                .noRecording,
                "\(directory) has no daily candles of shares, such as eq_daily_2023-01-03_2023-11-10.csv"
            )
        }
        dates = days.keys.sorted()
        self.days = days.mapValues { $0.sorted { $0.secid < $1.secid } }
        codes = known.sorted()
    }

    package func snapshot(on date: CivilDate) -> ShareSnapshot {
        var snapshot = ShareSnapshot()
        snapshot.listings = codes.map { ShareListing(secid: $0, name: $0.text) }
        return snapshot
    }

    package func candles(on date: CivilDate) -> [DailyCandle] {
        days[date] ?? []
    }
}

extension DailyCandle {
    fileprivate init(_ secid: SecID, _ date: CivilDate, _ candle: PriceCandle) {
        self.init(
            secid: secid,
            date: date,
            open: candle.open,
            high: candle.high,
            low: candle.low,
            close: candle.close,
            volume: candle.volume,
            value: candle.value
        )
    }
}
