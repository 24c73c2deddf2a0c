import Analytics
package import Market
package import Platform

/// The scanner and the levels of this product, asked without a detour over the network.
package struct BuiltInGapServices: GapServices {
    private let scanner: GapScanner
    private let finder: LevelsFinder
    private let calendar: @Sendable () async throws -> TradingCalendar
    private let log: Log

    package init(
        scanner: GapScanner,
        finder: LevelsFinder,
        calendar: @escaping @Sendable () async throws -> TradingCalendar,
        log: Log
    ) {
        self.scanner = scanner
        self.finder = finder
        self.calendar = calendar
        self.log = log
    }

    package func gaps(minimum: Double, on date: CivilDate) async throws -> [GapFinding] {
        let scan = try await scanner.scan(date, minimum: minimum, calendar: try await calendar())
        if let trouble = scan.splitTrouble {
            log.warning("Splits not known: a gap may be one", ["date": "\(date)", "error": trouble])
        }
        return scan.gaps.map { gap in
            GapFinding(
                ticker: gap.secid.text,
                uid: gap.secid.mainBoardID,
                previousClose: gap.previousClose,
                open: gap.open,
                gap: gap.fraction,
                split: scan.splits[gap.secid]?.text
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
