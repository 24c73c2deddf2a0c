import Market
import TestKit
import Testing

@Suite("Session profiles")
struct SessionProfilesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let market: AlgoPackSegment
        let day: String
        let sessions: String
        var testDescription: String { "\(market) \(day)" }
    }

    /// Seed 002's table first, then docs/reference/algopack.md, Sessions, at both sides of each change.
    static let table = [
        Case(market: .equities, day: "2024-07-15", sessions: "main 10:00-18:40, evening 19:05-23:50"),
        Case(market: .currency, day: "2024-07-15", sessions: "main 10:00-19:00"),
        Case(
            market: .futures,
            day: "2024-07-15",
            sessions: "morning 09:00-14:00, main 14:05-18:50, evening 19:05-23:50"
        ),
        Case(market: .currency, day: "2024-06-11", sessions: "main 07:00-19:00"),
        Case(market: .currency, day: "2024-06-13", sessions: "main 10:00-19:00"),
        Case(market: .currency, day: "2026-01-09", sessions: "main 10:00-19:00"),
        Case(market: .equities, day: "2025-01-24", sessions: "main 10:00-18:40, evening 19:05-23:50"),
        Case(
            market: .equities,
            day: "2025-01-27",
            sessions: "morning 06:50-09:50, main 09:50-18:40, evening 19:05-23:50"
        ),
        Case(
            market: .futures,
            day: "2025-12-30",
            sessions: "morning 09:00-14:00, main 14:05-18:50, evening 19:05-23:50"
        ),
        Case(
            market: .futures,
            day: "2026-03-19",
            sessions: "morning 08:50-14:00, main 14:05-18:50, evening 19:05-23:50"
        ),
        Case(
            market: .futures,
            day: "2026-03-23",
            sessions: "morning 08:50-10:00, main 10:00-19:00, evening 19:00-23:50"
        ),
    ]

    @Test("are those of the date", arguments: table)
    func byDate(_ row: Case) {
        #expect(calendar().day(date(row.day), row.market).sessions == sessions(row.sessions))
    }

    @Test("are the seed's at every date under the classic pin")
    func classic() {
        let pinned = calendar(pin: .classic)
        for row in Self.table.prefix(3) {
            for day in ["2024-02-01", "2024-07-15", "2025-06-02", "2026-11-20"] {
                #expect(pinned.day(date(day), row.market).sessions == sessions(row.sessions))
            }
        }
    }

    struct Weekend: Sendable {
        let market: AlgoPackSegment
        let day: String
        let sessions: [String]
    }

    @Test(
        "have weekend sessions from the day they were introduced",
        arguments: [
            Weekend(market: .equities, day: "2025-02-22", sessions: []),
            Weekend(market: .equities, day: "2025-03-01", sessions: ["weekend 09:50-19:00"]),
            Weekend(market: .futures, day: "2025-08-10", sessions: []),
            Weekend(market: .futures, day: "2025-08-16", sessions: ["weekend 09:50-19:00"]),
            Weekend(market: .futures, day: "2026-06-13", sessions: ["weekend 09:50-19:00"]),
            Weekend(market: .currency, day: "2026-06-13", sessions: []),
        ]
    )
    func weekend(_ row: Weekend) {
        let day = calendar(says(.feed, row.market, row.day, .weekendSession)).day(date(row.day), row.market)
        #expect(day.sessions.map(\.description) == row.sessions)
        #expect(day.isTrading == !row.sessions.isEmpty)
    }

    @Test("cover every market, dated and classic")
    func complete() {
        #expect(SessionProfiles.exchange.missing.isEmpty)
        #expect(SessionProfiles(dated: [], classic: []).missing == AlgoPackSegment.allCases)
    }
}
