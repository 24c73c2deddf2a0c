import Exchange
import Market
import Platform
import Scheduling
import Store
import TestKit
import Testing
import Trading

@Suite("Levels that people ask for")
struct ShareCommandsTests {
    /// Two minutes of SBER; GAZP has none yet, and the exchange is silent about LKOH.
    private struct GivenHistory: ShareHistory {
        func closes(of day: TradingDay) -> [SecID: Double] { [:] }
        func opens(of day: TradingDay, by rule: OpenRule) -> [SecID: Double] { [:] }

        func candles(of secid: SecID, on date: CivilDate) throws -> [PriceCandle] {
            switch secid.text {
            case "SBER": [candle(date, 0, 10, 100), candle(date, 1, 12, 300)]
            case "GAZP": []
            case "MTSS": throw ShareHistoryError(.noCandles, "none of that session")
            case "LKOH": throw ShareHistoryError(.unreadable, "no answer")
            default: throw ShareHistoryError(.unknownShare, "no share \(secid)")
            }
        }

        private func candle(_ date: CivilDate, _ minute: Int, _ price: Double, _ volume: Double) -> PriceCandle {
            PriceCandle.flat(MoscowTime.instant(date, TimeOfDay(hour: 10, minute: minute) ?? .midnight), price, volume)
        }
    }

    private func answer(_ ticker: String) async throws -> OutboxDraft {
        let clock = ReplayClock(start: GapRig.start)
        let folder = try TemporaryFolder(prefix: "shares", isInMemory: true)
        defer { folder.remove() }
        let log = Log(component: "test", threshold: .critical, clock: clock)
        let store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
        let commands = ShareCommands(
            finder: LevelsFinder(GivenHistory()),
            calendar: { TradingCalendar(profiles: .exchange, statements: []) },
            batches: store.batches,
            clock: clock,
            log: log
        )
        let request = ShareRequest.levels(
            ticker: ticker,
            date: nil,
            target: .chat(id: 5, thread: nil),
            replyTo: 7,
            key: "telegram:1"
        )
        _ = try await store.commands.post(.share(request), author: "Вера (9)", channel: .telegram)
        let record = try #require(try await store.commands.claim().first)
        #expect(try await commands.carryOut(request, of: record) == .finished)
        #expect(try await store.commands.command(record.id)?.state == .done)
        let draft = try #require(try await store.outbox.messages(.queued, limit: 1).first?.draft)
        await store.close()
        return draft
    }

    @Test("go to whoever asked, with how they came about")
    func levels() async throws {
        let draft = try await answer("SBER")
        guard case .shareLevels(let report, let replyTo) = draft.content else {
            Issue.record("\(draft.content)")
            return
        }
        let levels = try #require(report.levels)
        #expect(draft.target == .chat(id: 5, thread: nil) && replyTo == 7)
        #expect(report.date == CivilDate("2026-11-20") && report.trouble == nil)
        #expect(levels.vwap == 11.5 && levels.support == 11.5 - 0.75.squareRoot())
        #expect(levels.path.points.map(\.price) == [10, 12] && levels.path.points.last?.vwap == 11.5)
        #expect(levels.path.points.first?.support == nil)
    }

    @Test(
        "are answered too where there are none",
        arguments: [("GAZP", nil), ("NOPE", .unknownShare), ("LKOH", .unavailable), ("MTSS", .noCandles)]
            as [(String, ShareLevelsReport.Trouble?)]
    )
    func none(ticker: String, trouble: ShareLevelsReport.Trouble?) async throws {
        guard case .shareLevels(let report, _) = try await answer(ticker).content else {
            Issue.record("another kind of message")
            return
        }
        #expect(report.ticker == ticker && report.levels == nil && report.trouble == trouble)
    }
}
