import Market

extension RowGenerator {
    /// The eleven metrics of HI2; the API itself spells "agressive" with one g.
    static let metrics = [
        "hhi_volume", "hhi_buy", "hhi_sell", "hhi_netflow_buy", "hhi_netflow_sell", "hhi_passive", "hhi_agressive",
        "hhi_passive_buy", "hhi_passive_sell", "hhi_agressive_buy", "hhi_agressive_sell",
    ]

    /// Instruments with few participants are skipped; on EQ about 93 remain, so that their rows take two pages.
    static func hasConcentration(_ instrument: Instrument) -> Bool {
        switch instrument.market {
        case .equities: instrument.rank < 93
        case .currency: instrument.liquidity.turnover > 1e6
        case .futures: instrument.liquidity.turnover > 4e6
        }
    }

    func appendConcentration(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        var chance = Chance(hash(instrument, slot))
        // A Herfindahl index, 0 ... 10000: the fewer trade, the more concentrated it is.
        let usual = min(4_000, 60 + 40_000 / max(10, instrument.liquidity.trades))
        for metric in Self.metrics {
            appendKey(instrument, slot, to: &cells)
            cells.append(.text(metric))
            cells.append(.int(Int64(usual * chance.within(0.6...1.9))))
            cells.append(.null)
            cells.append(.text(slot.systimeText))
        }
    }

    /// Two rows of a ticker: legal entities hold what people do not, and long positions are as many as short ones.
    func appendOpenInterest(_ instrument: Instrument, _ slot: Slot, to cells: inout [Cell]) {
        let minute = PriceNoise.minute(slot.date, slot.label)
        let size = openInterest(instrument, minute: minute)
        let net = Int64(Double(size) * 0.35 * path.drift("people", instrument.hash, minute: minute))
        let lean = 0.3 + 0.2 * path.drift("lean", instrument.hash, minute: minute)
        let people = max(1, Int64(Double(size).squareRoot() * 4))
        let groups: [(name: String, position: Int64, short: Int64, number: Int64)] = [
            ("YUR", -net, Int64(Double(size) * (1 - lean)) + max(0, net), max(1, people / 40)),
            ("FIZ", net, Int64(Double(size) * lean) + max(0, -net), people),
        ]
        let sequence = FutoiSequence(slot.label, on: slot.date, sessionDate: slot.sessionDate)
        for group in groups {
            cells.append(.int(sequence.session))
            cells.append(.int(sequence.number))
            cells.append(.text(slot.dateText))
            cells.append(.text(slot.labelText))
            cells.append(.text(instrument.shortCode))
            cells.append(.text(group.name))
            cells.append(.int(group.position))
            cells.append(.int(group.position + group.short))
            cells.append(.int(-group.short))
            cells.append(.int(group.number))
            cells.append(.int(group.number * 7 / 10 + 1))
            cells.append(.text(slot.systimeText))
            cells.append(.text(slot.sessionDate.description))
        }
    }
}

/// `sess_id` and `seqnum` of a FUTOI row (docs/reference/algopack.md, FUTOI).
///
/// The evening belonged to the next trading day before 2026-03-23, and its numbers began again with the 19:05 slot.
struct FutoiSequence: Hashable, Sendable {
    let session: Int64
    let number: Int64

    init(_ label: TimeOfDay, on date: CivilDate, sessionDate: CivilDate) {
        session = Int64(sessionDate.dayNumber - 13_000)
        let begin = sessionDate > date && label.secondOfDay > 68_400 ? 68_400 : 32_400
        number = Int64(max(1, (label.secondOfDay - begin) / 300))
    }
}
