import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("Reading the API", .timeLimit(.minutes(2)))
struct ReadingTests {
    private static let date = CivilDate(dayNumber: 19_919)  // 2024-07-15, a Monday

    private func alert(_ id: Int64, _ rule: AlertRule = .staleness) -> AlertRecord {
        var alert = AlertRecord(
            key: AlertKey(rule, market: .futures, endpoint: .obstats),
            severity: .warning,
            date: Self.date,
            openedAt: MoscowTime.instant(Self.date, .midnight) + .hours(10),
            value: 400,
            limit: 300
        )
        alert.id = id
        alert.state = .firing
        return alert
    }

    @Test("every list of the description answers, and nothing of it is a secret")
    func everything() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.admin)
            let described = try JSON.parse(try await dashboard.get("/api/openapi.json").body)
            let paths = try #require(described["paths"]?.members)
            var asked = 0
            for path in paths where path.value["get"] != nil && !path.name.contains("{") && path.name != "/api/events" {
                let answer = try await dashboard.get(path.name, token)
                #expect(answer.status == 200, "\(path.name): \(answer.text)")
                #expect(!answer.text.contains(token))
                _ = try JSON.parse(answer.body)
                asked += 1
            }
            #expect(asked >= 15)
        }
    }

    /// Reports of one day alone.
    private struct GivenReports: ReportService {
        func day(_ date: CivilDate) -> JSON? {
            date == ReadingTests.date ? ["date": .string("\(date)"), "comparedDays": 20] : nil
        }

        func week(of date: CivilDate) -> JSON? { date == ReadingTests.date ? ["days": 5] : nil }
    }

    @Test("a report is the one of its day or week; a day without one, and a process that makes none, say so")
    func reports() async throws {
        try await ServedDashboard.run(reports: GivenReports()) { dashboard in
            let token = try await dashboard.token(.viewer)
            let day = try await dashboard.get("/api/reports/2024-07-15", token)
            #expect(day.status == 200, "\(day.text)")
            #expect(try JSON.parse(day.body)["comparedDays"]?.int == 20)
            let week = try await dashboard.get("/api/reports/2024-07-15?week=true", token)
            #expect(try JSON.parse(week.body)["days"]?.int == 5)
            let none = try await dashboard.get("/api/reports/2024-07-14", token)
            #expect(none.status == 404 && none.text.contains("no sessions on 2024-07-14"))
            #expect(try await dashboard.get("/api/reports/yesterday", token).status == 404)
            #expect(try await dashboard.get("/api/reports/2024-07-15?week=1", token).status == 400)
            #expect(try await dashboard.get("/api/reports/2024-07-15").status == 401)
        }
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.viewer)
            #expect(try await dashboard.get("/api/reports/2024-07-15", token).status == 503)
        }
    }

    @Test("a feed's day has its slots, their delays and those that are missing")
    func feeds() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.viewer)
            let feed = Feed(.equities, .tradestats)
            var batch = StoreBatch()
            batch.feeds.slots = [5, 15].map { minute in
                let label = TimeOfDay(hour: 10, minute: minute) ?? .midnight
                return SlotRecord(
                    feed: feed,
                    date: Self.date,
                    label: label,
                    systime: MoscowTime.instant(Self.date, label) + .seconds(12 + minute),
                    receivedAt: MoscowTime.instant(Self.date, label) + .seconds(20),
                    rowCount: 200,
                    secidCount: 200
                )
            }
            try await dashboard.store.commit(batch)
            dashboard.clock.advance(by: .minutes(21))
            let answer = try await dashboard.get("/api/feeds?date=2024-07-15", token)
            let json = try JSON.parse(answer.body)
            let feeds = try #require(json["feeds"]?.array)
            let shown = try #require(
                feeds.first { $0["market"]?.string == "EQ" && $0["endpoint"]?.string == "tradestats" }
            )
            #expect(shown["points"]?.text == #"[["10:05",17,200],["10:15",27,200]]"#)
            #expect(shown["missing"]?.text == #"["10:10"]"#)
            #expect(shown["seen"]?.int == 2)
            #expect(shown["late"]?.int == 0)
            // 10:21 less 10:15:27.
            #expect(shown["age"]?.double == 333)
            let brief = try JSON.parse(try await dashboard.get("/api/feeds?points=false", token).body)
            #expect(brief["feeds"]?.array?.first?["points"] == nil)
        }
    }

    @Test("lists go on from page to page, and end")
    func pages() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.viewer)
            var batch = StoreBatch()
            var records: [AlertRecord] = []
            for (index, rule) in AlertRule.allCases.prefix(7).enumerated() {
                records.append(alert(Int64(index + 1), rule))
            }
            batch.alerts.records = records
            try await dashboard.store.commit(batch)
            var seen: [Int64] = []
            var path: String? = "/api/alerts?state=all&limit=3"
            while let asked = path {
                let page = try JSON.parse(try await dashboard.get(asked, token).body)
                seen += (page["alerts"]?.array ?? []).compactMap { $0["id"]?.int }
                path = page["next"]?.int.map { "/api/alerts?state=all&limit=3&cursor=\($0)" }
            }
            #expect(seen == records.map(\.id).reversed())
            let one = try await dashboard.get("/api/alerts/\(seen[0])", token)
            #expect(try JSON.parse(one.body)["events"]?.array?.count == 1)
            #expect(try await dashboard.get("/api/alerts/99", token).status == 404)
        }
    }

    @Test("who has an answer already gets 304")
    func tags() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.viewer)
            let first = try await dashboard.get("/api/calendar?from=2024-07-15&to=2024-07-21", token)
            let tag = try #require(first.header("ETag"))
            let again = try await dashboard.get(
                "/api/calendar?from=2024-07-15&to=2024-07-21",
                token,
                [("If-None-Match", "\"other\", W/\(tag)")]
            )
            #expect(again.status == 304 && again.body.isEmpty)
            #expect(first.header("Cache-Control") == "private, no-cache")
            let days = try #require(try JSON.parse(first.body)["days"]?.array)
            #expect(days.count == 21)
        }
    }

    @Test(
        "a wrong question is told the place and what is allowed",
        arguments: [
            ("/api/feeds?date=15.07.2024", 400, "date: cannot be '15.07.2024'"),
            ("/api/feeds?points=maybe", 400, "true or false"), ("/api/alerts?limit=0", 400, "from 1 to 500"),
            ("/api/alerts?colour=red", 400, "no parameter 'colour'"), ("/api/alerts?cursor=x", 400, "next"),
            ("/api/alerts?state=odd", 400, "open, all"), ("/api/alerts/x", 404, "openapi"),
            ("/api/calendar?from=2024-01-01&to=2026-01-01", 400, "at most a year"),
            ("/api/jobs/nothing/runs", 404, "no job 'nothing'"), ("/api/plots/EQ/hi2/2024-07-15.png", 503, "plots"),
            ("/api/nothing", 404, "openapi"),
        ] as [(String, Int, String)]
    )
    func mistakes(_ path: String, _ status: Int, _ words: String) async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.viewer)
            let answer = try await dashboard.get(path, token)
            #expect(answer.status == status)
            #expect(answer.header("Content-Type") == "application/problem+json")
            let problem = try JSON.parse(answer.body)
            #expect(problem["detail"]?.string?.contains(words) == true, "\(answer.text)")
            #expect(problem["status"]?.int == Int64(status))
        }
    }

    @Test("another method is refused with those that the path takes")
    func methods() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.admin)
            let answer = try await dashboard.post("/api/status", token)
            #expect(answer.status == 405)
            #expect(answer.header("Allow") == "GET, HEAD, OPTIONS")
        }
    }
}
