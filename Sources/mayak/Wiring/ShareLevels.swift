import Analytics
import Exchange
import Market
import Operations
import Trading

/// Gaps and levels of shares, as the two services and the two commands answer.
struct ShareLevels: Sendable {
    let scanner: GapScanner
    let finder: LevelsFinder

    init(_ history: any ShareHistory, open rule: OpenRule, from session: TradingSession.Name) {
        scanner = GapScanner(history, open: rule)
        finder = LevelsFinder(history, from: session)
    }

    func gaps(_ date: CivilDate, minimum: Double, calendar: TradingCalendar) async throws -> GapAnswer {
        let scan = try await scanner.scan(date, minimum: minimum, calendar: calendar)
        return GapAnswer(
            date: date,
            previousDate: scan.previousDate,
            results: scan.gaps.map {
                GapAnswer.Result($0.secid, previousClose: $0.previousClose, open: $0.open, gap: $0.fraction)
            }
        )
    }

    func levels(_ secid: SecID, _ date: CivilDate, calendar: TradingCalendar) async throws -> LevelsAnswer {
        let levels = try await finder.levels(of: secid, on: date, calendar: calendar)
        return LevelsAnswer(
            secid,
            date: date,
            levels: levels.map {
                LevelsAnswer.Levels(
                    vwap: $0.vwap,
                    sigma: $0.sigma,
                    support: $0.support,
                    resistance: $0.resistance,
                    volume: $0.volume,
                    from: $0.from,
                    till: $0.till
                )
            }
        )
    }
}
