import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

/// The commands as a person runs them; the host's zone is UTC or Tokyo, which must not matter.
@Suite("mayak calendar", .serialized, .timeLimit(.minutes(5)))
struct CalendarCommandTests {
    let directory: TemporaryFolder
    let store: String

    init() throws {
        directory = try TemporaryFolder()
        store = try directory.file("mayak.db")
    }

    private func run(
        _ words: String...,
        environment: [String: String] = [:]
    ) async throws -> MayakProcess.Outcome {
        let fixed = ["TZ": "UTC", "MAYAK_CLOCK": "2026-11-20T12:00:00+03:00@0", "MAYAK_STORE": store]
        return try await MayakProcess.run(
            ["calendar"] + words,
            environment: fixed.merging(environment) { $1 },
            directory: directory.path
        )
    }

    private func json(_ outcome: MayakProcess.Outcome) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(outcome.output))
    }

    @Test("show --json has exactly the documented keys, and makes no store")
    func showOne() async throws {
        let day = try #require(try json(await run("show", "2026-05-09", "--market", "FO", "--json")) as? [String: Any])
        #expect(
            day.keys.sorted() == [
                "author", "date", "kind", "layer", "market", "note", "sessions", "slots", "trading",
            ]
        )
        #expect(day["kind"] as? String == "closed" && day["trading"] as? Bool == false)
        #expect((day["slots"] as? [String: [String]])?.keys.sorted() == ["futoi", "hi2", "obstats", "tradestats"])
        #expect(!FileManager.default.fileExists(atPath: store))
    }

    @Test("show --json prints all markets as an array, with sessions and slots", arguments: ["UTC", "Asia/Tokyo"])
    func showAll(_ zone: String) async throws {
        let outcome = try await run("show", "2026-01-09", "--json", environment: ["TZ": zone])
        let days = try #require(try json(outcome) as? [[String: Any]])
        #expect(days.map { $0["market"] as? String } == ["EQ", "FX", "FO"])
        let sessions = try #require(days[1]["sessions"] as? [[String: String]])
        #expect(sessions == [["name": "main", "open": "10:00", "close": "19:00"]])
        let slots = try #require(days[2]["slots"] as? [String: [String]])
        #expect(slots["obstats"]?.count == 176 && slots["obstats"]?.first == "08:55")
    }

    @Test("show knows today in Moscow, not on the host")
    func today() async throws {
        let late = ["MAYAK_CLOCK": "2026-11-20T22:30:00+00:00@0"]
        let outcome = try await run("show", "today", "--market", "FX", environment: late)
        #expect(outcome.text.hasPrefix("FX 2026-11-21 Saturday: closed\n"))
    }

    @Test("show follows the classic pin")
    func classic() async throws {
        let outcome = try await run(
            "show",
            "2026-11-20",
            "--market",
            "FO",
            environment: ["MAYAK_CALENDAR_PROFILE": "classic"]
        )
        #expect(outcome.text.contains("morning 09:00-14:00, main 14:05-18:50, evening 19:05-23:50"))
    }

    @Test("set, history and undo leave a trace and come back to the start")
    func setAndUndo() async throws {
        let set = try await run(
            "set",
            "2026-11-24",
            "--market",
            "all",
            "--kind",
            "closed",
            "--note",
            "works",
            "--author",
            "anna"
        )
        #expect(set.status == 0)
        #expect(
            set.text == """
                EQ 2026-11-24: normal 06:50-09:50,09:50-18:40,19:05-23:50 (weekday rule) → closed (edit by anna)  [edit 1]
                FX 2026-11-24: normal 10:00-19:00 (weekday rule) → closed (edit by anna)  [edit 2]
                FO 2026-11-24: normal 08:50-10:00,10:00-19:00,19:00-23:50 (weekday rule) → closed (edit by anna)  [edit 3]
                Applies when the scheduler starts.

                """
        )
        let short = try await run(
            "set",
            "2026-11-24",
            "--market",
            "fo",
            "--kind",
            "short",
            "--sessions",
            "10:00-14:00,19:45-23:50"
        )
        #expect(short.text.contains("closed (edit by anna) → short 10:00-14:00,19:45-23:50"))
        #expect(try await run("undo").text.contains("→ closed (edit by anna)"))
        // The second undo takes the whole first action back.
        let undone = try await run("undo")
        #expect(undone.status == 0)
        #expect(undone.text.split(separator: "\n").count { $0.contains("closed (edit by anna) → normal") } == 3)
        let nothing = try await run("undo")
        #expect(nothing.status == 65 && nothing.errors == "mayak calendar undo: there is no edit to undo\n")
        let history = try await run("history", "2026-11-24", "--market", "FX")
        #expect(history.text.split(separator: "\n").count == 2)
        #expect(history.text.contains("anna  FX 2026-11-24  no edit → closed, undone by"))

        let state = try StateStore(path: store, clock: SystemClock(), log: quiet)
        #expect(try await state.audit.latest(limit: 50).count == 8)
        await state.close()
    }

    @Test("set of days in a row leaves weekends alone where the kind does not mean them, and is one action")
    func range() async throws {
        // 28 and 29 November 2026 are a weekend.
        let set = try await run("set", "2026-11-26..2026-12-01", "--market", "FO", "--kind", "normal")
        #expect(set.status == 0)
        let dates = set.text.split(separator: "\n").compactMap { $0.split(separator: " ").dropFirst().first }
        #expect(dates.prefix(4) == ["2026-11-26:", "2026-11-27:", "2026-11-30:", "2026-12-01:"])
        #expect(try await run("undo").text.split(separator: "\n").count { $0.contains("FO 2026-1") } == 4)
        for days in ["2026-11-28..2026-11-29", "2026-12-02..2026-12-01", "2020-01-01..2026-01-01"] {
            let refused = try await run("set", days, "--market", "FO", "--kind", "normal")
            #expect(refused.status == 64 && refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
        }
    }

    @Test("set changes nothing where the audit trail cannot be written")
    func setWithoutAudit() async throws {
        _ = try await run("set", "2026-11-24", "--market", "EQ", "--kind", "closed")
        let database = try Connection(path: store)
        try database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        database.close()
        for words in [["set", "2026-11-25", "--market", "EQ", "--kind", "closed"], ["undo"]] {
            let refused = try await MayakProcess.run(
                ["calendar"] + words,
                environment: ["MAYAK_CLOCK": "2026-11-20T12:00:00+03:00@0", "MAYAK_STORE": store],
                directory: directory.path
            )
            #expect(refused.status != 0, "\(words): \(refused.text)")
        }
        let state = try StateStore(path: store, clock: SystemClock(), log: quiet)
        #expect(try await state.calendar.history().map(\.id) == [1])
        await state.close()
    }

    @Test("undo refuses an edit that a later one covers")
    func undoConflict() async throws {
        _ = try await run("set", "2026-11-24", "--market", "EQ", "--kind", "closed")
        _ = try await run("set", "2026-11-24", "--market", "EQ", "--kind", "unknown", "--author", "boris")
        let refused = try await run("undo", "1")
        #expect(refused.status == 65 && refused.errors.contains("EQ 2026-11-24 was edited again by boris"))
        #expect(try await run("undo", "99").status == 65)
    }

    @Test("set prints what the running scheduler made of the change")
    func impact() async throws {
        let state = try StateStore(path: store, clock: SystemClock(), log: quiet)
        try await state.processes.heartbeat(.scheduler)
        // The first edit of a fresh store: the import of the bundled days is revision 1.
        try await state.calendar.replaceLayer(.bundled, with: bundled().statements)
        let next = try await state.calendar.revision() + 1
        try await state.calendar.saveImpact(
            CalendarImpact(
                revision: next,
                jobsAdded: ["EQ1"],
                jobsRemoved: [],
                nextRuns: [CalendarImpact.NextRun(job: "EQ1", at: "2026-11-22 10:05:10")]
            )
        )
        await state.close()
        let set = try await run("set", "2026-11-22", "--market", "EQ", "--kind", "transferred")
        #expect(set.text.hasSuffix("Jobs added: EQ1\nJobs removed: none\nNext run of EQ1: 2026-11-22 10:05:10\n"))
        let silent = try await run("set", "2026-11-22", "--market", "EQ", "--kind", "closed")
        #expect(
            silent.text.hasSuffix("The scheduler has not answered within 3 s; the change applies when it runs again.\n")
        )
    }

    @Test("export carries the calendar to another store by import, and undo takes the import back")
    func exportAndImport() async throws {
        _ = try await run("set", "2026-11-24", "--market", "EQ", "--kind", "short", "--sessions", "10:00-14:00")
        _ = try await run("set", "2026-12-31", "--market", "FX", "--kind", "normal")
        let path = try directory.file("export.json")
        #expect(try await run("export", path).status == 0)
        let other = ["MAYAK_STORE": try directory.file("other.db")]
        let dry = try await run("import", path, "--dry-run", environment: other)
        #expect(dry.text.hasSuffix("2 days would change.\n"))
        let imported = try await run("import", path, environment: other)
        #expect(
            imported.status == 0 && imported.text.contains("EQ 2026-11-24") && imported.text.contains("FX 2026-12-31")
        )
        let again = try await run("import", path, environment: other)
        #expect(again.text == "Nothing to import: the calendar already says the same.\n")
        let shown = try await run("show", "2026-11-24", "--market", "EQ", environment: other)
        #expect(shown.text.contains("main 10:00-14:00"))
        _ = try await run("undo", environment: other)
        #expect(try await run("show", "2026-12-31", "--market", "FX", environment: other).text.contains(": closed"))
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let words: [String]
        let status: Int32
        let says: String
        var testDescription: String { words.joined(separator: " ") }
    }

    static let mistakes = [
        Mistake(words: ["show", "2026-02-30"], status: 64, says: "expected YYYY-MM-DD, DD.MM.YYYY"),
        Mistake(words: ["show", "today", "--market", "US"], status: 64, says: "one of EQ, FX, FO, all"),
        Mistake(words: ["set", "today", "--kind", "closed"], status: 64, says: "--market M is required"),
        Mistake(
            words: ["set", "today", "--market", "EQ", "--kind", "clsed"],
            status: 64,
            says: "did you mean 'closed'?"
        ),
        Mistake(
            words: ["set", "today", "--market", "EQ", "--kind", "short"],
            status: 64,
            says: "--sessions LIST is required"
        ),
        Mistake(
            words: ["set", "today", "--market", "EQ", "--kind", "closed", "--sessions", "10:00-11:00"],
            status: 64,
            says: "does not go with --kind closed"
        ),
        Mistake(
            words: ["set", "today", "--market", "EQ", "--kind", "short", "--sessions", "11:00-10:00"],
            status: 64,
            says: "such as 10:00-18:40,19:05-23:50"
        ),
        Mistake(words: ["import", "/nonexistent.json"], status: 65, says: "/nonexistent.json"),
        Mistake(
            words: ["show", "today", "--set", "calendar.file=/nonexistent.json"],
            status: 78,
            says: "calendar.file"
        ),
        Mistake(words: ["generate", "--facts", "/nonexistent.csv"], status: 65, says: "/nonexistent.csv"),
    ]

    @Test("names a mistake in one line and what is allowed", arguments: mistakes)
    func mistake(_ row: Mistake) async throws {
        let outcome = try await MayakProcess.run(
            ["calendar"] + row.words,
            environment: ["MAYAK_STORE": store],
            directory: directory.path
        )
        #expect(outcome.status == row.status)
        #expect(outcome.errors.contains(row.says), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: store))
    }

    @Test("sync takes the exchange's calendar over, verify lists where it differs")
    func syncAndVerify() async throws {
        let columns = ["currency", "futures", "stock"].flatMap {
            ["\($0)_workday", "\($0)_trade_session_date", "\($0)_reason"]
        }
        let names = (["tradedate"] + columns).map { "\"\($0)\"" }.joined(separator: ",")
        // 2026-11-24 is an ordinary Tuesday, 2026-12-12 a Saturday with sessions.
        let rows = #"""
            ["2026-11-24",1,null,"N",0,null,"H",1,null,"N"],
            ["2026-12-12",0,null,"W",1,"2026-12-14","W",1,"2026-12-14","W"]
            """#
        let server = try WebServer { request in
            let isFirstPage =
                request.queryValue("start") == nil && request.queryValue("from")?.hasPrefix("2026") == true
            return .json(#"{"off_days":{"columns":[\#(names)],"data":[\#(isFirstPage ? rows : "")]}}"#)
        }
        let remote = [
            "MOEX_PUBLIC_BASE_URL": server.baseURL, "MAYAK_RATE": "100", "MAYAK_CLOCK": "2026-11-20T12:00:00+03:00",
        ]
        let verified = try await run("verify", environment: remote)
        #expect(verified.status == 1)
        #expect(verified.text.hasPrefix("FO 2026-11-24: exchange says closed, rule (weekday rule) says normal\n"))
        #expect(verified.text.contains("6 days compared, 1 disagree\n"))

        let synced = try await run("sync", environment: remote)
        #expect(synced.status == 0)
        #expect(synced.text == "calendars: 6 days read, 6 changed\n")
        let shown = try await run("show", "2026-11-24", "--market", "FO")
        #expect(shown.text.hasPrefix("FO 2026-11-24 Tuesday: closed\n  layer       feed\n  by          moex-feed\n"))
        #expect(try await run("sync", environment: remote).text == "calendars: 6 days read, 0 changed\n")
        #expect(try await run("verify", "--stored").text == verified.text)
        await server.stop()
    }

    @Test("warns when few confirmed days lie ahead")
    func horizon() async throws {
        let server = try WebServer { _ in .html("<html></html>", status: 404) }
        let late = ["MOEX_PUBLIC_BASE_URL": server.baseURL, "MAYAK_CLOCK": "2026-12-10T12:00:00+03:00"]
        let failed = try await run("sync", environment: late)
        #expect(failed.status == 1 && failed.errors.contains("cannot be read"))
        await server.stop()
        let state = try StateStore(path: store, clock: SystemClock(), log: quiet)
        let day = try #require(CivilDate("2026-12-11"))
        let said = CalendarStatement(
            market: .equities,
            date: day,
            layer: .feed,
            kind: .normal,
            author: "moex-feed",
            saidAt: Timestamp(seconds: 0)
        )
        try await state.calendar.replaceLayer(.feed, with: [said])
        await state.close()
        let verified = try await run("verify", "--stored", environment: late)
        #expect(verified.status == 0)
        #expect(verified.text.contains("warning: FX: only 21 confirmed days lie ahead, fewer than 30\n"))
    }

    @Test("a binary that was copied alone has its calendar with it; another name than the usual one is looked for")
    func alone() async throws {
        let program = "\(directory.path)/bin/mayak"
        try FileManager.default.createDirectory(atPath: "\(directory.path)/bin", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: MayakProcess.path, toPath: program)
        let fixed = ["MAYAK_CLOCK": "2026-11-20T12:00:00+03:00@0", "MAYAK_STORE": store]
        func run(_ words: String..., named name: String = "") async throws -> MayakProcess.Outcome {
            let named = name.isEmpty ? [:] : ["MAYAK_CALENDAR_FILE": name]
            return try await MayakProcess.run(
                words,
                environment: fixed.merging(named) { $1 },
                directory: directory.path,
                program: program
            )
        }
        let shown = try await run("calendar", "show", "2027-01-04", "--json")
        let known = try await self.run("show", "2027-01-04", "--json")
        #expect(shown.status == 0 && !shown.text.isEmpty && shown.text == known.text, "\(shown.text)\(shown.errors)")
        let job = try await run("run-job", "risk_checks")
        #expect(job.status == 0 && job.text.contains("no portfolio yet"), "\(job.text)\(job.errors)")
        let absent = try await run("calendar", "show", named: "other.json")
        #expect(absent.status == 78 && absent.errors.contains("calendar.file: other.json: cannot be opened"))
    }

    private var quiet: Log { Log(component: "test", threshold: .critical, clock: SystemClock()) }

    private func bundled() throws -> CalendarFile {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try CalendarFile.load(root.appending(path: CalendarFile.defaultName).path)
    }
}
