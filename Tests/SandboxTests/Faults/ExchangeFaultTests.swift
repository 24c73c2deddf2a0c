import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Exchange faults")
struct ExchangeFaultTests {
    private static let path = "/iss/datashop/algopack/fo/obstats.json"
    private static let feed = FaultTarget.feed(Feed(.futures, .obstats))

    private func plan(_ fixture: SandboxFixture, _ fault: Fault, from: String, until: String?) {
        let until = until.map { SandboxFixture.at($0) }
        _ = fixture.server.setFault(ScheduledFault(fault, from: SandboxFixture.at(from), until: until))
    }

    /// Label and SYSTIME of the newest slot.
    private func newest(_ fixture: SandboxFixture, path: String = path) async throws -> (
        label: String, systime: String, rows: Int
    ) {
        let page = try await fixture.json(
            path,
            [("date", "2024-07-15"), ("latest", "1"), ("data.columns", "tradetime,SYSTIME")]
        )
        let rows = page.at("data", "data")?.array ?? []
        return (rows.first?.at(0)?.string ?? "", rows.first?.at(1)?.string ?? "", rows.count)
    }

    @Test("a stuck feed stands still, then everything comes at once")
    func stuck() async throws {
        let fixture = try SandboxFixture("12:20:00")
        plan(fixture, Fault(.stuck, Self.feed), from: "12:00", until: "12:30")
        #expect(try await newest(fixture).label == "11:55:00")
        #expect(try await newest(fixture, path: "/iss/datashop/algopack/fo/tradestats.json").label == "12:15:00")
        fixture.clock.advance(to: SandboxFixture.at("12:30:30"))
        let slot = try await newest(fixture)
        #expect(slot.label == "12:30:00" && slot.systime.hasPrefix("2024-07-15 12:30:0"))
        let page = try await fixture.json(
            Self.path,
            [("date", "2024-07-15"), ("iss.only", "data"), ("data.columns", "tradetime"), ("limit", "1000")]
        )
        #expect(page.at("data", "data")?.array?.isEmpty == false)
    }

    @Test("a late feed has late stamps, a hole never comes")
    func lateAndHole() async throws {
        let fixture = try SandboxFixture("12:09:00")
        var late = Fault(.late, Self.feed)
        late.seconds = 300
        plan(fixture, late, from: "12:00", until: "12:06")
        plan(fixture, Fault(.hole, Self.feed), from: "12:10", until: "12:15")
        #expect(try await newest(fixture).label == "12:00:00")
        fixture.clock.advance(to: SandboxFixture.at("12:14:00"))
        #expect(try await newest(fixture).label == "12:05:00")
        fixture.clock.advance(to: SandboxFixture.at("12:15:10"))
        let labels = try await fixture.json(
            "/iss/datashop/algopack/fo/obstats/SiU4.json",
            [("from", "2024-07-15"), ("till", "2024-07-15"), ("data.columns", "tradetime")]
        )
        let texts = labels.at("data", "data")?.array?.compactMap { $0.at(0)?.string } ?? []
        #expect(Array(texts.suffix(3)) == ["12:00:00", "12:05:00", "12:15:00"])
    }

    @Test("instruments vanish and appear, columns too")
    func rowsAndColumns() async throws {
        let fixture = try SandboxFixture("12:05:30")
        let usual = try await newest(fixture).rows
        var drop = Fault(.secidDrop, Self.feed)
        drop.count = 7
        plan(fixture, drop, from: "12:05", until: "12:10")
        #expect(try await newest(fixture).rows == usual - 7)
        var extra = Fault(.secidExtra, Self.feed)
        extra.count = 2
        plan(fixture, extra, from: "12:10", until: "12:15")
        fixture.clock.advance(to: SandboxFixture.at("12:10:30"))
        #expect(try await newest(fixture).rows == usual + 2)
        var column = Fault(.extraColumn, Self.feed)
        column.column = "novelty"
        plan(fixture, column, from: "12:10", until: nil)
        var lost = Fault(.lostColumn, Self.feed)
        lost.column = "levels_b"
        plan(fixture, lost, from: "12:10", until: nil)
        let page = try await fixture.json(Self.path, [("latest", "1")])
        let names = page.at("data", "columns")?.array?.compactMap(\.string) ?? []
        #expect(names.contains("novelty") && !names.contains("levels_b"))
        plan(fixture, Fault(.emptyDay, Self.feed), from: "12:10", until: nil)
        #expect(try await newest(fixture).rows == 0)
    }

    @Test("hi2 comes when its fault ends")
    func lateConcentration() async throws {
        let fixture = try SandboxFixture("19:10:00")
        plan(fixture, Fault(.hi2Late, .market(.futures)), from: "18:00", until: "20:00")
        let path = "/iss/datashop/algopack/fo/hi2.json"
        #expect(try await newest(fixture, path: path).rows == 0)
        #expect(try await newest(fixture, path: "/iss/datashop/algopack/eq/hi2.json").rows > 0)
        fixture.clock.advance(to: SandboxFixture.at("20:00:00"))
        #expect(try await newest(fixture, path: path).systime == "2024-07-15 20:00:00")
    }

    @Test(
        "answers to spoiled requests",
        arguments: [
            (.html200, 200, .none), (.unauthorized, 401, .none), (.forbidden, 403, .none),
            (.forbiddenTooMany, 403, .none),
            (.rateLimited, 429, .none), (.serverError, 500, .none), (.resetBefore, 200, .reset),
            (.resetAfter, 200, .reset),
        ] as [(Fault.Kind, Int, AnswerFault)]
    )
    func answers(kind: Fault.Kind, status: Int, spoiled: AnswerFault) async throws {
        let fixture = try SandboxFixture()
        var fault = Fault(kind, .exchange)
        fault.retryAfter = 30
        fault.times = 1
        plan(fixture, fault, from: "12:00", until: nil)
        let response = await fixture.get(Self.path)
        #expect(response.status == status)
        #expect(fixture.server.recorded.last?.fault == spoiled)
        if kind == .rateLimited { #expect(response.headers.contains { $0.0 == "Retry-After" && $0.1 == "30" }) }
        // Only once.
        #expect(await fixture.get(Self.path).status == 200)
    }

    @Test("a fault that is ended is over")
    func ending() async throws {
        let fixture = try SandboxFixture()
        let id = fixture.server.setFault(ScheduledFault(Fault(.serverError, .exchange), from: fixture.clock.now))
        #expect(await fixture.get(Self.path).status == 500)
        #expect(fixture.server.endFault(id))
        #expect(!fixture.server.endFault(id))
        #expect(await fixture.get(Self.path).status == 200)
    }
}
