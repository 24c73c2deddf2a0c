import Glibc
import Market

extension RowGenerator {
    /// The five minutes of a slot, nil for those without a trade; all nil when the instrument did not trade.
    ///
    /// - Parameter isAuction: The slot that ends the morning's opening auction has its trades in the last fifteen seconds
    ///   (docs/reference/algopack.md, Time of a slot).
    func bars(_ instrument: Instrument, _ date: CivilDate, _ label: TimeOfDay, isAuction: Bool) -> [MinuteBar?] {
        let busyness = DayShape.busyness(instrument.market, label)
        let hash = barHash(instrument, date, label)
        guard hash.unit < instrument.liquidity.tradeChance(busyness: busyness) else { return Self.nothing }
        var chance = Chance(hash.with(1))
        // One factor moves value and trades together; quiet names vary more.
        let swing = chance.bell()
        let deviation = instrument.liquidity.trades > 200 ? 0.9 : 1.2
        let mean = instrument.liquidity.turnover * busyness
        let value = mean * exp(deviation * swing - deviation * deviation / 2)
        let lots = max(1, Int64((value / instrument.lotPrice).rounded()))
        let wanted = 66 * pow(value / 1e6, 0.6) * exp(0.25 * chance.bell())
        let trades = max(1, min(lots, Int64(wanted.rounded())))
        let minute = PriceNoise.minute(date, label)
        if isAuction {
            let price = path.ticks(instrument, minute: minute)
            return [nil, nil, nil, nil, auctionBar(instrument, price, lots: lots, trades: trades, &chance)]
        }
        let prices = boundaries(instrument, minute: minute, &chance)
        // Buyers or sellers lead for the whole slot.
        let lead = 0.5 + (instrument.liquidity.trades > 200 ? 0.75 : 0.98) * (chance.unit() - 0.5)
        return split(lots: lots, trades: trades, &chance).enumerated().map { index, part in
            guard part.trades > 0 else { return nil }
            return bar(instrument, index: index, from: prices[index], to: prices[index + 1], part, lead: lead, &chance)
        }
    }

    /// The price at the six borders of the five minutes: the path at both ends, and a walk of a few basis points between
    /// them, which makes half of the slots ten basis points high.
    private func boundaries(_ instrument: Instrument, minute: Int, _ chance: inout Chance) -> [Double] {
        let first = Double(path.ticks(instrument, minute: minute - 5))
        let last = Double(path.ticks(instrument, minute: minute))
        let step = last * 0.000_4
        var prices = [first]
        for index in 1...4 { prices.append(first + (last - first) * Double(index) / 5 + step * chance.bell()) }
        return prices + [last]
    }

    private static let nothing: [MinuteBar?] = [nil, nil, nil, nil, nil]

    private struct Part {
        var trades: Int64 = 0
        var lots: Int64 = 0
    }

    /// Spreads trades over the minutes, then lots over the trades: every minute with a trade has a lot for each.
    private func split(lots: Int64, trades: Int64, _ chance: inout Chance) -> [Part] {
        var parts = [Part](repeating: Part(), count: 5)
        if trades < 10 {
            for _ in 0..<trades { parts[Int(chance.next() % 5)].trades += 1 }
        } else {
            let weights = (0..<5).map { _ in chance.whole(2...9) }
            let sum = weights.reduce(0, +)
            for index in 0..<4 { parts[index].trades = trades * weights[index] / sum }
            parts[4].trades = trades - parts.reduce(0) { $0 + $1.trades }
        }
        let extra = lots - trades
        let weights = parts.map { $0.trades * chance.whole(2...9) }
        let sum = max(1, weights.reduce(0, +))
        for index in parts.indices { parts[index].lots = parts[index].trades + extra * weights[index] / sum }
        let rest = lots - parts.reduce(0) { $0 + $1.lots }
        if let last = parts.lastIndex(where: { $0.trades > 0 }) { parts[last].lots += rest }
        return parts
    }

    private func bar(
        _ instrument: Instrument,
        index: Int,
        from first: Double,
        to last: Double,
        _ part: Part,
        lead: Double,
        _ chance: inout Chance
    ) -> MinuteBar {
        let close = max(1, Int64(last.rounded()))
        let open = part.trades == 1 ? close : max(1, Int64(first.rounded()))
        // Trades swing between bid and ask, and a little further when there are many.
        let reach = max(1, last * instrument.liquidity.spread / 20_000)
        let far = part.trades < 3 ? 0 : reach * (1 + Double(part.trades).squareRoot() / 6)
        let high = max(open, close) + Int64(far * chance.unit())
        let low = max(1, min(open, close) - Int64(far * chance.unit()))
        let (buyLots, buyTrades) = bought(part.lots, part.trades, lead: lead, &chance)
        // Buyers pay a little more than sellers get; both between low and high.
        let middle = Double(low) + Double(high - low) * chance.within(0.3...0.7)
        let paid = middle + (Double(high) - middle) * chance.unit() * 0.6
        let got = middle - (middle - Double(low)) * chance.unit() * 0.6
        let buyValue = instrument.value(ticks: paid, lots: Double(buyLots))
        let start = Int64(index) * 60
        let opened = start + chance.whole(0...(part.trades == 1 ? 59 : 20))
        let closed = part.trades == 1 ? opened : start + chance.whole(30...59)
        return MinuteBar(
            open: open,
            high: high,
            low: low,
            close: close,
            lots: part.lots,
            buyLots: buyLots,
            trades: part.trades,
            buyTrades: buyTrades,
            value: buyValue + instrument.value(ticks: got, lots: Double(part.lots - buyLots)),
            buyValue: buyValue,
            seconds: .init(
                open: opened,
                high: high == open ? opened : high == close ? closed : chance.whole(opened...closed),
                low: low == open ? opened : low == close ? closed : chance.whole(opened...closed),
                close: closed
            )
        )
    }

    /// How many lots and trades buyers began; few trades are often all on one side.
    private func bought(_ lots: Int64, _ trades: Int64, lead: Double, _ chance: inout Chance) -> (Int64, Int64) {
        let share = min(0.99, max(0.01, lead + 0.2 * (chance.unit() - 0.5)))
        guard trades > 1 else { return share > chance.unit() ? (lots, 1) : (0, 0) }
        let buyTrades = Int64((Double(trades) * share).rounded())
        if buyTrades == 0 { return (0, 0) }
        if buyTrades == trades { return (lots, trades) }
        // Each trade has at least a lot.
        return (min(lots - (trades - buyTrades), max(buyTrades, Int64(Double(lots) * share))), buyTrades)
    }

    /// Trades of an auction: all at one price.
    func auctionBar(_ instrument: Instrument, _ price: Int64, lots: Int64, trades: Int64, _ chance: inout Chance)
        -> MinuteBar
    {
        let (buyLots, buyTrades) = bought(lots, trades, lead: 0.5, &chance)
        let second = chance.whole(285...299)
        return MinuteBar(
            open: price,
            high: price,
            low: price,
            close: price,
            lots: lots,
            buyLots: buyLots,
            trades: trades,
            buyTrades: buyTrades,
            value: instrument.value(ticks: Double(price), lots: Double(lots)),
            buyValue: instrument.value(ticks: Double(price), lots: Double(buyLots)),
            seconds: .init(open: second, high: second, low: second, close: second)
        )
    }
}
