import Market
import Store

/// Levels of a share in the lines of a message.
struct LevelsWords {
    let levels: GapLeader.Levels
    let wording: Wording

    /// `VWAP 4997,32 · S 4985,11 · R 5009,53`, and the minutes that they rest on.
    var lines: [String] {
        var prices = ["VWAP \(wording.price(levels.vwap))"]
        if let support = levels.support, let resistance = levels.resistance {
            prices += ["S \(wording.price(support))", "R \(wording.price(resistance))"]
        }
        return [prices.joined(separator: " · "), span].compactMap(\.self)
    }

    private var span: String? {
        guard let from = levels.from, let till = levels.till else { return nil }
        return wording.html(
            SharePhrase.span,
            [
                "from": MoscowTime.time(of: from).shortDescription, "till": MoscowTime.time(of: till).shortDescription,
            ]
        )
    }
}

extension Wording {
    func price(_ value: Double) -> String { decimal(value, places: 2) }
}
