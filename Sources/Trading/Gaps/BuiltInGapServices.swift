import Analytics
package import Market
package import Platform
import Store

/// The scanner and the levels of this product, asked without a detour over the network.
package struct BuiltInGapServices: GapServices {
    private let scanner: GapScanner
    private let finder: LevelsFinder
    private let leaders: Int
    private let calendar: @Sendable () async throws -> TradingCalendar
    private let log: Log

    /// - Parameter leaders: of how many gaps dividends are asked for.
    package init(
        scanner: GapScanner,
        finder: LevelsFinder,
        leaders: Int,
        calendar: @escaping @Sendable () async throws -> TradingCalendar,
        log: Log
    ) {
        self.scanner = scanner
        self.finder = finder
        self.leaders = leaders
        self.calendar = calendar
        self.log = log
    }

    package func gaps(minimum: Double, on date: CivilDate) async throws -> [GapFinding] {
        let scan = try await scanner.scan(
            date,
            minimum: minimum,
            calendar: try await calendar(),
            remarked: leaders
        )
        let remarks = scan.remarks
        if let trouble = remarks.splitTrouble {
            log.warning("Splits not known: a gap may be one", ["date": "\(date)", "error": trouble])
        }
        for (secid, trouble) in remarks.dividendTroubles.sorted(by: { $0.key < $1.key }) {
            log.warning("Dividends not known", ["ticker": secid.text, "error": trouble])
        }
        return scan.gaps.map { gap in
            var doubts = GapLeader.Doubts()
            if remarks.splitTrouble != nil { doubts.insert(.splits) }
            if remarks.dividendTroubles[gap.secid] != nil || remarks.unasked.contains(gap.secid) {
                doubts.insert(.dividends)
            }
            return GapFinding(
                ticker: gap.secid.text,
                uid: gap.secid.mainBoardID,
                previousClose: gap.previousClose,
                open: gap.open,
                gap: gap.fraction,
                split: remarks.splits[gap.secid]?.text,
                dividend: remarks.dividends[gap.secid],
                doubts: doubts
            )
        }
    }

    package func levels(of gap: GapFinding, on date: CivilDate) async throws -> LevelsFinding? {
        try await finder.found(SecID(gap.ticker), on: date, calendar: try await calendar())
    }
}
