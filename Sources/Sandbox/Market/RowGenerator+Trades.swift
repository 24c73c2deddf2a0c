import Market

/// The prices and volumes of one instrument in one slot; tradestats and candles are both made of them.
struct TradeFigures: Sendable {
    var open: Int64
    var high: Int64
    var low: Int64
    var close: Int64
    var lots: Int64
    var buyLots: Int64
    var trades: Int64
    var buyTrades: Int64
}

extension RowGenerator {
    func tradeFigures(_ instrument: Instrument, _ slot: Slot) -> TradeFigures {
        let hash = root(of: instrument, slot)
        let minute = PricePath.minute(slot.date, slot.label)
        let open = path.ticks(instrument, minute: minute - 5)
        let close = path.ticks(instrument, minute: minute)
        let reach = max(1, Int(abs(close - open)))
        let lots = max(1, Int64(instrument.typicalVolume * busyness(slot.label) * hash.with(1).within(0.3...1.9)))
        let trades = max(1, min(lots, Int64(Double(lots).squareRoot() * hash.with(2).within(1...4))))
        let buyShare = hash.with(3).within(0.15...0.85)
        // A slot of one or two lots may be one-sided.
        let buyLots = lots < 3 ? (buyShare > 0.5 ? lots : 0) : min(lots - 1, max(1, Int64(Double(lots) * buyShare)))
        let buyTrades =
            buyLots == 0 ? 0 : buyLots == lots ? trades : min(trades - 1, max(1, Int64(Double(trades) * buyShare)))
        return TradeFigures(
            open: open,
            high: max(open, close) + Int64(hash.with(4).whole(0...reach)),
            low: max(1, min(open, close) - Int64(hash.with(5).whole(0...reach))),
            close: close,
            lots: lots,
            buyLots: buyLots,
            trades: trades,
            buyTrades: max(0, buyTrades)
        )
    }

    private func root(of instrument: Instrument, _ slot: Slot) -> StableHash {
        StableHash(seed).with("trade figures").with(instrument.hash).with(slot.date.dayNumber).with(
            slot.label.secondOfDay
        )
    }

    func appendTrades(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        let figures = tradeFigures(instrument, slot)
        let hash = hash(instrument, slot)
        let scale = instrument.decimals
        let middle = (figures.high + figures.low) / 2
        let sellLots = figures.lots - figures.buyLots
        let value = instrument.value(ticks: middle, lots: Double(figures.lots))
        let buyValue = instrument.value(ticks: middle, lots: Double(figures.buyLots))
        appendKey(instrument, slot, to: &cells)
        for price in [figures.open, figures.high, figures.low, figures.close] {
            cells.append(.decimal(price, scale: scale))
        }
        let spread = Double(figures.high - figures.low) / Double(middle)
        // FO may leave the deviation of a single trade empty.
        cells.append(slot.market == .futures && figures.trades == 1 ? .null : .rounded(spread / 4, 4))
        cells.append(.int(figures.lots))
        cells.append(.rounded(value, 0))
        cells.append(.int(figures.trades))
        cells.append(.decimal(middle, scale: scale))
        cells.append(.rounded(Double(figures.close - figures.open) / Double(max(1, figures.open)) * 100, 4))
        cells.append(.int(figures.buyTrades))
        cells.append(.int(figures.trades - figures.buyTrades))
        cells.append(.rounded(buyValue, 0))
        cells.append(.rounded(value - buyValue, 0))
        cells.append(.int(figures.buyLots))
        cells.append(.int(sellLots))
        cells.append(.rounded(Double(figures.buyLots - sellLots) / Double(figures.lots), 2))
        let step = Int64(hash.with(9).whole(0...1))
        cells.append(figures.buyLots == 0 ? .null : .decimal(min(figures.high, middle + step), scale: scale))
        cells.append(sellLots == 0 ? .null : .decimal(max(figures.low, middle - step), scale: scale))
        switch slot.market {
        case .equities:
            cells.append(.text(slot.systimeText))
            if slot.date.year >= 2025 { appendSeconds(hash, to: &cells) }
        case .currency:
            appendSeconds(hash, to: &cells)
            cells.append(.text(slot.systimeText))
        case .futures:
            appendFuturesTail(instrument, figures, hash, to: &cells)
            appendSeconds(hash, to: &cells)
            cells.append(.text(slot.systimeText))
        }
    }

    /// im and the four oi columns.
    private func appendFuturesTail(
        _ instrument: Instrument,
        _ figures: TradeFigures,
        _ hash: StableHash,
        to cells: inout [Cell]
    ) {
        cells.append(.rounded(instrument.value(ticks: figures.close, lots: 1) / Double(instrument.lotSize) * 0.12, 2))
        let open = Int64(instrument.typicalVolume * 60) + Int64(hash.with(20).whole(0...400))
        let close = open + Int64(hash.with(21).whole(-60...60))
        cells.append(.int(open))
        cells.append(.int(max(open, close) + 12))
        cells.append(.int(max(0, min(open, close) - 9)))
        cells.append(.int(max(0, close)))
    }

    /// The seconds of the slot at which open, high, low and close were traded: 0 to 299.
    private func appendSeconds(_ hash: StableHash, to cells: inout [Cell]) {
        let open = hash.with(30).whole(0...60)
        let close = hash.with(31).whole(240...299)
        cells.append(.int(Int64(open)))
        cells.append(.int(Int64(hash.with(32).whole(open...close))))
        cells.append(.int(Int64(hash.with(33).whole(open...close))))
        cells.append(.int(Int64(close)))
    }
}
