import Glibc
import Market

/// Best prices of a moment, in units of the last digit.
struct BestQuote: Hashable, Sendable {
    let bid: Int64
    let ask: Int64

    /// Basis points between them.
    var spread: Double { Double(ask - bid) / Double(ask + bid) * 2 * 10_000 }
}

extension RowGenerator {
    /// What stands on top of the book at a minute: obstats and quotes agree because they share it.
    func bestQuote(_ instrument: Instrument, minute: Int) -> BestQuote {
        let price = path.ticks(instrument, minute: minute)
        let chance = StableHash(seed).with("quote").with(instrument.hash).with(minute)
        // Within a name the spread of one slot in ten is a third tighter, of one in ten half as wide again.
        let wide = Double(price) * instrument.liquidity.spread / 10_000 * exp(0.3 * (chance.unit * 4 - 2))
        let steps = max(1, Int64(wide.rounded()))
        let bid = max(1, price - Int64(Double(steps) * chance.with(1).unit))
        return BestQuote(bid: bid, ask: bid + steps)
    }

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
        var chance = Chance(hash(instrument, slot))
        let liquidity = instrument.liquidity
        let quote = bestQuote(instrument, minute: PriceNoise.minute(slot.date, slot.label))
        let price = Double(quote.bid + quote.ask) / 2
        let scale = instrument.decimals
        let best = quote.spread
        let buys = max(1, liquidity.bookValue * exp(0.35 * chance.bell()))
        let sells = max(1, liquidity.bookValue * exp(0.35 * chance.bell()))
        let million = best * liquidity.millionFactor * chance.within(0.8...1.25)
        cells.append(.rounded(best, 1))
        cells.append(.rounded(best * 12 * chance.within(0.8...1.2), 1))
        // A book without a million roubles has no price for them.
        cells.append(min(buys, sells) < 1e6 ? .null : .rounded(million, 1))
        for _ in 0..<2 { cells.append(.int(max(1, Int64(liquidity.levels * exp(0.2 * chance.bell()))))) }
        let lotPrice = instrument.value(ticks: price, lots: 1)
        let buyLots = max(1, (buys / lotPrice).rounded())
        let sellLots = max(1, (sells / lotPrice).rounded())
        cells.append(.int(Int64(buyLots)))
        cells.append(.int(Int64(sellLots)))
        let below = chance.within(0.03...0.06)
        let above = chance.within(0.03...0.08)
        cells.append(.rounded(buyLots * lotPrice * (1 - below), 0))
        cells.append(.rounded(sellLots * lotPrice * (1 + above), 0))
        let atBest = chance.within(-0.9...0.9)
        let imbalance = (buyLots - sellLots) / (buyLots + sellLots)
        let byValue = (buys * (1 - below) - sells * (1 + above)) / (buys * (1 - below) + sells * (1 + above))
        for value in [atBest, atBest, imbalance, byValue] { cells.append(.rounded(value, 2)) }
        // Average prices of the whole book, then of the first million roubles, on either side of the price.
        let first = Double(quote.bid) * million / 20_000
        func tick(_ value: Double) -> Cell { .decimal(max(1, Int64(value.rounded())), scale: scale) }
        cells.append(tick(price * (1 - below)))
        cells.append(tick(price * (1 + above)))
        cells.append(buys < 1e6 ? .null : tick(min(Double(quote.bid), price - first)))
        cells.append(sells < 1e6 ? .null : tick(max(Double(quote.ask), price + first)))
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
        var chance = Chance(hash(instrument, slot))
        let quote = bestQuote(instrument, minute: PriceNoise.minute(slot.date, slot.label))
        let scale = instrument.decimals
        let depths: [Double] = [1, 2, 3, 5, 10, 20]
        cells.append(.decimal((quote.bid + quote.ask) * 5, scale: scale + 1))
        // Between bid and ask, nearer to the side with less behind it.
        let part = chance.whole(10...90)
        cells.append(.decimal(quote.bid * 100 + (quote.ask - quote.bid) * part, scale: scale + 2))
        let step = quote.spread
        for level in 0..<spreads { cells.append(.rounded(step * (1 + 1.6 * (depths[level] - 1)), 4)) }
        let levels = instrument.liquidity.levels / 6
        for _ in 0..<2 { cells.append(.int(max(2, Int64(levels * chance.within(0.7...1.4))))) }
        for count in [buys, sells] {
            let first = max(1, instrument.typicalLots / 12 * chance.within(0.3...2))
            for level in 0..<count {
                // The exchange leaves FX vol_s_l20 empty.
                let isEmpty = slot.market == .currency && level == 5
                cells.append(isEmpty ? .null : .int(Int64(first * depths[level])))
            }
        }
        for (best, direction): (Int64, Int64) in [(quote.bid, -1), (quote.ask, 1)] {
            for level in 0..<vwaps {
                let away = Double(quote.ask - quote.bid) * 0.4 * depths[level + 2]
                cells.append(.decimal(max(1, best + direction * Int64(away)), scale: scale))
            }
        }
    }
}
