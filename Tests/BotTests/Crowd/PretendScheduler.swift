import Market
import Store
import TestKit

/// Does to the store what the scheduler does: raises and closes alerts, claims commands, answers calendar edits.
struct PretendScheduler {
    let store: StateStore
    let clock: ManualClock
    private var open: [AlertRecord] = []
    private var answeredRevision: Int64 = 0
    private var turn = 0

    init(store: StateStore, clock: ManualClock) {
        self.store = store
        self.clock = clock
    }

    /// A new alert, or the end of an old one.
    mutating func act(_ random: inout SeededRandom) async throws {
        if open.count > 6 || (!open.isEmpty && Bool.random(using: &random)) {
            var alert = open.removeFirst()
            alert.state = .resolved
            alert.closing = .recovered
            alert.closedAt = clock.now
            try await tell(&alert)
            return
        }
        let market = AlgoPackSegment.allCases.randomElement(using: &random) ?? .equities
        let rule = [AlertRule.staleness, .missingSlots, .hi2Missing, .calendarMismatch].randomElement(using: &random)
        let endpoint: Endpoint? = rule == .calendarMismatch || rule == .hi2Missing ? nil : .tradestats
        let key = AlertKey(rule ?? .staleness, market: market, endpoint: endpoint)
        guard !open.contains(where: { $0.key == key }) else { return }
        let today = MoscowTime.date(of: clock.now)
        var alert = AlertRecord(key: key, severity: .warning, date: today, openedAt: clock.now, value: 840, limit: 600)
        alert.id = try await store.alerts.lastID() + 1
        alert.state = .firing
        alert.firedAt = clock.now
        alert.toldAt = clock.now
        if rule == .calendarMismatch {
            alert.facts.days = [today]
            alert.facts.dispute = .init(date: today, feed: .closed, ours: .normal, layer: .bundled)
        }
        open.append(alert)
        try await tell(&open[open.count - 1])
    }

    /// Finishes what was asked, in three ways by turns, and every other time says what an edit did.
    mutating func work() async throws {
        try await store.processes.heartbeat(.scheduler, detail: "pretend")
        for command in try await store.commands.claim() {
            turn += 1
            let state: CommandState = [.done, .failed, .refused][turn % 3]
            try await store.commands.finish(command.id, state, result: "turn \(turn) <&>")
        }
        let revision = try await store.calendar.revision()
        guard revision != answeredRevision else { return }
        answeredRevision = revision
        guard revision.isMultiple(of: 2) else { return }
        try await store.calendar.saveImpact(
            CalendarImpact(revision: revision, jobsAdded: ["EQ1"], jobsRemoved: [], nextRuns: [])
        )
    }

    private func tell(_ alert: inout AlertRecord) async throws {
        alert.revision += 1
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "incident:\(alert.id):\(alert.revision)",
                content: .incident(alert: alert.id),
                priority: .warning,
                coalesceKey: "incident:\(alert.id)"
            )
        ]
        try await store.commit(batch)
    }
}
