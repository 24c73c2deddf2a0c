import Analytics
package import Market

/// The scanner and the levels of this product, asked without a detour over the network.
package struct BuiltInGapServices: GapServices {
    private let scanner: GapScanner
    private let finder: LevelsFinder
    private let calendar: @Sendable () async throws -> TradingCalendar

    package init(
        scanner: GapScanner,
        finder: LevelsFinder,
        calendar: @escaping @Sendable () async throws -> TradingCalendar
    ) {
        self.scanner = scanner
        self.finder = finder
        self.calendar = calendar
    }

    package func gaps(minimum: Double, on date: CivilDate) async throws -> [GapFinding] {
        try await scanner.scan(date, minimum: minimum, calendar: try await calendar()).gaps.map { gap in
            GapFinding(
                ticker: gap.secid.text,
                uid: gap.secid.mainBoardID,
                previousClose: gap.previousClose,
                open: gap.open,
                gap: gap.fraction
            )
        }
    }

    package func dividend(of gap: GapFinding, on date: CivilDate) async throws -> Double? {
        try await scanner.dividend(goneFrom: SecID(gap.ticker), on: date, calendar: try await calendar())
    }

    package func levels(of gap: GapFinding, on date: CivilDate) async throws -> LevelsFinding? {
        try await finder.found(SecID(gap.ticker), on: date, calendar: try await calendar())
    }
}
