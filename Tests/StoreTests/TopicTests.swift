import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Alerts in the store")
struct AlertStoreTests {
    @Test("log every change of state or severity once, and replace by id")
    func events() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var alert = Samples.alert(id: try await store.alerts.lastID() + 1)
        for (state, severity, value) in [
            (AlertState.pending, AlertSeverity.warning, 1.0), (.firing, .warning, 2), (.firing, .warning, 3),
            (.firing, .critical, 4), (.acknowledged, .critical, 5), (.resolved, .critical, 6),
        ] {
            alert.state = state
            alert.severity = severity
            alert.value = value
            var batch = StoreBatch()
            batch.alerts.records = [alert]
            try await store.commit(batch)
        }
        let events = try await store.alerts.events(alert.id)
        #expect(events.map(\.from) == [nil, .pending, .firing, .firing, .acknowledged])
        #expect(events.map(\.to) == [.pending, .firing, .firing, .acknowledged, .resolved])
        #expect(events.map(\.value) == [1, 2, 4, 5, 6])
        #expect(events.map(\.note) == ["", "", "", "Иван (42)", "recovered"])
        #expect(try await store.alerts.open().isEmpty)
        #expect(try await store.alerts.all(on: Samples.date) == [alert])
        #expect(try await store.alerts.latest(limit: 5) == [alert])
    }

    @Test("an alert may close and its successor open in one batch, in any order")
    func successor() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var old = Samples.alert(id: try await store.alerts.lastID() + 1)
        var batch = StoreBatch()
        batch.alerts.records = [old]
        try await store.commit(batch)
        let new = Samples.alert(id: try await store.alerts.lastID() + 1)
        old.state = .resolved
        batch.alerts.records = [new, old]
        try await store.commit(batch)
        #expect(try await store.alerts.open() == [new])
    }

    @Test("silences are in force from their start until their end, or until a person ends them")
    func silences() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var silence = Silence(
            market: .futures,
            createdAt: Samples.noon,
            until: Samples.noon + .seconds(60),
            author: "Иван"
        )
        var batch = StoreBatch()
        batch.alerts.silences = [silence]
        silence.id = try #require(try await store.commit(batch).silences.first)
        let before = Samples.noon - .seconds(1)
        #expect(try await store.alerts.activeSilences(at: before).isEmpty)
        #expect(try await store.alerts.activeSilences(at: Samples.noon) == [silence])
        #expect(try await store.alerts.activeSilences(at: Samples.noon + .seconds(60)).isEmpty)
        silence.endedAt = Samples.noon + .seconds(10)
        batch.alerts.silences = [silence]
        #expect(try await store.commit(batch).silences == [silence.id])
        #expect(try await store.alerts.activeSilences(at: Samples.noon).isEmpty)
        #expect(try await store.alerts.silence(silence.id) == silence)
    }
}

@Suite("Commands and jobs in the store")
struct WorkStoreTests {
    @Test("a command is claimed once, in order, and finished once")
    func commands() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let commands: [SchedulerCommand] = [
            .job(.run(id: "EQ1")),
            .alert(.silence(rule: nil, market: .currency, endpoint: nil, until: .sessionEnd, reason: "тест")),
            .alert(.silenceAlert(alert: 3, until: .minutes(30))),
        ]
        for command in commands { _ = try await store.commands.post(command, author: "Иван (42)", channel: .telegram) }
        #expect(try await store.commands.claim(limit: 2).map(\.command) == Array(commands[..<2]))
        #expect(try await store.commands.claim(limit: 2).map(\.command) == [commands[2]])
        #expect(try await store.commands.claim().isEmpty)
        try await store.commands.finish(1, .done, result: "ok")
        try await store.commands.finish(1, .failed, result: "again")
        #expect(try await store.commands.command(1)?.result == "ok")
        #expect(try await store.commands.interrupted().map(\.id) == [2, 3])
    }

    @Test("the end of a command completes its line in the audit trail, once")
    func auditedCommands() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var lines: [Int64] = []
        for _ in 1...3 {
            let draft = CommandDraft(.job(.run(id: "EQ1")), author: "Иван (42)", channel: .web)
            let audit = AuditEntry(at: Samples.noon, actor: "42 Иван", action: .jobRun, object: "EQ1")
            lines.append(try await store.commands.post(draft, audit: audit).line)
        }
        func results() async throws -> [String?] {
            try await store.audit.latest(limit: 9).reversed().map { $0.result?.text }
        }
        #expect(try await results() == [nil, nil, nil])
        try await store.commands.finish(1, .refused, result: "paused")
        try await store.commands.finish(1, .done, result: "again")
        var batch = StoreBatch()
        batch.commands.finished.append(FinishedCommand(id: 2, state: .done, result: "ok"))
        try await store.commit(batch)
        // What its line said before stays.
        try await store.audit.finish(lines[2], result: .failed(.noScheduler))
        try await store.commands.finish(3, .refused, result: "nobody took it")
        #expect(try await results() == ["refused: paused", "done", "failed: no scheduler"])
        await store.close()
    }

    @Test("a run is claimed once, by one of two schedulers; skips never overwrite it")
    func runs() async throws {
        let files = try TemporaryStore()
        let (store, other) = (try files.open(), try files.open())
        #expect(try await claim(store, Samples.noon))
        #expect(try await !claim(other, Samples.noon))
        #expect(try await claim(other, Samples.noon + .seconds(300)))
        let skip = JobRun(job: "EQ1", nominal: Samples.noon, outcome: .missed, claimedAt: Samples.noon)
        try await store.ledger.recordSkips([skip])
        #expect(try await store.ledger.interrupted().count == 2)
        var run = try #require(try await store.jobs.run("EQ1", nominal: Samples.noon))
        run.outcome = .succeeded
        run.finishedAt = Samples.noon + .seconds(2)
        run.detail = "5 feeds"
        try await store.ledger.finish(run)
        _ = try await store.ledger.claim([], skips: [], marks: [("EQ1", Samples.noon)])
        #expect(try await store.ledger.interrupted().map(\.nominal) == [Samples.noon + .seconds(300)])
        #expect(try await store.jobs.runs(job: "EQ1", limit: 9).last == run)
        #expect(try await store.jobs.runs(from: Samples.noon, until: Samples.noon + .seconds(1)) == [run])
        #expect(try await store.ledger.highWater("EQ1") == Samples.noon)
        #expect(try await store.ledger.highWater("FX1") == nil)
    }

    @Test("the plan is replaced whole, and the same plan again is no change")
    func plan() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let jobs = ["EQ1", "FX1"].enumerated().map { position, id in
            JobPlan(
                id: id,
                trigger: "interval[0:05:00]",
                function: "check",
                nextRun: position == 0 ? Samples.noon : nil,
                zone: "Europe/Moscow",
                isPaused: position == 1,
                position: position
            )
        }
        try await store.jobs.savePlan(jobs)
        let version = try await store.changes.version()
        try await store.jobs.savePlan(jobs.reversed())
        #expect(try await store.changes.version() == version)
        try await store.jobs.savePlan([jobs[1]])
        #expect(try await store.jobs.plan() == [jobs[1]])
    }
}

@Suite("Feeds in the store")
struct FeedStoreTests {
    private let feed = Feed(.futures, .obstats)

    private func slot(_ minute: Int, secids: Int, rows: Int = 10, systime: Int = 0) -> SlotRecord {
        SlotRecord(
            feed: feed,
            date: Samples.date,
            label: TimeOfDay(secondOfDay: 36_000 + minute * 60) ?? .midnight,
            systime: Samples.noon + .seconds(systime),
            receivedAt: Samples.noon + .seconds(systime + 1),
            rowCount: rows,
            secidCount: secids
        )
    }

    @Test("a slot keeps the times of its first sight, its counts may grow")
    func slots() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var batch = StoreBatch()
        batch.feeds.slots = [slot(5, secids: 380), slot(10, secids: 384), slot(15, secids: 384)]
        batch.feeds.secids = [
            SlotSecids(
                feed: feed,
                date: Samples.date,
                label: slot(5, secids: 0).label,
                secids: ["RIU4", "SiU4"].map { SecID($0) }
            )
        ]
        try await store.commit(batch)
        batch.feeds.slots = [slot(5, secids: 381, rows: 11, systime: 9), slot(10, secids: 1, rows: 1, systime: 9)]
        try await store.commit(batch)
        #expect(
            try await store.feeds.slots(feed, on: Samples.date)
                == [slot(5, secids: 381, rows: 11), slot(10, secids: 384), slot(15, secids: 384)]
        )
        #expect(try await store.feeds.latestSlot(feed) == slot(15, secids: 384))
        #expect(
            try await store.feeds.secids(feed, on: Samples.date, label: slot(5, secids: 0).label).map(\.text) == [
                "RIU4", "SiU4",
            ]
        )
        #expect(try await store.feeds.slots(Feed(.equities, .obstats), on: Samples.date).isEmpty)
        #expect(try await store.feeds.slotDates(feed, limit: 3) == [Samples.date])
    }

    @Test("pruning removes what is older than the cutoff and nothing that is still needed")
    func prune() async throws {
        let files = try TemporaryStore(clock: ManualClock(Samples.noon))
        let store = try files.open()
        let old = Samples.date.adding(days: -41)
        var batch = StoreBatch()
        var oldSlot = slot(5, secids: 1)
        oldSlot.date = old
        batch.feeds.slots = [oldSlot, slot(5, secids: 1)]
        batch.outbox.drafts = [Samples.draft("sent"), Samples.draft("waits")]
        batch.updates.handled = [HandledUpdate(id: 7, offset: 8)]
        var alert = Samples.alert(id: 1)
        alert.state = .resolved
        batch.alerts.records = [alert]
        batch.audit.entries = [AuditEntry(at: Samples.noon, actor: "42", action: .jobRun, object: "EQ1")]
        let run = JobRun(job: "EQ1", nominal: Samples.noon, outcome: .succeeded, claimedAt: Samples.noon)
        try await store.commit(store.ledger.finishing(run, with: batch))
        _ = try await claim(store, Samples.noon + .seconds(1))
        let sent = try #require(try await store.outbox.claimNext(at: Samples.noon, lease: .seconds(1)))
        try await store.outbox.markSent(sent.id, messageID: 1)

        #expect(try await store.maintenance.prune(before: Samples.noon) == 1)
        #expect(try await store.feeds.slotDates(feed, limit: 3) == [Samples.date])
        #expect(try await store.maintenance.prune(before: Samples.noon + .seconds(60)) == 3)
        #expect(try await store.outbox.message(sent.id) == nil)
        #expect(try await store.outbox.depth().queued == 1)
        #expect(try await store.ledger.interrupted().count == 1)
        #expect(try await store.alerts.alert(1) != nil)
        #expect(try await store.audit.latest(limit: 1).count == 1)
        #expect(try await store.updates.offset() == 8)
    }
}

@Suite("People in the store")
struct PeopleStoreTests {
    @Test("a role is given, changed and taken away")
    func roles() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.people.setRole(Person(id: 42, name: "Иван", role: .viewer))
        try await store.people.setRole(Person(id: 42, name: "Иван И.", role: .admin, language: "en"))
        #expect(try await store.people.person(42) == Person(id: 42, name: "Иван И.", role: .admin, language: "en"))
        #expect(try await store.people.all().count == 1)
        #expect(try await store.people.remove(42, appointed: [1])?.name == "Иван И.")
        #expect(try await store.people.remove(42, appointed: [1]) == nil)
        #expect(try await store.people.person(42) == nil)
    }

    @Test("an audit line is completed once; the file itself refuses to change or delete one")
    func audit() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var entry = AuditEntry(at: Samples.noon, actor: "42 Иван", action: .calendarSet, object: "FO 2024-07-15")
        entry.id = try await store.audit.append(entry)
        #expect(try await store.audit.finish(entry.id, result: .done))
        #expect(try await !store.audit.finish(entry.id, result: .declined))
        entry.result = .done
        #expect(try await store.audit.latest(limit: 9) == [entry])
        let database = try Connection(path: files.path)
        for sql in [
            "DELETE FROM audit", "UPDATE audit SET actor = 'x'", "UPDATE audit SET result = 'x'",
            "UPDATE audit SET result = NULL",
        ] {
            let error = #expect(throws: DatabaseError.self) { try database.transaction { try database.execute(sql) } }
            #expect(error?.kind == .constraint)
        }
    }

    @Test("a confirmation is good for one press of the one who asked, before it expires")
    func confirmations() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let end = Samples.noon + .seconds(60)
        let asked = ["a", "b"].map {
            Confirmation(
                nonce: $0,
                person: 42,
                chat: -100,
                action: "halt",
                role: .operator,
                createdAt: Samples.noon,
                expiresAt: end
            )
        }
        try await store.people.setRole(Person(id: 42, name: "Иван", role: .operator))
        for confirmation in asked { try await store.ask(confirmation) }
        let now = Samples.noon + .seconds(1)
        #expect(try await store.people.takeConfirmation("z", by: 42, at: now) == .unknown)
        #expect(try await store.people.takeConfirmation("a", by: 43, at: now) == .foreign(asked[0]))
        #expect(try await store.people.takeConfirmation("a", by: 42, at: now) == .accepted(asked[0]))
        var used = asked[0]
        used.usedAt = now
        #expect(try await store.people.takeConfirmation("a", by: 42, at: now) == .alreadyUsed(used))
        #expect(try await store.people.takeConfirmation("b", by: 42, at: end) == .expired(asked[1]))
    }

    @Test("an update, the offset and what the update caused come together")
    func updates() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        #expect(try await store.updates.offset() == nil)
        var batch = StoreBatch()
        batch.outbox.drafts = [Samples.draft("answer to 7")]
        batch.commands.new = [CommandDraft(.job(.run(id: "EQ1")), author: "Иван (42)", channel: .telegram)]
        batch.calendar.edits = [Samples.edit(.closed)]
        batch.updates.handled = [HandledUpdate(id: 7, offset: 8)]
        let receipt = try await store.commit(batch)
        #expect(receipt.commands == [1] && receipt.outbox == [1] && receipt.calendarEdits.map(\.revision) == [1])
        #expect(try await store.updates.hasSeen(7))
        #expect(try await !store.updates.hasSeen(8))
        #expect(try await store.updates.offset() == 8)
    }

    @Test("settings and heartbeats keep the last word")
    func settings() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.settings.set("chat.1", "ru")
        try await store.settings.set("chat.2", "en")
        try await store.settings.set("chat.2", nil)
        try await store.settings.set("other", "x")
        #expect(try await store.settings.all(prefix: "chat.").map(\.value) == ["ru"])
        try await store.processes.heartbeat(.scheduler, detail: "tick 1")
        files.clock.advance(by: .seconds(5))
        try await store.processes.heartbeat(.scheduler, detail: "tick 2")
        #expect(
            try await store.processes.heartbeats() == [
                Heartbeat(process: .scheduler, at: files.clock.now, detail: "tick 2")
            ]
        )
    }
}

private func claim(_ store: StateStore, _ nominal: Timestamp) async throws -> Bool {
    let run = JobRun(job: "EQ1", nominal: nominal, outcome: .running, claimedAt: nominal)
    return try await store.ledger.claim([run], skips: [], marks: []) == [true]
}
