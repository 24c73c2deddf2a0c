import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Calendar keeper", .timeLimit(.minutes(5)))
struct CalendarKeeperTests {
    private static func future(_ kind: DayKind) -> CalendarStatement {
        var statement = MonitorRig.statement(.equities, kind, layer: .bundled)
        statement.date = MonitorRig.date.adding(days: 4)
        return statement
    }

    @Test("reads the exchange's calendar into its layer, once for the same content")
    func sync() async throws {
        try await withRig("06:05:20") { rig in
            let keeper = try rig.keeper
            let first = try await keeper.sync()
            #expect(first.contains("0 disagree"), "\(first)")
            let revision = try await rig.store.calendar.revision()
            #expect(try await keeper.sync().contains(" 0 changed"))
            #expect(try await rig.store.calendar.revision() == revision)
            #expect(try await rig.open() == [])
        }
    }

    @Test("an unreadable calendar is told in the result and changes nothing")
    func unreadable() async throws {
        try await withRig("06:05:20") { rig in
            try rig.fault(.serverError, "exchange", from: "06:00:00") { $0.status = 500 }
            #expect(try await rig.keeper.sync() == "not read: server_error")
        }
    }

    @Test("a disagreement about today hides the feeds' symptoms until a person has edited the day")
    func disagreement() async throws {
        let statements =
            MonitorRig.known.filter { $0.market != .equities }
            + [MonitorRig.statement(.equities, .closed, layer: .bundled)]
        try await withRig("06:05:20", statements: statements) { rig in
            _ = try await rig.keeper.sync()
            #expect(try await rig.open() == ["calendar_mismatch/EQ/- firing"])
            #expect(try await rig.store.alerts.open().first?.severity == .critical)
            #expect(try await rig.store.alerts.open().first?.facts.days == [date("2024-07-15")])
            let dispute = try await rig.store.alerts.open().first?.facts.dispute
            #expect(dispute == .init(date: CivilDate(dayNumber: 19_919), feed: .normal, ours: .closed, layer: .bundled))
            let key = AlertKey(.staleness, Feed(.equities, .obstats))
            rig.clock.advance(to: MonitorRig.at("12:00:30"))
            try await rig.book.observe([.bad(key, value: 700, limit: 600)], date: MonitorRig.date)
            #expect(try await rig.heard() == ["post 1"])
            _ = try await rig.store.calendar.editDay(MonitorRig.statement(.equities, .normal, layer: .edit))
            try await rig.watch(at: "12:01:45")
            #expect(try await rig.open() == ["staleness/EQ/obstats pending"])
            try await rig.book.observe([.bad(key, value: 800, limit: 600)], date: MonitorRig.date)
            #expect(try await rig.heard().filter { $0 == "post 2" }.count == 1)
        }
    }

    @Test("a disagreement about another day hides nothing today")
    func laterDay() async throws {
        try await withRig("06:05:20", statements: MonitorRig.known + [Self.future(.closed)]) { rig in
            _ = try await rig.keeper.sync()
            #expect(try await rig.open() == ["calendar_mismatch/EQ/- firing"])
            let key = AlertKey(.staleness, Feed(.equities, .obstats))
            try await rig.book.observe([.bad(key, value: 700, limit: 600)], date: MonitorRig.date)
            #expect(try await rig.heard() == ["post 1", "post 2"])
        }
    }

    @Test("announced hours are kept by a second reading, and are no disagreement that hides anything")
    func announcedHours() async throws {
        var short = MonitorRig.statement(.equities, .short, layer: .bundled)
        short.sessions = TradingSession.list("main 11:00-14:00", namedLike: [])
        try await withRig("08:05:20", exchangeSays: [short]) { rig in
            let keeper = try rig.keeper
            _ = try await keeper.sync()
            let first = try await rig.calendars.calendar().day(MonitorRig.date, .equities).sessions
            #expect(first == short.sessions)
            #expect(try await rig.open() == [])
            let again = try await keeper.sync()
            #expect(again.contains(" 0 changed"), "\(again)")
            #expect(try await rig.calendars.calendar().day(MonitorRig.date, .equities).sessions == first)
        }
    }

    @Test("announced hours stay when the next answer says nothing of them, and go when it says that they are ours")
    func keptHours() async throws {
        var short = MonitorRig.statement(.equities, .short, layer: .bundled)
        short.sessions = TradingSession.list("main 11:00-14:00", namedLike: [])
        try await withRig("08:05:20", exchangeSays: [short]) { rig in
            func sessions() async throws -> [TradingSession]? {
                try await rig.calendars.calendar().day(MonitorRig.date, .equities).sessions
            }
            let keeper = try rig.keeper
            _ = try await keeper.sync()
            #expect(try await sessions() == short.sessions)
            let table = { (rows: String) in
                #"{"session":{"columns":["tradingsession","boardid","time_from","time_till"],"data":[\#(rows)]}}"#
            }
            for answer in [WebResponse.text("no", status: 403), .json(table(""))] {
                rig.answer("stock/session", answer)
                try await rig.start()
                _ = try await rig.keeper.sync()
                #expect(try await sessions() == short.sessions)
            }
            rig.answer(
                "stock/session",
                .json(table(#"[1,"TQBR","09:50:00","18:50:00"],[2,"TQBR","19:00:00","00:00:00"]"#))
            )
            _ = try await rig.keeper.sync()
            #expect(try await sessions()?.map(\.description) == ["main 10:00-18:40", "evening 19:05-23:50"])
        }
    }

    @Test("hours are taken over although no calendar can be read")
    func hoursAlone() async throws {
        var short = MonitorRig.statement(.equities, .short, layer: .bundled)
        short.sessions = TradingSession.list("main 11:00-14:00", namedLike: [])
        try await withRig("08:05:20", exchangeSays: [short]) { rig in
            for path in [
                "calendars.json", "calendars/stock.json", "calendars/currency.json", "calendars/futures.json",
                "/engines/",
            ] {
                rig.answer(path, .text("no", status: 403))
            }
            let said = try await rig.keeper.sync()
            #expect(said == "not read: forbidden; hours: 1 changed, 0 disagree")
            #expect(try await rig.calendars.calendar().day(MonitorRig.date, .equities).sessions == short.sessions)
        }
    }
}
