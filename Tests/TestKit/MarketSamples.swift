package import Market
package import Store

extension SlotRecord {
    /// A slot with one row of one share.
    package static func one(_ feed: Feed, on date: CivilDate, _ label: TimeOfDay, seenAt at: Timestamp) -> SlotRecord {
        SlotRecord(feed: feed, date: date, label: label, systime: at, receivedAt: at, rowCount: 1, secidCount: 1)
    }
}

extension PriceCandle {
    /// A minute at one price.
    package static func flat(_ begin: Timestamp, _ price: Double, _ volume: Double, value: Double? = nil) -> PriceCandle
    {
        PriceCandle(
            begin: begin,
            length: .minutes(1),
            open: price,
            high: price,
            low: price,
            close: price,
            volume: volume,
            value: value ?? price * volume
        )
    }
}
