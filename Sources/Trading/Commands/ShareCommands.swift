import Exchange
package import Market
package import Platform
package import Scheduling
package import Store

/// Works out the levels of shares that people ask for and sends them there.
package struct ShareCommands: CommandHandler {
    private let finder: LevelsFinder
    private let calendar: @Sendable () async throws -> TradingCalendar
    private let batches: BatchStore
    private let clock: any MarketClock
    private let log: Log

    package init(
        finder: LevelsFinder,
        calendar: @escaping @Sendable () async throws -> TradingCalendar,
        batches: BatchStore,
        clock: any MarketClock,
        log: Log
    ) {
        self.finder = finder
        self.calendar = calendar
        self.batches = batches
        self.clock = clock
        self.log = log
    }

    package func carryOut(_ request: ShareRequest, of record: CommandRecord) async throws -> CommandAnswer {
        switch request {
        case .levels(let ticker, let date, let target, let replyTo, let key):
            let report = try await report(ticker, on: date ?? MoscowTime.date(of: clock.now))
            var batch = StoreBatch()
            batch.commands.finished.append(FinishedCommand(id: record.id, state: .done, result: "levels sent"))
            batch.outbox.drafts.append(
                OutboxDraft(
                    dedupeKey: "\(key):levels",
                    target: target,
                    content: .shareLevels(report, replyTo: replyTo),
                    priority: .reply,
                    expiresAt: clock.now + .minutes(10)
                )
            )
            try await batches.commit(batch)
            return .finished
        }
    }

    private func report(_ ticker: String, on date: CivilDate) async throws -> ShareLevelsReport {
        var report = ShareLevelsReport(ticker: ticker, date: date)
        do {
            report.levels = try await finder.found(SecID(ticker), on: date, calendar: try await calendar())
                .map(GapLeader.Levels.init)
        } catch let error as CancellationError {
            throw error
        } catch let error as ShareHistoryError where error.kind == .unknownShare {
            report.trouble = .unknownShare
        } catch let error as ShareHistoryError where error.kind == .noCandles || error.kind == .noRecording {
            log.info("No candles for levels", ["ticker": ticker, "error": "\(error)"])
            report.trouble = .noCandles
        } catch {
            log.error("VWAP levels failed", ["ticker": ticker, "error": "\(error)"])
            report.trouble = .unavailable
        }
        return report
    }
}
