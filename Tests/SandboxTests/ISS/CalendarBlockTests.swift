import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Calendars and sessions")
struct CalendarBlockTests {
    @Test(
        "each market names its periods in its own way",
        arguments: [
            (
                "stock", "2024-07-15",
                [
                    "1 system 10:00:00 18:40:00", "2 system 19:05:00 23:50:00", "1 oa 09:55:00 10:00:00",
                    "1 ca 18:45:00 18:50:00", "2 oa 19:00:00 19:05:00",
                ]
            ),
            (
                "currency", "2024-07-15",
                ["1 oa_booking 09:50:00 09:59:30", "1 oa_pricing 09:59:30 ", "1 system 10:00:00 19:00:00"]
            ),
            (
                "stock", "2026-01-12",
                [
                    "0 system 06:50:00 09:50:00", "1 system 09:50:00 18:40:00", "2 system 19:05:00 23:50:00",
                    "1 ca 18:45:00 18:50:00", "2 oa 19:00:00 19:05:00",
                ]
            ),
            ("stock", "2024-07-14", []),
        ]
    )
    func periods(engine: String, date: String, expected: [String]) async throws {
        let fixture = try SandboxFixture()
        let page = try await fixture.json("/iss/calendars/\(engine)/session.json", [("date", date)])
        let rows = ISSRows(page, "session").rows.map { row in
            let times = "\(row.text("time_from")) \(row.text("time_till"))"
            return "\(Int(row.number("tradingsession"))) \(row.text("type")) \(times)"
        }
        #expect(rows == expected)
    }

    @Test("futures have datetimes and their clearings, until the single session of 2026")
    func futures() async throws {
        let fixture = try SandboxFixture()
        let page = try await fixture.json("/iss/calendars/futures/session.json")
        let rows = ISSRows(page, "session").rows.map {
            "\($0.text("type")) \($0.text("from").suffix(8)) \($0.text("till").suffix(8))"
        }
        #expect(
            rows == [
                "morning_session 09:00:00 14:00:00", "clearing_session 14:00:00 14:05:00",
                "main_session 14:05:00 18:50:00",
                "clearing_session 18:50:00 19:05:00", "evening_session 19:05:00 23:50:00",
            ]
        )
        let single = try await fixture.json("/iss/calendars/futures/session.json", [("date", "2026-06-15")])
        #expect(!ISSRows(single, "session").texts("type").contains("clearing_session"))
        let public_ = try await fixture.json("/iss/engines/futures.json")
        #expect(ISSRows(public_, "session_schedule").rows.count == 5)
        #expect(try await fixture.json("/iss/engines/stock.json").at("session_schedule") == nil)
    }

    @Test("contracts say whether they trade on weekends")
    func contracts() async throws {
        let fixture = try SandboxFixture()
        let rows = ISSRows(try await fixture.json("/iss/calendars/futures/securities.json"), "forts")
        #expect(rows.rows.count == 40)
        let flags = Dictionary(uniqueKeysWithValues: rows.rows.map { ($0.text("secid"), $0.number("weekend_session")) })
        #expect(flags["SiU4"] == 1 && flags["SRU4"] == 0)
    }

    @Test("the year's calendar: all days on demand, exceptions by itself, pages by start")
    func offDays() async throws {
        let fixture = try SandboxFixture()
        let year = [("from", "2024-01-01"), ("till", "2024-12-31")]
        let all = ISSRows(try await fixture.json("/iss/calendars.json", year + [("show_all_days", "1")]), "off_days")
        #expect(all.rows.count == 366)
        let exceptions = ISSRows(try await fixture.json("/iss/calendars.json", year), "off_days")
        #expect(exceptions.rows.count == 104)
        let rest = ISSRows(try await fixture.json("/iss/calendars.json", year + [("start", "100")]), "off_days")
        #expect(rest.texts("tradedate") == Array(exceptions.texts("tradedate").dropFirst(100)))
    }
}
