import Glibc
import Market

extension RowGenerator {
    func appendOrders(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        var chance = Chance(hash(instrument, slot).with(1))
        let price = Double(path.ticks(instrument, minute: PriceNoise.minute(slot.date, slot.label)))
        appendKey(instrument, slot, to: &cells)
        let busyness = DayShape.busyness(slot.market, slot.label)
        // Machines put and cancel about eighty times what is traded, and cancel nearly all of it.
        let value = instrument.liquidity.turnover * busyness * 40 * exp(0.5 * chance.bell())
        let lots = max(2, value / instrument.lotPrice)
        let orders = max(2, instrument.liquidity.orders * busyness * 0.5 * exp(0.3 * chance.bell()))
        for factor in [1.0, 0.97] {
            let buys = OrderSide(&chance, lots: lots * factor, orders: orders * factor, price: price, instrument, -1)
            let sells = OrderSide(&chance, lots: lots * factor, orders: orders * factor, price: price, instrument, 1)
            append(buys, sells, instrument, hasTotals: slot.market == .equities, to: &cells)
        }
        cells.append(.text(slot.systimeText))
    }

    private func append(
        _ buys: OrderSide,
        _ sells: OrderSide,
        _ instrument: Instrument,
        hasTotals: Bool,
        to cells: inout [Cell]
    ) {
        cells.append(.int(buys.orders))
        cells.append(.int(sells.orders))
        cells.append(.rounded(buys.value, 0))
        cells.append(.rounded(sells.value, 0))
        cells.append(.int(buys.lots))
        cells.append(.int(sells.lots))
        cells.append(.decimal(buys.vwap, scale: instrument.decimals))
        cells.append(.decimal(sells.vwap, scale: instrument.decimals))
        guard hasTotals else { return }
        cells.append(.int(buys.lots + sells.lots))
        cells.append(.rounded(buys.value + sells.value, 0))
        cells.append(.int(buys.orders + sells.orders))
    }
}

/// Orders put or cancelled on one side in one slot.
private struct OrderSide {
    let orders: Int64
    let lots: Int64
    let vwap: Int64
    let value: Double

    /// - Parameter direction: -1 for buyers, whose orders rest below the price, 1 for sellers.
    init(
        _ chance: inout Chance,
        lots: Double,
        orders: Double,
        price: Double,
        _ instrument: Instrument,
        _ direction: Double
    ) {
        self.lots = max(1, Int64(lots * chance.within(0.7...1.3)))
        self.orders = max(1, min(self.lots, Int64(orders * chance.within(0.7...1.3))))
        let away = price * chance.within(0.0005...0.006)
        vwap = max(1, Int64((price + direction * max(1, away)).rounded()))
        value = instrument.value(ticks: Double(vwap), lots: Double(self.lots)).rounded()
    }
}
