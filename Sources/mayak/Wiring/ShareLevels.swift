import Analytics
import Exchange
import Market
import Operations
import Platform
import Trading

/// Gaps and levels of shares, as the two services and the two commands answer.
struct ShareLevels: ShareLevelsService {
    let scanner: GapScanner
    let finder: LevelsFinder
    let calendar: @Sendable () async throws -> TradingCalendar
    private let minimumGap: Double
    private let clock: any MarketClock

    init(
        _ history: any ShareHistory,
        options: GapOptions,
        clock: any MarketClock,
        calendar: @escaping @Sendable () async throws -> TradingCalendar
    ) {
        scanner = GapScanner(history, open: options.open)
        finder = LevelsFinder(history, from: options.session)
        minimumGap = options.minimumGap
        self.clock = clock
        self.calendar = calendar
    }

    /// - Throws: errors of the source.
    func gaps(_ date: CivilDate?, minimum: Double?) async throws -> GapAnswer {
        let date = date ?? MoscowTime.date(of: clock.now)
        let scan = try await scanner.scan(date, minimum: minimum ?? minimumGap, calendar: try await calendar())
        return GapAnswer(
            date: date,
            previousDate: scan.previousDate,
            results: scan.gaps.map {
                GapAnswer.Result(
                    $0.secid,
                    previousClose: $0.previousClose,
                    open: $0.open,
                    gap: $0.fraction,
                    split: scan.remarks.splits[$0.secid]?.text,
                    dividend: scan.remarks.dividends[$0.secid]
                )
            },
            // Of no gap there is nothing to remark.
            notes: scan.gaps.isEmpty ? [] : scan.remarks.lines
        )
    }

    /// - Throws: errors of the source.
    func levels(_ secid: SecID, _ date: CivilDate?) async throws -> LevelsAnswer {
        let date = date ?? MoscowTime.date(of: clock.now)
        let levels = try await finder.levels(of: secid, on: date, calendar: try await calendar())
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

    func scan(_ date: CivilDate?, minimum: Double?) async throws -> GapAnswer {
        try await Self.told { try await gaps(date, minimum: minimum) }
    }

    func vwap(_ secid: SecID, _ date: CivilDate?) async throws -> LevelsAnswer {
        try await Self.told { try await levels(secid, date) }
    }

    /// Turns errors of the source into those of the service.
    private static func told<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        do {
            return try await work()
        } catch let error as ShareHistoryError {
            throw ShareLevelsError(error.kind == .unknownShare ? .unknownShare : .noData, error.detail)
        } catch let error as ExchangeError {
            throw ShareLevelsError(.unavailable, "\(error)")
        } catch let error as CSVError {
            throw ShareLevelsError(.unavailable, "\(error)")
        }
    }
}
