package import Market
package import Platform

/// What the VWAP service answers: `{ticker, date, vwap, support, resistance, sigma, volume, from, till}`.
///
/// Prices are those of the exchange, the volume is in pieces, `from` and `till` are Moscow time: when the first candle that it rests
/// on begins and the last one ends. Without trades everything but ticker, date and the volume of 0 is null; with one candle the band is.
package struct LevelsAnswer: Hashable, Sendable {
    package struct Levels: Hashable, Sendable {
        package let vwap: Double
        /// Nil below two candles with trades; so are support and resistance.
        package let sigma, support, resistance: Double?
        package let volume: Double
        package let from, till: Timestamp

        package init(
            vwap: Double,
            sigma: Double?,
            support: Double?,
            resistance: Double?,
            volume: Double,
            from: Timestamp,
            till: Timestamp
        ) {
            self.vwap = vwap
            self.sigma = sigma
            self.support = support
            self.resistance = resistance
            self.volume = volume
            self.from = from
            self.till = till
        }
    }

    package let secid: SecID
    package let date: CivilDate
    /// Nil where nothing was traded.
    package let levels: Levels?

    package init(_ secid: SecID, date: CivilDate, levels: Levels?) {
        self.secid = secid
        self.date = date
        self.levels = levels
    }

    package var json: JSON {
        func number(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }
        func time(_ value: Timestamp?) -> JSON { value.map { .string(MoscowTime.text($0)) } ?? .null }
        return [
            "ticker": .string(secid.text),
            "date": .string(date.description),
            "vwap": number(levels?.vwap),
            "support": number(levels?.support),
            "resistance": number(levels?.resistance),
            "sigma": number(levels?.sigma),
            "volume": number(levels?.volume ?? 0),
            "from": time(levels?.from),
            "till": time(levels?.till),
        ]
    }
}
