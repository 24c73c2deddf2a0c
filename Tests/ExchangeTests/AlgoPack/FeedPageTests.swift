import Market
import TestKit
import Testing

@testable import Exchange

@Suite("Feed page")
struct FeedPageTests {
    static func blocks(_ text: String, _ name: String = "data") throws -> [ISSBlock] {
        [try #require(try ISSDocument.json(Array(text.utf8)).block(name))]
    }

    @Test("sums rows up by slot, whatever their order")
    func slots() throws {
        let text = """
            {"data":{"columns":["tradedate","tradetime","secid","vol","SYSTIME"],"data":[
            ["2030-01-15","10:10:00","B",5,"2030-01-15 10:10:12"],
            ["2030-01-15","10:10:00","A",7,"2030-01-15 10:10:14"],
            ["2030-01-15","10:05:00","A",1,"2031-01-01 00:00:00"],
            ["2030-01-15","10:10:00","A",7,null]]}}
            """
        let page = FeedPage(feed: Feed(.equities, .tradestats), blocks: try Self.blocks(text), link: "l")
        let date = try #require(CivilDate("2030-01-15"))
        #expect(page.rowCount == 4)
        #expect(page.labels(on: date).map(\.shortDescription) == ["10:05", "10:10"])
        #expect(page.secids == [SecID("A"), SecID("B")])
        #expect(page.date == date)
        #expect(page.lastLabel == TimeOfDay("10:10"))
        // The recalculated older slot does not count.
        #expect(page.lastSystime == MoscowTime.instant("2030-01-15 10:10:14"))
        #expect(page.slots.last?.firstSystime == MoscowTime.instant("2030-01-15 10:10:12"))
        #expect(page.slots.last?.publicationDelay == .seconds(14))
        #expect(page.slots.last?.rowCount == 3)
        #expect(page.mostTraded() == SecID("A"))
    }

    @Test("reads FUTOI by its own column names")
    func futoi() throws {
        let text = """
            {"futoi":{"columns":["sess_id","seqnum","tradedate","tradetime","ticker","clgroup","pos","pos_long","pos_short",
            "pos_long_num","pos_short_num","systime","trade_session_date"],
            "data":[[9001,2,"2030-01-15","10:10:00","ZZ","YUR",-50,100,-150,4,6,"2030-01-15 10:10:08","2030-01-15"],
                    [9001,2,"2030-01-15","10:10:00","ZZ","FIZ",50,90,-40,30,12,"2030-01-15 10:10:08","2030-01-15"]]}}
            """
        let page = FeedPage(feed: Feed(.futures, .futoi), blocks: try Self.blocks(text, "futoi"), link: "l")
        #expect(page.drift.isEmpty)
        #expect(page.secids == [SecID("ZZ")])
        #expect(page.slots.map(\.publicationDelay) == [.seconds(8)])
    }

    @Test("reports new, lost and retyped columns")
    func drift() throws {
        let text = """
            {"data":{"metadata":{"extra":{"type":"double"}},"columns":["tradedate","tradetime","secid","metric","value","extra"],
            "data":[["2030-01-15","18:40:00","A","hhi_volume","high",null]]}}
            """
        let page = FeedPage(feed: Feed(.equities, .hi2), blocks: try Self.blocks(text), link: "l")
        #expect(page.drift.new == [ColumnShape("extra", .double)])
        #expect(page.drift.lost.map(\.name) == ["reference", "SYSTIME"])
        #expect(page.drift.retyped == [.init(name: "value", expected: .double, found: .string)])
        #expect(page.drift.description == "new: extra; lost: reference, SYSTIME; retyped: value double → string")
        #expect(page.lastSystime == nil)
    }

    @Test("a double without a fraction, an empty column and an absent optional column are no drift")
    func noDrift() throws {
        let text = """
            {"data":{"columns":["tradedate","tradetime","secid","asset_code","metric","value","reference","SYSTIME"],
            "data":[["2030-01-15","18:40:00","A","X","hhi_volume",120,null,"2030-01-15 18:45:02"]]}}
            """
        #expect(FeedPage(feed: Feed(.futures, .hi2), blocks: try Self.blocks(text), link: "l").drift.isEmpty)
        let without = text.replacing(#""asset_code","#, with: "").replacing(#""X","#, with: "")
        #expect(FeedPage(feed: Feed(.futures, .hi2), blocks: try Self.blocks(without), link: "l").drift.isEmpty)
    }

    struct Width: CustomTestStringConvertible, Sendable {
        let feed: Feed
        let count: Int
        let optional: Int
        var testDescription: String { "\(feed)" }
    }

    // Counted by hand in docs/reference/algopack.md, Columns.
    static let knownWidths: [Width] = [
        Width(feed: Feed(.equities, .tradestats), count: 27, optional: 4),
        Width(feed: Feed(.currency, .tradestats), count: 27, optional: 0),
        Width(feed: Feed(.futures, .tradestats), count: 33, optional: 0),
        Width(feed: Feed(.equities, .orderstats), count: 26, optional: 0),
        Width(feed: Feed(.currency, .orderstats), count: 20, optional: 0),
        Width(feed: Feed(.equities, .obstats), count: 21, optional: 0),
        Width(feed: Feed(.currency, .obstats), count: 30, optional: 0),
        Width(feed: Feed(.futures, .obstats), count: 35, optional: 0),
        Width(feed: Feed(.equities, .hi2), count: 7, optional: 0),
        Width(feed: Feed(.futures, .hi2), count: 8, optional: 1),
        Width(feed: Feed(.futures, .futoi), count: 13, optional: 1),
    ]

    @Test("knows every column once", arguments: knownWidths)
    func widths(_ width: Width) {
        let columns = FeedSchema.expected(width.feed).columns
        #expect(columns.count == width.count)
        #expect(Set(columns.map(\.shape.name)).count == width.count)
        #expect(columns.count(where: \.isOptional) == width.optional)
    }

    /// Real rows of 2023, without the columns that their recorder left out.
    @Test(
        "real rows fit the schema",
        .enabled(if: ISSDocumentCSVTests.realFile != nil, "shared/data is absent"),
        arguments: [Endpoint.tradestats, .orderstats, .obstats]
    )
    func realRows(_ endpoint: Endpoint) throws {
        let path = try #require(sharedData("algopack/eq_\(endpoint)_2023-11-01_10.csv"))
        let document = try ISSDocument.csv(try bytes(of: path))
        let page = FeedPage(feed: Feed(.equities, endpoint), blocks: document.blocks, link: "l")
        #expect(page.drift.new.isEmpty)
        #expect(page.drift.lost.map(\.name) == ["SYSTIME"])
        #expect(page.secids.count == 10)
        #expect(Set(page.slots.map(\.date)).count == 8)
    }
}
