import Market
import Platform

/// An unusual minute of an instrument, as Mega Alerts tell it.
struct MegaAlert: Hashable, Sendable {
    let kind: String
    let threshold: Cell
    let value: Cell
    /// A JSON text: what followed after similar minutes.
    let reference: String
}

extension RowGenerator {
    /// The alert of a minute; its figures are those of the minute's candle.
    ///
    /// - Parameter slot: its label is the end of the minute.
    func alert(_ instrument: Instrument, _ slot: Slot) -> MegaAlert? {
        let hash = hash(instrument, slot)
        guard hash.unit < 0.000_6 else { return nil }
        let seconds = slot.label.secondOfDay
        let end = (seconds + 299) / 300 * 300
        guard let label = TimeOfDay(secondOfDay: end) else { return nil }
        let bars = bars(instrument, slot.date, label, isAuction: false)
        guard let bar = bars[(seconds - (end - 300)) / 60 - 1] else { return nil }
        var chance = Chance(hash.with(1))
        let net = bar.buyLots * 2 - bar.lots
        let change = Double(bar.close - bar.open) / Double(max(1, bar.open)) * 100
        let kinds: [(String, Cell, Double)] = [
            ("vol_99_9_pctl", .int(bar.lots), Double(bar.lots)), ("vol_max", .int(bar.lots), Double(bar.lots)),
            ("vol_b_99_9_pctl", .int(bar.buyLots), Double(bar.buyLots)),
            ("vol_s_99_9_pctl", .int(bar.lots - bar.buyLots), Double(bar.lots - bar.buyLots)),
            (net < 0 ? "net_vol_99_9_pctl-" : "net_vol_99_9_pctl+", .int(net), Double(net)),
            (change < 0 ? "pr_change_99_9_pctl-" : "pr_change_99_9_pctl+", .rounded(change, 4), change),
        ]
        let (kind, value, number) = kinds[Int(chance.next() % UInt64(kinds.count))]
        guard number != 0 else { return nil }
        return MegaAlert(
            kind: kind,
            threshold: .rounded(number * chance.within(0.55...0.95), kind.hasPrefix("pr") ? 4 : 1),
            value: value,
            reference: reference(bar, &chance)
        )
    }

    private func reference(_ bar: MinuteBar, _ chance: inout Chance) -> String {
        var parts: [String] = []
        for (name, reach) in [("m_5", 0.09), ("m_15", 0.14), ("m_30", 0.18), ("h_1", 0.24)] {
            let figures = [
                text(reach * chance.within(0.6...1.3)), "-" + text(reach * chance.within(0.6...1.3)),
                "\(chance.whole(8...30))", "\(chance.whole(8...30))", text(reach * chance.within(0...0.2)),
            ]
            parts.append("\"\(name)\": [" + figures.map { "\"\($0)\"" }.joined(separator: ", ") + "]")
        }
        parts.append("\"vol_b\": \(bar.buyLots), \"vol_s\": \(bar.lots - bar.buyLots)")
        return "[{" + parts.joined(separator: ", ") + "}]"
    }

    private func text(_ value: Double) -> String { Cell.rounded(value, 3).plainText }

    func appendAlert(_ instrument: Instrument, _ slot: Slot, _ alert: MegaAlert, to cells: inout [Cell]) {
        appendKey(instrument, slot, to: &cells)
        cells.append(.text(alert.kind))
        cells.append(alert.threshold)
        cells.append(alert.value)
        cells.append(.text(alert.reference))
        cells.append(.text(slot.systimeText))
    }
}
