import Exchange
import Market
import Platform
import Testing

/// The real client against a server on loopback; payloads are made by hand after docs/reference/algopack.md, Calendars.
@Suite("Calendar feed", .timeLimit(.minutes(5)))
struct CalendarFeedTests {
    static func date(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    /// Answers paths of `/iss` from a table; everything else gets the login page that the exchange sends with 200.
    func withFeed(
        _ answers: [String: String],
        now: String = "2026-06-10 09:00:00",
        _ body: (CalendarFeed) async throws -> Void
    ) async throws {
        let server = try WebServer { request in
            let start = request.queryValue("start").map { "?start=\($0)" } ?? ""
            let year = request.queryValue("from").map { "@\($0.prefix(4))" } ?? ""
            guard let text = answers[request.path + year + start] ?? answers[request.path + start] else {
                return .html("<html>login</html>")
            }
            return WebResponse(headers: [("Content-Type", "application/json")], body: Array(text.utf8))
        }
        try await ask(server, now: now, body)
    }

    func ask(
        _ server: WebServer,
        now: String = "2026-06-10 09:00:00",
        _ body: (CalendarFeed) async throws -> Void
    ) async throws {
        let http = HTTPClient()
        var options = ISSOptions()
        options.publicURL = "\(server.baseURL)/iss"
        options.maximumTries = 1
        let clock = ReplayClock(start: try #require(MoscowTime.instant(now)))
        try await body(
            CalendarFeed(
                iss: ISSClient(
                    options: options,
                    http: http,
                    clock: clock,
                    log: Log(component: "test", threshold: .critical, clock: clock)
                ),
                clock: clock
            )
        )
        await http.shutdown()
        await server.stop()
    }

    static let columns = #"""
        ["tradedate","currency_workday","currency_trade_session_date","currency_reason","futures_workday",
        "futures_trade_session_date","futures_reason","stock_workday","stock_trade_session_date","stock_reason"]
        """#

    static func offDays(_ rows: String) -> String {
        #"{"off_days":{"columns":\#(columns),"data":[\#(rows)]}}"#
    }

    func words(_ statements: [CalendarStatement]) -> [String] {
        statements.sorted { ($0.date, $0.market) < ($1.date, $1.market) }
            .map { "\($0.market) \($0.date) \($0.kind)" + ($0.tradeDate.map { " of \($0)" } ?? "") }
    }

    @Test("reads all markets of off_days, reasons, and null as no data yet")
    func offDays() async throws {
        let rows = #"""
            ["2026-06-11",1,"2026-06-11","N",1,"2026-06-11","N",1,"2026-06-11","N"],
            ["2026-06-12",0,null,"H",1,"2026-06-15","W",1,"2026-06-15","W"],
            ["2026-06-13",0,null,"W",1,"2026-06-15","W",null,null,null],
            ["2026-06-20",1,"2026-06-20","T",1,"2026-06-20","T",0,null,"H"]
            """#
        let answers = ["/iss/calendars.json": Self.offDays(rows), "/iss/calendars.json?start=4": Self.offDays("")]
        try await withFeed(answers) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-01"), through: try Self.date("2026-06-30"))
            #expect(report.source == .offDays)
            #expect(
                words(report.statements) == [
                    "EQ 2026-06-11 normal", "FX 2026-06-11 normal", "FO 2026-06-11 normal",
                    "EQ 2026-06-12 weekend_session of 2026-06-15", "FX 2026-06-12 closed",
                    "FO 2026-06-12 weekend_session of 2026-06-15", "FX 2026-06-13 closed",
                    "FO 2026-06-13 weekend_session of 2026-06-15", "EQ 2026-06-20 closed", "FX 2026-06-20 transferred",
                    "FO 2026-06-20 transferred",
                ]
            )
            #expect(report.statements.allSatisfy { $0.layer == .feed && $0.author == "moex-feed" && $0.isConfirmed })
        }
    }

    @Test("asks year by year, page by page, and stops at a server that ignores start")
    func paging() async throws {
        let first = #"["2026-12-30",1,null,"N",1,null,"N",1,null,"N"]"#
        let second = #"["2026-12-31",0,null,"H",0,null,"H",0,null,"H"]"#
        let next = #"["2027-01-01",0,null,"H",0,null,"H",0,null,"H"]"#
        let answers = [
            "/iss/calendars.json@2026": Self.offDays(first), "/iss/calendars.json@2026?start=1": Self.offDays(second),
            "/iss/calendars.json@2026?start=2": Self.offDays(""), "/iss/calendars.json@2027": Self.offDays(next),
            "/iss/calendars.json@2027?start=1": Self.offDays(next),
        ]
        try await withFeed(answers) { feed in
            let report = try await feed.report(from: try Self.date("2026-12-30"), through: try Self.date("2027-01-31"))
            let equities = words(report.statements).filter { $0.hasPrefix("EQ") }
            #expect(equities == ["EQ 2026-12-30 normal", "EQ 2026-12-31 closed", "EQ 2027-01-01 closed"])
        }
    }

    @Test("falls back to the calendars of single markets")
    func markets() async throws {
        func table(_ rows: String) -> String {
            #"{"days":{"columns":["tradedate","is_traded","trade_session_date","reason","updatetime"],"data":[\#(rows)]}}"#
        }
        var answers: [String: String] = [:]
        for engine in ["stock", "currency", "futures"] {
            answers["/iss/calendars/\(engine).json"] = table(
                #"["2026-06-12",\#(engine == "currency" ? 0 : 1),"2026-06-15","W","2026-05-01 10:00:00"]"#
            )
            answers["/iss/calendars/\(engine).json?start=1"] = table("")
        }
        try await withFeed(answers) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-01"), through: try Self.date("2026-06-30"))
            #expect(report.source == .markets)
            #expect(report.remarks.count == 1 && report.remarks[0].contains("not_data"))
            let expected = [
                "EQ 2026-06-12 weekend_session of 2026-06-15", "FX 2026-06-12 closed",
                "FO 2026-06-12 weekend_session of 2026-06-15",
            ]
            #expect(words(report.statements) == expected)
            #expect(report.statements[0].saidAt == MoscowTime.instant("2026-05-01 10:00:00"))
        }
    }

    static func engine(_ rows: String) -> String {
        #"{"dailytable":{"columns":["date","is_work_day","start_time","stop_time"],"data":[\#(rows)]}}"#
    }

    @Test("falls back to the public table of exceptions, as provisional")
    func engines() async throws {
        let rows = #"""
            ["2026-06-12",0,null,null],["2026-06-13",1,"09:50:00","19:00:00"],["2026-06-20",1,"06:50:00","23:50:00"],
            ["2026-06-22",1,"06:50:00","23:50:00"],["2026-06-27",1,"06:50:00","00:00:00"],["2027-01-01",0,null,null]
            """#
        var answers: [String: String] = [:]
        for engine in ["stock", "currency", "futures"] { answers["/iss/engines/\(engine).json"] = Self.engine(rows) }
        try await withFeed(answers) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-01"), through: try Self.date("2026-06-30"))
            #expect(report.source == .engines && report.remarks.count == 2)
            let expected = [
                "FO 2026-06-12 closed", "FO 2026-06-13 weekend_session", "FO 2026-06-20 transferred",
                "FO 2026-06-22 normal", "FO 2026-06-27 transferred",
            ]
            #expect(words(report.statements).filter { $0.hasPrefix("FO") } == expected)
            #expect(report.statements.allSatisfy { !$0.isConfirmed })
        }
    }

    @Test("fails with the last source's error when none answers")
    func nothing() async throws {
        try await withFeed([:]) { feed in
            await #expect(throws: ExchangeError.self) {
                try await feed.report(from: try Self.date("2026-06-01"), through: try Self.date("2026-06-30"))
            }
        }
    }

    @Test("keeps what a better source said when only the public table answers")
    func merging() throws {
        let day = try Self.date("2026-08-01")
        let good = statement(day, .closed, author: "moex-feed")
        let other = statement(day.adding(days: 1), .closed, author: "moex-feed")
        let weak = statement(day, .weekendSession, author: "moex-engines")
        let later = statement(day.adding(days: 7), .weekendSession, author: "moex-engines")
        let poor = CalendarFeedReport(source: .engines, statements: [weak, later])
        #expect(poor.merged(into: [other, good]) == [good, other, later])
        let better = CalendarFeedReport(source: .offDays, statements: [good])
        #expect(better.merged(into: [weak, later]) == [good, later])
    }

    func statement(_ date: CivilDate, _ kind: DayKind, author: String) -> CalendarStatement {
        CalendarStatement(
            market: .equities,
            date: date,
            layer: .feed,
            kind: kind,
            author: author,
            saidAt: Timestamp(seconds: 0)
        )
    }

    @Test(
        "answers a calendar of another shape with a typed error",
        arguments: [
            #"{"off_days":{"columns":["tradedate"],"data":[["2026-06-10"]]}}"#,
            #"{"other":{"columns":["a"],"data":[]}}"#, "{}",
        ]
    )
    func otherShape(_ text: String) async throws {
        try await withFeed(["/iss/calendars.json": text]) { feed in
            await #expect(throws: ExchangeError.self) {
                try await feed.report(from: try Self.date("2026-06-10"), through: try Self.date("2026-06-10"))
            }
        }
    }
}
