import Market

extension RowGenerator {
    func appendOrders(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        let hash = hash(instrument, slot)
        let price = path.ticks(instrument, minute: PricePath.minute(slot.date, slot.label))
        appendKey(instrument, slot, to: &cells)
        let isEquity = slot.market == .equities
        for (index, factor) in [4.0, 3.5].enumerated() {
            let hash = hash.with(100 + index)
            let lots = instrument.typicalVolume * busyness(slot.label) * factor
            let buys = Side(hash.with(1), lots: lots, price: price, towards: -1, instrument)
            let sells = Side(hash.with(2), lots: lots, price: price, towards: 1, instrument)
            cells.append(.int(buys.orders))
            cells.append(.int(sells.orders))
            cells.append(.rounded(buys.value, 0))
            cells.append(.rounded(sells.value, 0))
            cells.append(.int(buys.lots))
            cells.append(.int(sells.lots))
            cells.append(.decimal(buys.vwap, scale: instrument.decimals))
            cells.append(.decimal(sells.vwap, scale: instrument.decimals))
            if isEquity {
                cells.append(.int(buys.lots + sells.lots))
                cells.append(.rounded(buys.value + sells.value, 0))
                cells.append(.int(buys.orders + sells.orders))
            }
        }
        cells.append(.text(slot.systimeText))
    }

    /// Orders put or cancelled on one side in one slot.
    private struct Side {
        let orders: Int64
        let lots: Int64
        let vwap: Int64
        let value: Double

        init(_ hash: StableHash, lots: Double, price: Int64, towards direction: Int64, _ instrument: Instrument) {
            self.lots = max(1, Int64(lots * hash.with(1).within(0.5...1.6)))
            orders = max(1, min(self.lots, Int64(lots.squareRoot() * hash.with(2).within(3...9))))
            // Most orders rest a little away from the price.
            let away = max(1, Int64(Double(price) * hash.with(3).within(0.0005...0.006)))
            vwap = max(1, price + direction * away)
            value = instrument.value(ticks: vwap, lots: Double(self.lots))
        }
    }
}
