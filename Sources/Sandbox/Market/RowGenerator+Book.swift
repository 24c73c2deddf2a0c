import Market

extension RowGenerator {
    func appendBook(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        appendKey(instrument, slot, to: &cells)
        switch slot.market {
        case .equities: appendEquityBook(instrument, slot, to: &cells)
        case .currency: appendLevels(instrument, slot, spreads: 5, buys: 5, sells: 6, vwaps: 3, to: &cells)
        case .futures: appendLevels(instrument, slot, spreads: 6, buys: 6, sells: 6, vwaps: 4, to: &cells)
        }
        cells.append(.text(slot.systimeText))
    }

    private func appendEquityBook(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        let hash = hash(instrument, slot)
        let price = path.ticks(instrument, minute: PricePath.minute(slot.date, slot.label))
        let scale = instrument.decimals
        let best = 10_000 / Double(price) * hash.with(1).within(1...4)
        let deepest = best * hash.with(2).within(6...12)
        cells.append(.rounded(best, 1))
        cells.append(.rounded(deepest, 1))
        cells.append(.rounded(best * hash.with(3).within(1.2...4), 1))
        cells.append(.int(Int64(hash.with(4).whole(40...400))))
        cells.append(.int(Int64(hash.with(5).whole(40...400))))
        let buys = instrument.typicalVolume * hash.with(6).within(8...20)
        let sells = instrument.typicalVolume * hash.with(7).within(8...20)
        cells.append(.int(max(1, Int64(buys))))
        cells.append(.int(max(1, Int64(sells))))
        cells.append(.rounded(instrument.value(ticks: price, lots: buys), 0))
        cells.append(.rounded(instrument.value(ticks: price, lots: sells), 0))
        let imbalance = (buys - sells) / (buys + sells)
        let atBest = hash.with(8).within(-0.9...0.9)
        for value in [atBest, atBest, imbalance, imbalance] { cells.append(.rounded(value, 2)) }
        // Average prices of the whole book, then of the first million roubles, on either side of the price.
        for (index, share) in [-0.05, 0.05, -0.002, 0.002].enumerated() {
            let away = Double(price) * share * hash.with(10 + index).within(0.6...1.2)
            cells.append(.decimal(max(1, price + Int64(away)), scale: scale))
        }
    }

    /// FX and FO books: figures at 1, 2, 3, 5, 10 (and 20) levels.
    private func appendLevels(
        _ instrument: Instrument,
        _ slot: Slot,
        spreads: Int,
        buys: Int,
        sells: Int,
        vwaps: Int,
        to cells: inout [Cell]
    ) {
        let hash = hash(instrument, slot)
        let price = path.ticks(instrument, minute: PricePath.minute(slot.date, slot.label))
        let scale = instrument.decimals
        let depths: [Double] = [1, 2, 3, 5, 10, 20]
        cells.append(.decimal(price * 10 + 5, scale: scale + 1))
        cells.append(.decimal(price * 100 + Int64(hash.with(1).whole(10...90)), scale: scale + 2))
        let best = 10_000 / Double(price) * hash.with(2).within(1...3)
        for level in 0..<spreads { cells.append(.rounded(best * (1 + 1.6 * (depths[level] - 1)), 4)) }
        cells.append(.int(Int64(hash.with(3).whole(12...60))))
        cells.append(.int(Int64(hash.with(4).whole(12...60))))
        for (side, count) in [buys, sells].enumerated() {
            let first = max(1, instrument.typicalVolume / 12 * hash.with(5 + side).within(0.3...2))
            for level in 0..<count {
                // The exchange leaves FX vol_s_l20 empty.
                let isEmpty = slot.market == .currency && level == 5
                cells.append(isEmpty ? .null : .int(Int64(first * depths[level])))
            }
        }
        for direction: Int64 in [-1, 1] {
            for level in 0..<vwaps {
                let away = max(1, Int64(Double(price) * best / 10_000 * depths[level + 2] / 2))
                cells.append(.decimal(max(1, price + direction * away), scale: scale))
            }
        }
    }
}
