package import Market

/// How far a share opened from its close of the trading day before.
package struct OpeningGap: Hashable, Sendable {
    package let secid: SecID
    /// Main-session close of the trading day before; above 0.
    package let previousClose: Double
    package let open: Double

    /// Returns nil unless both prices are above 0.
    package init?(_ secid: SecID, previousClose: Double, open: Double) {
        guard previousClose > 0, open > 0, previousClose.isFinite, open.isFinite else { return nil }
        self.secid = secid
        self.previousClose = previousClose
        self.open = open
    }

    /// open / previousClose − 1: 0.0384 is 3.84 %.
    package var fraction: Double { open / previousClose - 1 }

    /// Gaps of at least a fraction, the largest first, equal ones by their code.
    ///
    /// A share that has only one of the two prices has no gap. The limit belongs to those that pass: from 100 to 110 passes
    /// 0.1, and a difference of 10⁻¹² is taken for the rounding that it is.
    package static func ranked(
        previousCloses: [SecID: Double],
        opens: [SecID: Double],
        minimum: Double
    ) -> [OpeningGap] {
        opens.compactMap { secid, open in
            previousCloses[secid].flatMap { OpeningGap(secid, previousClose: $0, open: open) }
        }
        .filter { $0.fraction >= minimum - 1e-12 }
        .sorted { ($1.fraction, $0.secid) < ($0.fraction, $1.secid) }
    }
}
