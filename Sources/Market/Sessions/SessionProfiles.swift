/// Every market's session profiles by date, and the pinned tables.
package struct SessionProfiles: Hashable, Sendable {
    /// Ordered by market, then by effective-from date.
    package let dated: [SessionProfile]
    /// The table that `ProfilePin.classic` holds at every date.
    package let classic: [SessionProfile]

    /// Sorts the profiles; every market needs at least one dated and one classic profile, see ``missing``.
    package init(dated: [SessionProfile], classic: [SessionProfile]) {
        self.dated = Self.sorted(dated)
        self.classic = Self.sorted(classic)
    }

    /// The profile in force; nil only when the market has none at all.
    package func profile(_ market: AlgoPackSegment, on date: CivilDate, pin: ProfilePin? = nil) -> SessionProfile? {
        let table =
            switch pin {
            case .classic: classic
            case nil: dated
            }
        let own = table.filter { $0.market == market }
        return own.last { $0.effectiveFrom <= date } ?? own.first
    }

    /// The markets that lack a dated or a classic profile; empty in a usable table.
    package var missing: [AlgoPackSegment] {
        AlgoPackSegment.allCases.filter { market in
            !dated.contains { $0.market == market } || !classic.contains { $0.market == market }
        }
    }

    private static func sorted(_ profiles: [SessionProfile]) -> [SessionProfile] {
        profiles.sorted { ($0.market, $0.effectiveFrom) < ($1.market, $1.effectiveFrom) }
    }
}
