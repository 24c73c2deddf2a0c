import Market

/// How long after its label the exchange publishes a slot (docs/reference/algopack.md, Time of a slot).
struct PublicationDelay: Sendable {
    private let root: StableHash

    init(seed: UInt64) {
        root = StableHash(seed).with("publication")
    }

    /// Measured: EQ 10–13 s (median 11), FO 6–8 s, FUTOI 8–9 s; hi2 is stamped 18:45:01–18:45:35 for its 18:40 label.
    func systime(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate, _ label: TimeOfDay) -> Timestamp {
        let hash = root.with(dataset.rawValue).with(market.rawValue).with(date.dayNumber).with(label.secondOfDay)
        return MoscowTime.instant(date, label) + .seconds(seconds(dataset, market, hash))
    }

    private func seconds(_ dataset: Dataset, _ market: AlgoPackSegment, _ hash: StableHash) -> Int {
        switch dataset {
        case .hi2: return 301 + hash.whole(0...34)
        case .alerts: return 60 + hash.whole(0...5)
        case .futoi: return hash.unit < 0.7 ? 8 : 9
        case .tradestats, .orderstats, .obstats: break
        }
        let chance = hash.unit
        if market == .futures { return chance < 0.3 ? 6 : chance < 0.8 ? 7 : 8 }
        return switch chance {
        case ..<0.25: 10
        case ..<0.75: 11
        case ..<0.92: 12
        default: 13
        }
    }
}
