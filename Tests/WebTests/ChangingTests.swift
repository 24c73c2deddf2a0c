import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("Changing by the API", .timeLimit(.minutes(2)))
struct ChangingTests {
    /// Answers what is posted, as the scheduler does, while the body runs.
    private func withScheduler(
        _ dashboard: ServedDashboard,
        _ answer: @escaping @Sendable (CommandRecord) -> (CommandState, String),
        _ body: () async throws -> Void
    ) async throws {
        let store = dashboard.store
        try await store.processes.heartbeat(.scheduler)
        let loop = Wakeup()
        let scheduler = Task {
            let signal = await store.changes.commits()
            try await signal.waking(loop) {
                while !Task.isCancelled {
                    let count = loop.count
                    for record in try await store.commands.claim() {
                        let (state, result) = answer(record)
                        try await store.commands.finish(record.id, state, result: result)
                    }
                    await loop.wait(after: count)
                }
            }
        }
        defer { scheduler.cancel() }
        try await body()
    }

    private func openAlert(_ dashboard: ServedDashboard) async throws -> Int64 {
        let alert = try await dashboard.store.alerts.firing(
            AlertKey(.staleness, market: .equities, endpoint: .tradestats),
            value: 400,
            limit: 300,
            at: dashboard.clock.now
        )
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        try await dashboard.store.commit(batch)
        return alert.id
    }

    @Test("what is done to an alert goes to the scheduler in the caller's name, with a line in the audit trail")
    func alerts() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.operator)
            let id = try await openAlert(dashboard)
            let seen = Lock<[SchedulerCommand]>([])
            try await withScheduler(dashboard) { record in
                seen.withLock { $0.append(record.command) }
                #expect(record.author == "Анна (1001)" && record.person == 1001 && record.channel == .web)
                return (.done, "as wished")
            } _: {
                for (verb, body) in [
                    ("take", nil), ("release", nil), ("resolve", nil), ("reopen", nil), ("recheck", nil),
                    ("silence", ["until": 30]), ("silence", ["until": "session_end"]),
                ] as [(String, JSON?)] {
                    let answer = try await dashboard.post("/api/alerts/\(id)/\(verb)", token, body)
                    #expect(answer.status == 200, "\(verb): \(answer.text)")
                    #expect(try JSON.parse(answer.body)["result"]?.string == "as wished")
                }
            }
            #expect(
                seen.withLock { $0 } == [
                    .alert(.acknowledge(alert: id)), .alert(.release(alert: id)), .alert(.resolve(alert: id)),
                    .alert(.reopen(alert: id)), .alert(.recheck(alert: id)),
                    .alert(.silenceAlert(alert: id, until: .minutes(30))),
                    .alert(.silenceAlert(alert: id, until: .sessionEnd)),
                ]
            )
            let lines = try await dashboard.store.audit.latest(limit: 7).reversed()
            #expect(
                lines.map(\.action) == [
                    "alert.take", "alert.release", "alert.close", "alert.reopen", "alert.recheck", "alert.silence",
                    "alert.silence",
                ]
            )
            #expect(
                lines.allSatisfy { $0.result == .done && $0.actor == "1001 Анна" && $0.object.hasPrefix("#A1 ") }
            )
        }
    }

    @Test("a refusal of the scheduler is a conflict, and stays in the audit trail")
    func refusal() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.operator)
            let id = try await openAlert(dashboard)
            try await withScheduler(dashboard) { _ in
                (.refused, "alert #A\(id) is not open")
            } _: {
                let answer = try await dashboard.post("/api/alerts/\(id)/take", token)
                #expect(answer.status == 409)
                #expect(try JSON.parse(answer.body)["detail"]?.string == "alert #A\(id) is not open")
            }
            let line = try #require(try await dashboard.store.audit.latest(limit: 1).first)
            #expect(line.result?.text == "refused: alert #A\(id) is not open")
        }
    }

    @Test("a command that outlasts whoever waits completes its line in the audit trail when it ends")
    func late() async throws {
        try await ServedDashboard.run(commandPatience: .zero) { dashboard in
            let token = try await dashboard.token(.operator)
            let id = try await openAlert(dashboard)
            try await dashboard.store.processes.heartbeat(.scheduler)
            for (state, answer, result) in [
                (CommandState.done, "taken", "done"),
                (.refused, "alert #A1 is not open", "refused: alert #A1 is not open"),
                (.failed, "no link", "failed: no link"),
            ] {
                let posted = try await dashboard.post("/api/alerts/\(id)/take", token)
                #expect(try posted.status == 200 && JSON.parse(posted.body)["state"] == "queued")
                let command = try #require(try await dashboard.store.commands.claim().first)
                #expect(try await dashboard.store.audit.latest(limit: 1).first?.result == nil)
                try await dashboard.store.commands.finish(command.id, state, result: answer)
                #expect(try await dashboard.store.audit.latest(limit: 1).first?.result?.text == result)
            }
        }
    }

    @Test("without a scheduler nothing is posted, and whoever asks is told")
    func nobody() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.operator)
            let id = try await openAlert(dashboard)
            try await dashboard.store.processes.heartbeat(.scheduler)
            dashboard.clock.advance(by: .minutes(5))
            for _ in 1...2 {
                let answer = try await dashboard.post("/api/alerts/\(id)/take", token)
                #expect(answer.status == 409 && answer.text.contains("mayak scheduler"))
                try await dashboard.store.processes.heartbeat(.scheduler, .stopped)
            }
            #expect(try await dashboard.store.commands.queuedCount() == 0)
        }
    }

    @Test("a viewer and a page of another site change nothing")
    func strangers() async throws {
        try await ServedDashboard.run { dashboard in
            let viewer = try await dashboard.token(.viewer)
            let id = try await openAlert(dashboard)
            #expect(try await dashboard.post("/api/alerts/\(id)/take", viewer).status == 403)
            #expect(try await dashboard.post("/api/alerts/\(id)/take").status == 401)
            let operatorToken = try await dashboard.token(.operator, of: 1002, name: "Борис")
            let foreign = try await dashboard.post(
                "/api/alerts/\(id)/take",
                operatorToken,
                nil,
                [("Origin", "https://evil.example")]
            )
            #expect(foreign.status == 403)
            #expect(try await dashboard.store.commands.queuedCount() == 0)
        }
    }

    @Test("a named request is carried out once, however often it is sent")
    func once() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.operator)
            let id = try await openAlert(dashboard)
            try await withScheduler(dashboard) { _ in
                (.done, "taken")
            } _: {
                let key = [("Idempotency-Key", "take-1")]
                let first = try await dashboard.post("/api/alerts/\(id)/take", token, nil, key)
                let second = try await dashboard.post("/api/alerts/\(id)/take", token, nil, key)
                #expect(first.status == 200 && second.status == 200 && first.body == second.body)
                #expect(second.header("Idempotency-Replayed") == "true")
                #expect(try await dashboard.post("/api/alerts/\(id)/release", token, nil, key).status == 422)
                let odd = try await dashboard.post("/api/alerts/\(id)/take", token, nil, [("Idempotency-Key", "a b")])
                #expect(odd.status == 400)
                // A refusal does not use the name up.
                let missing = try await dashboard.post(
                    "/api/alerts/99/take",
                    token,
                    nil,
                    [("Idempotency-Key", "take-2")]
                )
                #expect(missing.status == 404)
                let again = try await dashboard.post(
                    "/api/alerts/\(id)/take",
                    token,
                    nil,
                    [("Idempotency-Key", "take-2")]
                )
                #expect(again.status == 200)
            }
            #expect(try await dashboard.store.audit.latest(limit: 10, mentioning: "alert.take").count == 2)
        }
    }

    @Test("an edit of the calendar is looked at, made on the revision that was seen, and taken back")
    func calendar() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.operator)
            let choice: JSON = ["dates": "2024-07-16..2024-07-17", "market": "EQ", "kind": "closed", "note": "test"]
            let preview = try JSON.parse(try await dashboard.post("/api/calendar/preview", token, choice).body)
            #expect(preview["changes"]?.array?.count == 2)
            #expect(try await dashboard.store.calendar.history().isEmpty)
            let revision = try #require(preview["revision"]?.int)
            let stale = choice.setting("revision", to: .int(revision + 5))
            #expect(try await dashboard.post("/api/calendar/edits", token, stale).status == 409)
            let made = try await dashboard.post(
                "/api/calendar/edits",
                token,
                choice.setting("revision", to: .int(revision))
            )
            #expect(made.status == 200, "\(made.text)")
            let edits = try #require(try JSON.parse(made.body)["edits"]?.array)
            #expect(edits.map { $0["after"]?.string } == ["closed", "closed"])
            let day = try JSON.parse(try await dashboard.get("/api/calendar?from=2024-07-16&market=EQ", token).body)
            #expect(day["days"]?.array?.first?["kind"]?.string == "closed")
            #expect(day["days"]?.array?.first?["note"]?.string == "test")
            let id = try #require(edits[0]["id"]?.int)
            #expect(try await dashboard.post("/api/calendar/edits/\(id)/undo", token).status == 200)
            #expect(try await dashboard.post("/api/calendar/edits/\(id)/undo", token).status == 409)
            #expect(try await dashboard.post("/api/calendar/edits/999/undo", token).status == 404)
            let lines = try await dashboard.store.audit.latest(limit: 20, mentioning: "calendar.").map {
                "\($0.action) \($0.result?.text ?? "")"
            }
            #expect(lines.contains("calendar.set edits 1–2") && lines.contains("calendar.undo edit 3"), "\(lines)")
        }
    }

    @Test("a job is paused and goes on; the one that plans the day is not paused")
    func pause() async throws {
        try await ServedDashboard.run { dashboard in
            try await dashboard.store.jobs.savePlan(
                ["EQ1", "daily_run_jobs"].map {
                    JobPlan(id: $0, trigger: "t", function: "f", nextRun: nil, zone: "UTC")
                }
            )
            let token = try await dashboard.token(.operator)
            let viewer = try await dashboard.token(.viewer, of: 1002, name: "Борис")
            #expect(try await dashboard.post("/api/jobs/EQ1/pause", viewer).status == 403)
            #expect(try await dashboard.post("/api/jobs/EQ9/pause", token).status == 404)
            #expect(try await dashboard.post("/api/jobs/daily_run_jobs/pause", token).status == 409)
            let made = try JSON.parse(try await dashboard.post("/api/jobs/EQ1/pause", token, ["reason": "moving"]).body)
            #expect(made["changed"] == true && made["who"]?.string == "1001 Анна" && made["why"]?.string == "moving")
            let again = try JSON.parse(try await dashboard.post("/api/jobs/EQ1/pause", token).body)
            #expect(again["changed"] == false && again["why"]?.string == "moving")
            #expect(try await dashboard.store.jobs.pauses().map(\.job) == ["EQ1"])
            let ended = try JSON.parse(try await dashboard.post("/api/jobs/EQ1/resume", token).body)
            #expect(ended["changed"] == true && ended["job"]?.string == "EQ1")
            #expect(try JSON.parse(try await dashboard.post("/api/jobs/EQ1/resume", token).body)["changed"] == false)
            #expect(try await dashboard.store.jobs.pauses().isEmpty)
            let rows = try await dashboard.store.audit.latest(limit: 9, mentioning: "job.")
            #expect(rows.map(\.action) == ["job.resume", "job.pause"])
        }
    }

    @Test("a trader halts the portfolio, is told who did it before, and resumes")
    func halt() async throws {
        try await ServedDashboard.run { dashboard in
            let path = "/api/portfolio/halt"
            let token = try await dashboard.token(.operator, of: 1002, name: "Борис")
            #expect(try await dashboard.post(path, token).status == 403)
            #expect(try await dashboard.post(path).status == 401)
            let anna = try await dashboard.token(.trader)
            for (body, words) in [
                (["all": 1], "true or false"), (["reason": .string(String(repeating: "x", count: 201))], "200"),
                (["level": "stopped"], "all, reason"),
            ] as [(JSON, String)] {
                let answer = try await dashboard.post(path, anna, body)
                #expect(answer.status == 400 && answer.text.contains(words), "\(answer.text)")
            }
            #expect(try await dashboard.store.audit.latest(limit: 9, mentioning: "portfolio.").isEmpty)
            let made = try JSON.parse(try await dashboard.post(path, anna, ["reason": "no link"]).body)
            #expect(made["changed"] == true && made["level"]?.string == "reduceOnly")
            let again = try JSON.parse(try await dashboard.post(path, anna).body)
            #expect(again["changed"] == false && again["who"]?.string == "1001 Анна")
            let whole = try JSON.parse(try await dashboard.post(path, anna, ["all": true]).body)
            #expect(whole["changed"] == true && whole["level"]?.string == "stopped")
            let shown = try JSON.parse(try await dashboard.get("/api/portfolio", anna).body)
            let halt = try #require(shown["halts"]?.array?.first)
            #expect(halt["cause"]?.string == "person" && halt["level"]?.string == "stopped")
            #expect(halt["who"]?.string == "1001 Анна" && shown["mode"]?.string == "halted")
            #expect(try await dashboard.post("/api/portfolio/resume", anna).status == 200)
            let rows = try await dashboard.store.audit.latest(limit: 9, mentioning: "portfolio.")
            #expect(rows.map(\.action) == ["portfolio.resume", "portfolio.halt", "portfolio.halt"])
            #expect(rows.allSatisfy { $0.actor == "1001 Анна" && $0.result == .done })
        }
    }

    @Test(
        "a wrong body is told the place and what is allowed",
        arguments: [
            (["dates": "16.07.2024", "kind": "closed"], "dates"), (["dates": "2024-07-16"], "kind"),
            (["dates": "2024-07-16", "kind": "odd"], "kind: cannot be 'odd'"),
            (["dates": "2024-07-16", "kind": "short"], "close"), (["dates": 5, "kind": "closed"], "dates"),
            (["dates": "2024-07-16", "kind": "closed", "color": 1], "color"), ([1], "not a JSON object"),
            (["dates": "2024-07-16", "kind": "closed", "market": "XX"], "EQ, FX, FO"),
        ] as [(JSON, String)]
    )
    func mistakes(_ body: JSON, _ words: String) async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.operator)
            let answer = try await dashboard.post("/api/calendar/preview", token, body)
            #expect(answer.status == 400)
            #expect(try JSON.parse(answer.body)["detail"]?.string?.contains(words) == true, "\(answer.text)")
        }
    }
}
