import Exchange
package import Market
import Platform
package import Scheduling
import Store

/// The daily check that hi2 of the day is there, one message for all markets (seed 002, 19:01).
///
/// Where something is absent the alert is that message, and where it has come the alert's end.
package struct HI2Check: Sendable {
    private let exchange: AlgoPackClient
    private let book: StoredAlertBook
    private let settings: SettingStore
    private let batches: BatchStore
    private let calendars: CalendarCache
    private let clock: any MarketClock
    private let concurrency: Int

    /// - Parameter concurrency: markets asked at once.
    init(
        exchange: AlgoPackClient,
        book: StoredAlertBook,
        settings: SettingStore,
        batches: BatchStore,
        calendars: CalendarCache,
        clock: any MarketClock,
        concurrency: Int
    ) {
        self.exchange = exchange
        self.book = book
        self.settings = settings
        self.batches = batches
        self.calendars = calendars
        self.clock = clock
        self.concurrency = concurrency
    }

    /// - Parameters:
    ///   - date: the trading date that is checked.
    ///   - isRecheck: the late look: it says nothing when everything was there before.
    ///   - request: distinguishes what a person asks for from the day's own report, which is sent once.
    package func run(on date: CivilDate, isRecheck: Bool, request: String = "") async throws -> RunResult {
        if isRecheck, try await settings.value(SettingName.hi2Complete) == "\(date)" {
            return "all of \(date) was present before"
        }
        let key = "hi2:\(date):\(isRecheck ? "recheck" : "check")\(request)"
        return try await look(date, report: key, isRecheck, isAsked: !request.isEmpty)
    }

    /// Looks again without a report; only the alerts follow what it finds.
    package func recheck(on date: CivilDate) async throws -> String {
        try await look(date, report: nil, true).write(to: batches)
    }

    private func look(_ date: CivilDate, report dedupeKey: String?, _ isRecheck: Bool, isAsked: Bool = false)
        async throws -> RunResult
    {
        let calendar = try await calendars.calendar()
        let markets = AlgoPackSegment.allCases.filter {
            !calendar.expectedSlots(Feed($0, .hi2), on: date).isEmpty
        }
        guard !markets.isEmpty else { return "no hi2 is published on \(date)" }
        if let due = markets.compactMap({ calendar.hi2Due($0, on: date) }).min(), clock.now < due {
            return "too early: hi2 of \(date) comes after \(MoscowTime.time(of: due).shortDescription)"
        }
        let exchange = exchange
        let replies = try await markets.concurrentMap(limit: concurrency) { market in
            (market: market, reply: try await exchange.hi2(market, on: date))
        }
        let failures = replies.map { FetchFailureRule.Result(feed: Feed($0.market, .hi2), error: $0.reply.error) }
        var verdicts = FetchFailureRule.verdicts(failures)
        var report = HI2Report(date: date, rows: [], isRecheck: isRecheck)
        var batch = StoreBatch()
        for (market, reply) in replies {
            let (row, verdict) = judge(market, reply, date: date)
            report.rows.append(row)
            batch.feeds.hi2Checks.append(
                HI2Outcome(
                    date: date,
                    market: market,
                    isPresent: row.isPresent,
                    note: row.note,
                    checkedAt: clock.now
                )
            )
            if let verdict { verdicts.append(verdict) }
        }
        if report.rows.allSatisfy({ $0.isPresent == true }) {
            batch.settings.values[SettingName.hi2Complete] = "\(date)"
        }
        let draft = dedupeKey.map { OutboxDraft(dedupeKey: $0, content: .hi2Report(report), priority: .report) }
        let words = report.rows.map { row in
            "\(row.market) \(row.isPresent.map { $0 ? "present" : "missing" } ?? "unknown")"
        }
        let (book, found) = (book, verdicts)
        return RunResult(words.joined(separator: ", "), writing: batch) { batch in
            try await book.apply(batch) { book, now in
                var changes = book.observe(found, at: now, date: date)
                if let draft, isAsked || !changes.tells(of: .hi2Missing) { changes.drafts.append(draft) }
                return changes
            }
        }
    }

    private func judge(_ market: AlgoPackSegment, _ reply: FeedReply, date: CivilDate) -> (HI2Report.Row, Verdict?) {
        let feed = Feed(market, .hi2)
        let link = exchange.link(feed, secid: nil, on: date)
        let verdict = HI2Rule.verdict(feed, reply, on: date, link: link)
        let note = reply.error?.kind.rawValue ?? ""
        return (HI2Report.Row(market: market, isPresent: verdict.map(\.isGood), note: note), verdict)
    }
}
