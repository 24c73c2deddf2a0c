import Market
import Platform

/// All instruments of a date by the names that the broker knows them under.
final class BrokerDirectory: Sendable {
    private struct Day {
        var date: CivilDate?
        var all: [BrokerInstrument] = []
        /// By uid, figi and `TICKER_CLASSCODE`.
        var names: [String: Int] = [:]
    }

    private let market: EmbeddedMarket
    private let day = Lock(Day())

    init(market: EmbeddedMarket) {
        self.market = market
    }

    /// - Parameter name: a uid, a FIGI or `SBER_TQBR`.
    func instrument(_ name: String, on date: CivilDate) -> BrokerInstrument? {
        with(date) { day in day.names[name].map { day.all[$0] } }
    }

    func instrument(ticker: String, classCode: String, on date: CivilDate) -> BrokerInstrument? {
        instrument("\(ticker)_\(classCode)", on: date)
    }

    func all(on date: CivilDate) -> [BrokerInstrument] { with(date) { $0.all } }

    private func with<Result: Sendable>(_ date: CivilDate, _ look: (Day) -> Result) -> Result {
        day.withLock { day in
            if day.date != date {
                day = Day(date: date)
                day.all = AlgoPackSegment.allCases.flatMap { market.instruments($0, on: date) }.map {
                    BrokerInstrument(instrument: $0)
                }
                for (index, instrument) in day.all.enumerated() {
                    for name in [
                        instrument.uid, instrument.figi, instrument.positionUID,
                        "\(instrument.ticker)_\(instrument.classCode)",
                    ] { day.names[name] = index }
                }
            }
            return look(day)
        }
    }
}
