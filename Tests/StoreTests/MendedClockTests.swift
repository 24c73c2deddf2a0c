import Market
import Platform
import Store
import TestKit
import Testing

/// Everything that is kept with an instant, written by a clock that was ahead.
@Suite("What a clock that was ahead has left")
struct MendedClockTests {
    private static let now = Samples.noon
    private static let feed = Feed(.futures, .obstats)

    @Test(
        "is set back, table by table",
        arguments: [Duration.hours(3), .hours(30 * 24), .hours(365 * 24), .hours(3_653 * 24)]
    )
    func tables(_ ahead: Duration) async throws {
        let files = try TemporaryStore(clock: ManualClock(Self.now + ahead))
        let wrong = Self.now + ahead
        var alert = Samples.alert(id: 1)
        var store = try files.open()
        alert.id = try await store.alerts.lastID() + 1
        alert.date = MoscowTime.date(of: wrong)
        alert.openedAt = wrong
        alert.firedAt = wrong
        alert.toldAt = wrong
        alert.closedAt = nil
        alert.closing = nil
        alert.acknowledgedAt = wrong
        alert.remindedAt = wrong
        alert.escalatedAt = wrong
        alert.silencedUntil = wrong + .hours(1)
        alert.flips = [wrong]
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.alerts.silences = [Silence(market: .equities, createdAt: wrong, until: wrong + .hours(1), author: "Иван")]
        batch.settings.values = [
            "session-closed:EQ": "\(wrong.milliseconds)", "telegram.holds": "{}",
            "hi2-complete": "\(MoscowTime.date(of: wrong).adding(days: 1))",
        ]
        batch.people.confirmations = [
            Confirmation(
                nonce: "n",
                person: 1,
                chat: 1,
                action: "a",
                role: .operator,
                createdAt: wrong,
                expiresAt: wrong + .minutes(1)
            )
        ]
        batch.people.refusals = [RefusedAttempts(person: 5, kind: .role, count: 5, since: wrong, reportedAt: wrong)]
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "report:day:later",
                content: .notice(.botChanged),
                priority: .report,
                notBefore: wrong + .minutes(5),
                expiresAt: wrong + .minutes(10)
            )
        ]
        batch.updates.handled = [HandledUpdate(id: 7, offset: 8)]
        try await store.commit(batch)
        let skip = JobRun(job: "EQ1", nominal: wrong, outcome: .missed, claimedAt: wrong)
        _ = try await store.ledger.claim([], skips: [skip], marks: [("EQ1", wrong), ("alert_watch", wrong)])
        try await store.processes.heartbeat(.bot)
        try await store.processes.heartbeat(.scheduler)
        _ = try await store.people.invite(.viewer, digest: "d", author: "Иван", expiresAt: wrong + .hours(24))
        await store.close()

        let right = ManualClock(Self.now)
        store = try StateStore(path: files.path, clock: right, log: quietLog(right))
        let mended = try #require(try await store.maintenance.mendFuture(at: Self.now))
        #expect(mended.jobs == ["EQ1", "alert_watch"])
        #expect(mended.farthest >= wrong)
        #expect(try await store.ledger.highWater("EQ1") == Self.now)
        #expect(try await store.jobs.runs(limit: 10) == [])
        #expect(try await store.processes.heartbeats().map(\.at) == [Self.now, Self.now])
        let silence = try #require(try await store.alerts.unendedSilences().first)
        #expect(silence.createdAt == Self.now && silence.until == Self.now + .hours(1))
        let found = try #require(try await store.alerts.alert(alert.id))
        let instants = [
            found.openedAt, found.firedAt, found.toldAt, found.acknowledgedAt, found.remindedAt, found.escalatedAt,
        ]
        #expect(instants.allSatisfy { $0 == Self.now })
        #expect(found.date == Samples.date && found.flips == [] && found.silencedUntil == nil)
        #expect(try await store.settings.value("session-closed:EQ") == nil)
        #expect(try await store.settings.value("telegram.holds") == nil)
        #expect(try await store.settings.value("hi2-complete") == nil)
        guard case .expired = try await store.people.takeConfirmation("n", by: 1, at: Self.now) else {
            Issue.record("a question from a wrong clock is still open")
            return
        }
        let refused = try #require(try await store.people.refusedAttempts(of: 5, .role))
        #expect(refused.since == Self.now && refused.reportedAt == Self.now)
        let code = try #require(try await store.people.openInvitations(at: Self.now).first)
        #expect(code.expiresAt == Self.now + .hours(24))
        // The message of the wrong day is not in the way of the right one.
        #expect(try await store.outbox.enqueue([Samples.draft("report:day:later")]).count == 1)
        let due = try #require(try await store.outbox.nextDue(after: Self.now))
        #expect(due == Self.now + .minutes(5))
        #expect(try await store.maintenance.mendFuture(at: Self.now) == nil, "once is enough")
    }

    @Test("leases and waits of messages do not last until the wrong clock's time")
    func outbox() async throws {
        let files = try TemporaryStore(clock: ManualClock(Self.now))
        let store = try files.open()
        try await store.outbox.enqueue([Samples.draft("leased"), Samples.draft("waits")])
        let wrong = Self.now + .hours(24 * 30)
        let first = try #require(try await store.outbox.claimNext(at: wrong, lease: .seconds(120)))
        try await store.outbox.markFailed(first.id, error: "timeout", retryAt: wrong + .seconds(30))
        _ = try await store.outbox.claimNext(at: wrong + .seconds(31), lease: .seconds(120))
        _ = try await store.ledger.claim([], skips: [], marks: [("EQ1", wrong)])
        _ = try #require(try await store.maintenance.mendFuture(at: Self.now))
        var claimed = 0
        while try await store.outbox.claimNext(at: Self.now + .seconds(1), lease: .seconds(1)) != nil { claimed += 1 }
        #expect(claimed >= 1)
        #expect(try await store.outbox.nextDue(after: Self.now + .minutes(10)) == nil)
    }

    @Test("where the exchange published later than now, only the marks move until its clock confirms ours")
    func contradiction() async throws {
        let files = try TemporaryStore(clock: ManualClock(Self.now))
        let store = try files.open()
        let later = Self.now + .hours(24 * 400)
        var batch = StoreBatch()
        batch.feeds.slots = [
            SlotRecord(
                feed: Self.feed,
                date: MoscowTime.date(of: later),
                label: .noon,
                systime: later,
                receivedAt: later,
                rowCount: 1,
                secidCount: 1
            )
        ]
        try await store.commit(batch)
        let skip = JobRun(job: "EQ1", nominal: later, outcome: .missed, claimedAt: later)
        _ = try await store.ledger.claim([], skips: [skip], marks: [("EQ1", later)])
        #expect(try await store.maintenance.mendFuture(at: Self.now) != nil)
        #expect(try await store.ledger.highWater("EQ1") == Self.now)
        #expect(try await store.jobs.runs(limit: 10).count == 1)
        #expect(try await store.feeds.latestSlot(Self.feed) == nil, "a slot of a day to come is never the last one")
        #expect(try await store.maintenance.mendFuture(at: Self.now) == nil)
        #expect(try await store.maintenance.mendFuture(at: Self.now, isConfirmed: true) != nil)
        #expect(try await store.jobs.runs(limit: 10) == [])
    }
}
