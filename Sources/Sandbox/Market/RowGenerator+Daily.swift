import Market

extension RowGenerator {
    /// The eleven metrics of HI2; the API itself spells "agressive" with one g (`algopack.md` §4.4).
    static let metrics = [
        "hhi_volume", "hhi_buy", "hhi_sell", "hhi_netflow_buy", "hhi_netflow_sell", "hhi_passive", "hhi_agressive",
        "hhi_passive_buy", "hhi_passive_sell", "hhi_agressive_buy", "hhi_agressive_sell",
    ]

    func appendConcentration(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        let hash = hash(instrument, slot)
        for (index, metric) in Self.metrics.enumerated() {
            appendKey(instrument, slot, to: &cells)
            cells.append(.text(metric))
            cells.append(.int(Int64(hash.with(index).whole(80...4_200))))
            cells.append(.null)
            cells.append(.text(slot.systimeText))
        }
    }

    func appendAlert(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        let hash = hash(instrument, slot)
        appendKey(instrument, slot, to: &cells)
        cells.append(.text(hash.with(1).unit < 0.5 ? "vol_abs" : "pr_change"))
        cells.append(.rounded(hash.with(2).within(1...5), 2))
        cells.append(.rounded(hash.with(3).within(5...9), 2))
        cells.append(.text("{\"window\":5}"))
        cells.append(.text(slot.systimeText))
    }

    /// Two rows of a ticker: legal entities hold what people do not.
    func appendOpenInterest(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        let hash = hash(instrument, slot)
        let daily = StableHash(seed).with("futoi").with(instrument.hash).with(slot.date.dayNumber)
        let drift = Int64(hash.with(1).whole(-40...40))
        let net = Int64(daily.with(1).whole(-30_000...30_000)) + drift
        let size = Int64(instrument.typicalVolume * daily.with(2).within(20...60)) + abs(net)
        let session = Int64(6_000 + slot.date.dayNumber % 4_000)
        let sequence = Int64(max(1, (slot.label.secondOfDay - 32_400) / 300))
        for (group, sign) in [("YUR", Int64(-1)), ("FIZ", Int64(1))] {
            let position = sign * net
            let long = size / 2 + max(0, position)
            let people = daily.with(group).whole(20...9_000)
            cells.append(.int(session))
            cells.append(.int(sequence))
            cells.append(.text(slot.dateText))
            cells.append(.text(slot.labelText))
            cells.append(.text(instrument.shortCode))
            cells.append(.text(group))
            cells.append(.int(position))
            cells.append(.int(long))
            cells.append(.int(position - long))
            cells.append(.int(Int64(people)))
            cells.append(.int(Int64(people / 2 + 1)))
            cells.append(.text(slot.systimeText))
            cells.append(.text(slot.dateText))
        }
    }
}
