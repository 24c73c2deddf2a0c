import Market
import Platform
import Testing

@testable import Exchange

/// The hours of today.
extension CalendarFeedTests {
    struct Hours: Sendable, CustomTestStringConvertible {
        let name: String
        let rows: String
        let sessions: [String]?
        var testDescription: String { name }
    }

    static let futuresHours = [
        Hours(
            name: "as usual, auctions and clearings listed apart",
            rows: #"""
                ["morning_session","2026-06-10 08:59:00","2026-06-10 10:00:00"],
                ["main_session","2026-06-10 10:00:00","2026-06-10 18:50:00"],
                ["main_session","2026-06-10 18:50:00","2026-06-10 19:00:00"],
                ["evening_session","2026-06-10 19:05:00","2026-06-10 23:50:00"],
                ["settlement_session","2026-06-10 23:50:00","2026-06-10 23:59:00"]
                """#,
            sessions: nil
        ),
        Hours(
            name: "evening begins at 19:45",
            rows: #"""
                ["main_session","2026-06-10 08:50:00","2026-06-10 19:00:00"],
                ["evening_session","2026-06-10 19:45:00","2026-06-10 23:50:00"]
                """#,
            sessions: ["morning 08:50-10:00", "main 10:00-19:00", "evening 19:45-23:50"]
        ),
        Hours(
            name: "no evening",
            rows: #"""
                ["main_session","2026-06-10 08:50:00","2026-06-10 18:50:00"],
                ["evening_session","2026-06-09 19:05:00","2026-06-09 23:50:00"]
                """#,
            sessions: ["morning 08:50-10:00", "main 10:00-19:00"]
        ),
        Hours(
            name: "evening until the next date's midnight",
            rows: #"""
                ["morning_session","2026-06-10 08:50:00","2026-06-10 10:00:00"],
                ["main_session","2026-06-10 10:00:00","2026-06-10 19:00:00"],
                ["evening_session","2026-06-10 19:00:00","2026-06-11 00:00:00"]
                """#,
            sessions: nil
        ),
        Hours(
            name: "late evening until the next date's morning, and the night before it",
            rows: #"""
                ["evening_session","2026-06-09 19:00:00","2026-06-10 02:00:00"],
                ["main_session","2026-06-10 08:50:00","2026-06-10 19:00:00"],
                ["evening_session","2026-06-10 21:00:00","2026-06-11 02:00:00"]
                """#,
            sessions: ["morning 08:50-10:00", "main 10:00-19:00", "evening 21:00-23:50"]
        ),
        Hours(
            name: "times of the evening not known yet",
            rows: #"""
                ["main_session","2026-06-10 08:50:00","2026-06-10 19:00:00"],
                ["evening_session",null,null]
                """#,
            sessions: nil
        ),
        Hours(
            name: "an end of the evening not known yet, and a late morning",
            rows: #"""
                ["main_session","2026-06-10 09:30:00","2026-06-10 19:00:00"],
                ["evening_session","2026-06-10 19:00:00",null]
                """#,
            sessions: ["morning 09:30-10:00", "main 10:00-19:00", "evening 19:00-23:50"]
        ),
    ]

    static let equityHours = [
        Hours(
            name: "evening until midnight",
            rows:
                #"[0,"TQBR","06:50:00","09:50:00"],[1,"TQBR","09:50:00","18:50:00"],[2,"TQBR","19:00:00","00:00:00"]"#,
            sessions: nil
        ),
        Hours(
            name: "evening until one o'clock, from 21:00",
            rows:
                #"[0,"TQBR","06:50:00","09:50:00"],[1,"TQBR","09:50:00","18:50:00"],[2,"TQBR","21:00:00","01:00:00"]"#,
            sessions: ["morning 06:50-09:50", "main 09:50-18:40", "evening 21:00-23:50"]
        ),
        Hours(
            name: "evening until 24:00",
            rows:
                #"[0,"TQBR","06:50:00","09:50:00"],[1,"TQBR","09:50:00","18:50:00"],[2,"TQBR","19:00:00","24:00:00"]"#,
            sessions: nil
        ),
        Hours(
            name: "a period without length is none",
            rows:
                #"[0,"TQBR","06:50:00","09:50:00"],[1,"TQBR","09:50:00","18:50:00"],[2,"TQBR","00:00:00","00:00:00"]"#,
            sessions: ["morning 06:50-09:50", "main 09:50-18:40"]
        ),
    ]

    @Test("takes an evening until midnight or beyond for one that covers ours", arguments: equityHours)
    func midnight(_ row: Hours) async throws {
        let text = #"""
            {"session":{"columns":["tradingsession","boardid","time_from","time_till"],"data":[\#(row.rows)]}}
            """#
        try await withFeed(["/iss/calendars/stock/session.json": text]) { feed in
            let said = try await feed.hours(today: try today(.equities))
            #expect(said.sessions?.map(\.description) == row.sessions)
            #expect(said == .usual || row.sessions != nil)
        }
    }

    @Test("an answer without a period of today says nothing", arguments: ["", #"["evening_session",null,null]"#])
    func unsaidHours(_ rows: String) async throws {
        let text = #"{"session":{"columns":["type","from","till"],"data":[\#(rows)]}}"#
        try await withFeed(["/iss/calendars/futures/session.json": text]) { feed in
            let said = try await feed.hours(today: try today(.futures))
            #expect(said == .unsaid)
        }
    }

    @Test("one market's refusal does not hold back the others")
    func refusedHours() async throws {
        let text =
            #"{"session":{"columns":["type","from","till"],"data":[["main_session","2026-06-10 08:50:00","2026-06-10 23:50:00"]]}}"#
        try await withFeed(["/iss/calendars/futures/session.json": text]) { feed in
            for market in [AlgoPackSegment.currency, .equities] {
                await #expect(throws: ExchangeError.self) { try await feed.hours(today: try today(market)) }
            }
            let said = try await feed.hours(today: try today(.futures))
            #expect(said == .usual)
        }
    }

    /// An ordinary day of a market.
    func today(_ market: AlgoPackSegment, _ date: String = "2026-06-10") throws -> TradingDay {
        var known = statement(try Self.date("2026-01-01"), .closed, author: "x")
        known.market = market
        known.layer = .bundled
        return TradingCalendar(profiles: .exchange, statements: [known]).day(try Self.date(date), market)
    }

    @Test("takes over hours of today that differ by more than an auction", arguments: futuresHours)
    func hours(_ row: Hours) async throws {
        let text = #"{"session":{"columns":["type","from","till"],"data":[\#(row.rows)]}}"#
        try await withFeed(["/iss/calendars/futures/session.json": text]) { feed in
            let today = try today(.futures)
            let said = try await feed.hours(today: today)
            #expect(said.sessions?.map(\.description) == row.sessions)
            if case .other(let statement) = said { #expect(statement.kind == .short) }
            let tomorrow = try self.today(.futures, "2026-06-11")
            #expect(try await feed.hours(today: tomorrow) == .unsaid)
        }
    }
}

extension AnnouncedHours {
    fileprivate var sessions: [TradingSession]? {
        if case .other(let statement) = self { statement.sessions } else { nil }
    }
}
