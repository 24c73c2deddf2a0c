import Market

extension RowGenerator {
    /// A row of tradestats out of the slot's bars joined.
    func appendTrades(_ instrument: Instrument, _ slot: Slot, _ figures: MinuteBar, to cells: inout [Cell]) {
        let scale = instrument.decimals
        let sellLots = figures.lots - figures.buyLots
        let sellValue = figures.value - figures.buyValue
        appendKey(instrument, slot, to: &cells)
        for price in [figures.open, figures.high, figures.low, figures.close] {
            cells.append(.decimal(price, scale: scale))
        }
        let width = Double(figures.high - figures.low) / Double(max(1, figures.high + figures.low)) * 2
        // FO may leave the deviation of a single trade empty.
        cells.append(slot.market == .futures && figures.trades == 1 ? .null : .rounded(width / 4, 4))
        cells.append(.int(figures.lots))
        cells.append(.rounded(figures.value, 0))
        cells.append(.int(figures.trades))
        cells.append(average(figures.value, figures.lots, instrument))
        cells.append(.rounded(Double(figures.close - figures.open) / Double(max(1, figures.open)) * 100, 4))
        cells.append(.int(figures.buyTrades))
        cells.append(.int(figures.trades - figures.buyTrades))
        // Rounded so that the sides still sum up to the whole.
        let buyValue = figures.buyValue.rounded()
        cells.append(.rounded(buyValue, 0))
        cells.append(.rounded(figures.value.rounded() - buyValue, 0))
        cells.append(.int(figures.buyLots))
        cells.append(.int(sellLots))
        cells.append(.rounded(Double(figures.buyLots - sellLots) / Double(max(1, figures.lots)), 2))
        cells.append(average(figures.buyValue, figures.buyLots, instrument))
        cells.append(average(sellValue, sellLots, instrument))
        switch slot.market {
        case .equities:
            cells.append(.text(slot.systimeText))
            if slot.date.year >= 2025 { append(figures.seconds, to: &cells) }
        case .currency:
            append(figures.seconds, to: &cells)
            cells.append(.text(slot.systimeText))
        case .futures:
            appendFuturesTail(instrument, slot, figures, to: &cells)
            append(figures.seconds, to: &cells)
            cells.append(.text(slot.systimeText))
        }
    }

    /// Roubles over lots as a price; null for a side without trades.
    ///
    /// Where the price of a currency is for a hundred units, the exchange's average is for one.
    private func average(_ value: Double, _ lots: Int64, _ instrument: Instrument) -> Cell {
        guard lots > 0 else { return .null }
        let price = value / (Double(lots) * instrument.lotValue)
        guard instrument.faceValue > 1 else { return .rounded(price, instrument.decimals) }
        return .rounded(price / Double(instrument.faceValue), min(9, instrument.decimals + 2))
    }

    /// im and the four oi columns.
    private func appendFuturesTail(_ instrument: Instrument, _ slot: Slot, _ figures: MinuteBar, to cells: inout [Cell])
    {
        cells.append(.rounded(instrument.value(ticks: Double(figures.close), lots: 1) * 0.12, 2))
        let minute = PriceNoise.minute(slot.date, slot.label)
        let open = openInterest(instrument, minute: minute - 5)
        let close = openInterest(instrument, minute: minute)
        let reach = max(1, min(figures.trades, open / 1_000))
        cells.append(.int(open))
        cells.append(.int(max(open, close) + reach / 2))
        cells.append(.int(max(0, min(open, close) - reach / 2)))
        cells.append(.int(close))
    }

    /// Contracts open at a minute; one slot's close is the next one's open.
    func openInterest(_ instrument: Instrument, minute: Int) -> Int64 {
        let usual = instrument.typicalLots * 60 + 20
        return max(0, Int64(usual * (1 + 0.2 * path.drift("open interest", instrument.hash, minute: minute))))
    }

    private func append(_ seconds: MinuteBar.Seconds, to cells: inout [Cell]) {
        for second in [seconds.open, seconds.high, seconds.low, seconds.close] { cells.append(.int(second)) }
    }
}
