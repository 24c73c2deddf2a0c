import Market
import Platform
import Testing

@testable import Exchange

/// What one source, year, market or page lacks takes nothing from the others.
extension CalendarFeedTests {
    @Test("goes on through small pages to the year's end")
    func smallPages() async throws {
        func row(_ date: CivilDate) -> String { #"["\#(date)",0,null,"H",0,null,"H",0,null,"H"]"# }
        let first = try Self.date("2026-01-01")
        var answers = ["/iss/calendars.json?start=365": Self.offDays("")]
        for start in stride(from: 0, to: 365, by: 10) {
            let dates = (start..<min(start + 10, 365)).map { first.adding(days: $0) }
            answers["/iss/calendars.json" + (start == 0 ? "" : "?start=\(start)")] = Self.offDays(
                dates.map(row).joined(separator: ",")
            )
        }
        try await withFeed(answers) { feed in
            let report = try await feed.report(from: first, through: try Self.date("2026-12-31"))
            #expect(report.statements.count == 365 * 3)
            #expect(report.remarks == [])
        }
    }

    @Test("a server whose pages never end is left, with a remark, and what it said is kept")
    func endlessPages() async throws {
        let server = try WebServer { request in
            guard request.path == "/iss/calendars.json",
                let from = request.queryValue("from").flatMap({ CivilDate($0) })
            else { return .html("<html>login</html>") }
            let date = from.adding(days: Int(request.queryValue("start") ?? "") ?? 0)
            let text = Self.offDays(#"["\#(date)",0,null,"H",0,null,"H",0,null,"H"]"#)
            return WebResponse(headers: [("Content-Type", "application/json")], body: Array(text.utf8))
        }
        try await ask(server) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-01"), through: try Self.date("2026-06-30"))
            #expect(report.source == .offDays && report.statements.count == 90)
            #expect(
                report.remarks.contains { $0.hasPrefix("calendars of") && $0.contains("not read beyond 400 pages") }
            )
        }
    }

    @Test(
        "a year that is not answered takes nothing from the one that is",
        arguments: [
            "", #"{"off_days":{"columns":[],"data":[]}}"#,
            #"{"off_days":{"columns":\#(CalendarFeedTests.columns),"data":[]}}"#,
        ]
    )
    func nextYear(_ next: String) async throws {
        var answers = [
            "/iss/calendars.json@2026": Self.offDays(#"["2026-12-09",0,null,"H",0,null,"H",0,null,"H"]"#),
            "/iss/calendars.json@2026?start=1": Self.offDays(""),
            "/iss/engines/stock.json": Self.engine(#"["2026-12-10",0,null,null],["2027-01-08",0,null,null]"#),
        ]
        if !next.isEmpty { answers["/iss/calendars.json@2027"] = next }
        try await withFeed(answers) { feed in
            let report = try await feed.report(from: try Self.date("2026-12-01"), through: try Self.date("2027-12-31"))
            #expect(report.source == .offDays)
            #expect(
                words(report.statements) == [
                    "EQ 2026-12-09 closed", "FX 2026-12-09 closed", "FO 2026-12-09 closed", "EQ 2027-01-08 closed",
                ]
            )
            // A year that is not announced yet is no news.
            let isUnknown = next.contains("tradedate")
            #expect(
                report.remarks.first?.hasPrefix("calendars of EQ 2027, FX 2027, FO 2027: ") == (isUnknown ? nil : true)
            )
            let known = ["2026-12-08", "2027-01-07"].map { self.known($0, author: "moex-feed") }
            let layer = report.merged(into: known.compactMap { $0 }).filter { $0.market == .equities }
            #expect(words(layer) == ["EQ 2026-12-09 closed", "EQ 2027-01-07 closed", "EQ 2027-01-08 closed"])
        }
    }

    @Test("a page that fails takes nothing from the pages before it")
    func brokenPage() async throws {
        let answers = [
            "/iss/calendars.json": Self.offDays(#"["2026-06-12",0,null,"H",0,null,"H",0,null,"H"]"#)
        ]
        try await withFeed(answers.merging(["/iss/calendars.json?start=1": "<html>"]) { $1 }) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-01"), through: try Self.date("2026-06-30"))
            #expect(words(report.statements).first == "EQ 2026-06-12 closed")
            #expect(report.remarks.first?.hasPrefix("calendars of EQ 2026") == true)
            let known = try #require(self.known("2026-06-15", author: "moex-feed"))
            #expect(report.merged(into: [known]).contains(known))
        }
    }

    @Test("a market without an answer takes nothing from the others, source by source")
    func marketByMarket() async throws {
        let columns = #"["tradedate","futures_workday","futures_reason"]"#
        let answers = [
            "/iss/calendars.json": #"{"off_days":{"columns":\#(columns),"data":[["2026-06-12",0,"H"]]}}"#,
            "/iss/calendars.json?start=1": #"{"off_days":{"columns":\#(columns),"data":[]}}"#,
            "/iss/calendars/currency.json":
                #"{"days":{"columns":["tradedate","is_traded","reason"],"data":[["2026-06-13",0,"H"]]}}"#,
            "/iss/calendars/currency.json?start=1":
                #"{"days":{"columns":["tradedate","is_traded","reason"],"data":[]}}"#,
            "/iss/engines/stock.json": Self.engine(#"["2026-06-14",0,null,null]"#),
        ]
        try await withFeed(answers) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-01"), through: try Self.date("2026-06-30"))
            #expect(
                words(report.statements) == ["FO 2026-06-12 closed", "FX 2026-06-13 closed", "EQ 2026-06-14 closed"]
            )
        }
    }

    @Test(
        "what a source says no more is withdrawn, as far as its answer reaches",
        arguments: ["moex-engines", "moex-feed"]
    )
    func withdrawn(author: String) async throws {
        let before = try #require(known("2026-06-09", author: author))
        let here = try #require(known("2026-06-12", author: author))
        let after = try #require(known("2026-07-01", author: author))
        let off =
            #"["2026-06-15",0,null,"H",0,null,"H",null,null,null],["2026-06-12",1,null,"N",1,null,"N",1,null,"N"]"#
        let calendars = ["/iss/calendars.json": Self.offDays(off), "/iss/calendars.json?start=2": Self.offDays("")]
        let undecided = try #require(known("2026-06-15", author: author))
        try await withFeed(calendars) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-10"), through: try Self.date("2026-06-30"))
            let layer = report.merged(into: [before, here, undecided, after]).filter { $0.market == .equities }
            let expected = [
                "EQ 2026-06-09 closed", "EQ 2026-06-12 normal", "EQ 2026-06-15 closed", "EQ 2026-07-01 closed",
            ]
            #expect(words(layer) == expected)
        }
        let engines = ["/iss/engines/stock.json": Self.engine(#"["2026-06-16",0,null,null]"#)]
        try await withFeed(engines) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-10"), through: try Self.date("2026-06-30"))
            var other = here
            other.market = .currency
            let layer = words(report.merged(into: [before, here, after, other]))
            let kept = author == "moex-feed" ? ["EQ 2026-06-12 closed"] : []
            let rest = ["FX 2026-06-12 closed", "EQ 2026-06-16 closed", "EQ 2026-07-01 closed"]
            #expect(layer == ["EQ 2026-06-09 closed"] + kept + rest)
        }
        try await withFeed(["/iss/engines/stock.json": Self.engine("")]) { feed in
            let report = try await feed.report(from: try Self.date("2026-06-10"), through: try Self.date("2026-06-30"))
            #expect(report.merged(into: [here]) == [here], "an empty table says nothing")
        }
    }

    @Test(
        "an answer that ends earlier than the last one withdraws nothing past its end",
        arguments: ["moex-engines", "moex-feed"]
    )
    func shorter(author: String) async throws {
        let known = try ["2026-06-12", "2026-06-16", "2026-06-22"].map { try #require(self.known($0, author: author)) }
        let off = #"["2026-06-12",0,null,"H",0,null,"H",0,null,"H"],["2026-06-16",1,null,"N",1,null,"N",1,null,"N"]"#
        let calendars = ["/iss/calendars.json": Self.offDays(off), "/iss/calendars.json?start=2": Self.offDays("")]
        let range = (first: try Self.date("2026-06-10"), last: try Self.date("2026-06-30"))
        try await withFeed(calendars) { feed in
            let report = try await feed.report(from: range.first, through: range.last)
            let layer = report.merged(into: known).filter { $0.market == .equities }
            #expect(words(layer) == ["EQ 2026-06-12 closed", "EQ 2026-06-16 normal", "EQ 2026-06-22 closed"])
        }
        guard author == "moex-engines" else { return }
        // Cut short: nothing is withdrawn; as many rows as before: one day in place of another, earlier or later.
        for (rows, expected) in [
            (["2026-06-12"], ["2026-06-12", "2026-06-16", "2026-06-22"]),
            (["2026-06-12", "2026-06-22"], ["2026-06-12", "2026-06-22"]),
            (["2026-06-12", "2026-06-16", "2026-06-19"], ["2026-06-12", "2026-06-16", "2026-06-19"]),
        ] {
            let table = rows.map { #"["\#($0)",0,null,null]"# }.joined(separator: ",")
            try await withFeed(["/iss/engines/stock.json": Self.engine(table)]) { feed in
                let report = try await feed.report(from: range.first, through: range.last)
                #expect(words(report.merged(into: known)) == expected.map { "EQ \($0) closed" })
            }
        }
    }

    @Test("announced hours stay while the day is traded")
    func hoursStay() throws {
        var hours = try #require(known("2026-06-10", author: "moex-feed"))
        hours.kind = .short
        hours.sessions = TradingSession.list("main 11:00-14:00", namedLike: [])
        let covered = [CalendarFeedReport.Source.offDays: Set([CalendarFeedReport.Day(.equities, hours.date)])]
        func merged(_ kind: DayKind?) -> [CalendarStatement] {
            let said = kind.map { [statement(hours.date, $0, author: "moex-feed")] } ?? []
            return CalendarFeedReport(source: .offDays, statements: said, covered: covered).merged(into: [hours])
        }
        #expect(merged(nil) == [hours] && merged(.normal) == [hours] && merged(.transferred) == [hours])
        #expect(merged(.closed).map(\.kind) == [.closed] && merged(.weekendSession).map(\.kind) == [.weekendSession])
    }

    /// A closed day of EQ that an earlier answer spoke of.
    func known(_ date: String, author: String) -> CalendarStatement? {
        CivilDate(date).map { statement($0, .closed, author: author) }
    }
}
