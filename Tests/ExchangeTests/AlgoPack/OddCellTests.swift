import Market
import Testing

@testable import Exchange

/// One odd cell costs its row, not the column: the good cells are used, and the odd one is named.
@Suite("Odd cells")
struct OddCellTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let cells: String
        var unreadable: [SchemaDrift.Unreadable] = []
        /// Rows of the slot 10:10.
        var rows = 4
        var systime: String? = "2030-01-15 10:10:14"
        var volume = 8.0
        var testDescription: String { name }
    }

    static let rows = [
        Row(
            name: "all good",
            cells: #"["10:10:00",1,"2030-01-15 10:10:14"],["10:10:00",2,"2030-01-15 10:10:12"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",0,"2030-01-15 10:10:12"]"#
        ),
        Row(
            name: "one SYSTIME with a fraction",
            cells: #"["10:10:00",1,"2030-01-15 10:10:14"],["10:10:00",2,"2030-01-15 10:10:12.417"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",0,"2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "SYSTIME", count: 1, sample: "2030-01-15 10:10:12.417")]
        ),
        Row(
            name: "the first SYSTIME is a number",
            cells: #"["10:10:00",1,17],["10:10:00",2,"2030-01-15 10:10:14"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",0,"2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "SYSTIME", count: 1, sample: "17")]
        ),
        Row(
            name: "one time without seconds",
            cells: #"["10:10",1,"2030-01-15 10:10:14"],["10:10:00",2,"2030-01-15 10:10:14"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",0,"2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "tradetime", count: 1, sample: "10:10")],
            rows: 3
        ),
        Row(
            name: "SYSTIME null everywhere",
            cells: #"["10:10:00",1,null],["10:10:00",2,null],["10:10:00",5,null],["10:10:00",0,null]"#,
            unreadable: [.init(name: "SYSTIME", count: 4, sample: nil)],
            systime: nil
        ),
        Row(
            name: "a word among numbers",
            cells: #"["10:10:00",1,"2030-01-15 10:10:14"],["10:10:00","n/a","2030-01-15 10:10:12"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",2,"2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "vol", count: 1, sample: "n/a")]
        ),
        Row(
            name: "a word before the numbers",
            cells: #"["10:10:00","n/a","2030-01-15 10:10:14"],["10:10:00",1,"2030-01-15 10:10:12"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",2,"2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "vol", count: 1, sample: "n/a")]
        ),
        Row(
            name: "one fraction among whole numbers",
            cells: #"["10:10:00",1,"2030-01-15 10:10:14"],["10:10:00",2.5,"2030-01-15 10:10:12"],"#
                + #"["10:10:00",4,"2030-01-15 10:10:12"],["10:10:00",0.5,"2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "vol", count: 2, sample: "2.5")]
        ),
        Row(
            name: "objects, a flag and no number at all",
            cells: #"["10:10:00",{"a":1},"2030-01-15 10:10:14"],["10:10:00",true,{"t":1}],"#
                + #"["10:10:00",8,"2030-01-15 10:10:12"],["10:10:00",NaN,"2030-01-15 10:10:12"]"#,
            unreadable: [
                .init(name: "vol", count: 3, sample: #"{"a":1}"#),
                .init(name: "SYSTIME", count: 1, sample: #"{"t":1}"#),
            ]
        ),
        Row(
            name: "a label beside the grid",
            cells: #"["10:10:00",1,"2030-01-15 10:10:14"],["10:13:00",2,"2030-01-15 10:10:12"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",0,"2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "tradetime", count: 1, sample: "10:13:00")],
            rows: 3
        ),
        Row(
            name: "half of the cells are words",
            cells: #"["10:10:00",3,"2030-01-15 10:10:14"],["10:10:00","x","2030-01-15 10:10:12"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00","y","2030-01-15 10:10:12"]"#,
            unreadable: [.init(name: "vol", count: 2, sample: "x")]
        ),
        Row(
            name: "a number as text before the numbers",
            cells: #"["10:10:00","1","2030-01-15 10:10:14"],["10:10:00",2,"2030-01-15 10:10:12"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",0,"2030-01-15 10:10:12"]"#
        ),
        Row(
            name: "a number as text",
            cells: #"["10:10:00",1,"2030-01-15 10:10:14"],["10:10:00","2","2030-01-15 10:10:12"],"#
                + #"["10:10:00",5,"2030-01-15 10:10:12"],["10:10:00",0,"2030-01-15 10:10:12"]"#
        ),
    ]

    @Test("cost their row, and are named", arguments: rows)
    func oddCells(_ row: Row) throws {
        let cells = row.cells.replacing("[", with: #"["2030-01-15","A","#)
        let text = #"{"data":{"columns":["tradedate","secid","tradetime","vol","SYSTIME"],"data":[\#(cells)]}}"#
        let page = FeedPage(feed: Feed(.equities, .tradestats), blocks: try FeedPageTests.blocks(text), link: "l")
        #expect(page.drift.unreadable == row.unreadable && page.drift.retyped.isEmpty, "\(page.drift)")
        #expect(page.slots.map(\.rowCount) == [row.rows] && page.isReadable)
        #expect(page.lastSystime == row.systime.flatMap { MoscowTime.instant($0) })
        let volume = try #require(page.blocks[0].column("vol"))
        #expect((0..<4).compactMap { volume.double($0) }.reduce(0, +) == row.volume)
    }

    @Test(
        "a row of another width is left out and named, whatever stands in it",
        arguments: [
            (#"["2030-01-15","A","10:10:00"]"#, "3≠5"), (#"["2030-01-15","A","10:10:00",1.5,"x",7]"#, "6≠5"),
            ("[]", "0≠5"), ("null", "0≠5"), (#"["A",7,{"b":[1]},2]"#, "4≠5"),
        ]
    )
    func oddRows(row: String, width: String) throws {
        let good = #"["2030-01-15","A","10:10:00",3,"2030-01-15 10:10:14"]"#
        let columns = #"["tradedate","secid","tradetime","vol","SYSTIME"]"#
        for (rows, number) in [([row, good, good], 1), ([good, row, good], 2), ([good, good, row], 3)] {
            let list = rows.joined(separator: ",")
            let text = #"{"data":{"columns":\#(columns),"data":[\#(list)]}}"#
            let page = FeedPage(feed: Feed(.equities, .tradestats), blocks: try FeedPageTests.blocks(text), link: "l")
            #expect(page.rowCount == 2 && page.slots.map(\.rowCount) == [2], "\(text)")
            #expect(page.drift.unreadable == [.init(name: "№\(number)", count: 1, sample: width)], "\(page.drift)")
            #expect(page.drift.retyped == [] && page.blocks[0].column("vol")?.integer(1) == 3)
        }
    }

    @Test("times after the latest that there can be are odd cells; without a clock any time is possible")
    func future() throws {
        let cells =
            #"["10:10:00","2030-01-15 10:10:14"],["23:50:00","2030-01-15 10:10:12"],["10:10:00","2030-01-16 09:00:00"]"#
        let rows = cells.replacing("[", with: #"["2030-01-15","A","#)
        let text = #"{"data":{"columns":["tradedate","secid","tradetime","SYSTIME"],"data":[\#(rows)]}}"#
        let blocks = try FeedPageTests.blocks(text)
        let latest = MoscowTime.instant("2030-01-15 10:25:00")
        let page = FeedPage(feed: Feed(.equities, .obstats), blocks: blocks, link: "l", latest: latest)
        #expect(page.slots.map(\.label.description) == ["10:10:00"] && page.slots.map(\.rowCount) == [2])
        #expect(page.lastSystime == MoscowTime.instant("2030-01-15 10:10:14"))
        #expect(page.drift.unreadable.map(\.name) == ["tradetime", "SYSTIME"])
        #expect(page.drift.unreadable.map(\.count) == [1, 1])
        let untold = FeedPage(feed: Feed(.equities, .obstats), blocks: blocks, link: "l")
        #expect(untold.slots.count == 2 && untold.drift.unreadable.isEmpty)
    }

    @Test("a page whose time column has another name cannot be read")
    func renamed() throws {
        let text =
            #"{"data":{"columns":["tradedate","secid","time","SYSTIME"],"data":[["2030-01-15","A","10:10:00",null]]}}"#
        let page = FeedPage(feed: Feed(.equities, .tradestats), blocks: try FeedPageTests.blocks(text), link: "l")
        #expect(!page.isReadable && page.drift.lost.contains { $0.name == "tradetime" })
    }

    /// A plain cell of a column, of row `row`.
    private func plain(_ column: FeedSchema.Column, _ row: Int) -> String {
        switch (column.shape.name, column.shape.type) {
        case ("secid", _), ("ticker", _): "\"N\(row)\""
        case (_, .date): "\"2030-01-15\""
        case (_, .time): "\"10:10:00\""
        case (_, .datetime): "\"2030-01-15 10:10:14\""
        case (_, .integer): "\(row + 1)"
        case (_, .double): "\(row + 1).5"
        case (_, .string), (_, .unknown): "\"text\""
        }
    }

    /// A page of eight rows, one cell of which is replaced.
    private func page(_ feed: Feed, _ odd: (column: Int, row: Int, cell: String)?) throws -> FeedPage {
        let columns = FeedSchema.expected(feed).columns
        let rows = (0..<8).map { row in
            let cells = columns.indices.map { index in
                if let odd, odd.row == row, odd.column == index { odd.cell } else { plain(columns[index], row) }
            }
            return "[" + cells.joined(separator: ",") + "]"
        }
        let names = columns.map { "\"\($0.shape.name)\"" }.joined(separator: ",")
        let block = FeedSchema.names(feed.endpoint).block
        let text = "{\"\(block)\":{\"columns\":[\(names)],\"data\":[\(rows.joined(separator: ","))]}}"
        return FeedPage(
            feed: feed,
            blocks: try FeedPageTests.blocks(text, block),
            link: "l",
            latest: MoscowTime.instant("2030-01-15 10:25:00")
        )
    }

    static let oddValues = [
        "\"abc\"", "\"\"", "\" \"", "{}", "[]", "[1,2]", "true", "1e400", "-Infinity", "99999999999999999999999",
        "\"1,5\"",
        "\"2030-02-30\"", "\"25:00:00\"", "\"2030-01-15T10:10:14Z\"", "-1e-400", "\"\\u0000\"", "null",
    ]

    @Test(
        "in any column of any data set it is named, and everything else is read as without it",
        arguments: Feed.all,
        oddValues
    )
    func everyColumn(_ feed: Feed, _ value: String) throws {
        let schema = FeedSchema.expected(feed)
        let good = try page(feed, nil)
        #expect(good.drift.isEmpty, "\(good.drift)")
        for (index, column) in schema.columns.enumerated() {
            let name = column.shape.name
            for row in [0, 3, 7] {
                let page = try page(feed, (index, row, value))
                let isName = name == FeedSchema.names(feed.endpoint).secid
                let place = "\(feed) \(name) row \(row) \(value): \(page.drift)"
                #expect(page.drift.retyped.isEmpty && page.drift.new.isEmpty && page.drift.lost.isEmpty, "\(place)")
                let isBlankName = isName && ["\"\"", "\" \""].contains(value)
                let isFree =
                    column.shape.type == .string && value.hasPrefix("\"") && !isBlankName
                    || column.shape.type == .double && ["99999999999999999999999", "-1e-400"].contains(value)
                    || value == "null" && !schema.keys.contains(name)
                #expect(page.drift.unreadable.map(\.name) == (isFree ? [] : [name]), "\(place)")
                let isKey = schema.keys.contains(name) && name != FeedSchema.names(feed.endpoint).systime
                #expect(page.slots.last?.secids.count ?? 0 >= 7, "\(place)")
                if !isKey { #expect(page.slots.last?.secids.count == 8, "\(place)") }
                #expect(page.lastSystime == good.lastSystime, "\(place)")
                let isRestWhole = schema.columns.map(\.shape.name).allSatisfy { other in
                    let (mine, theirs) = (page.blocks[0].column(other), good.blocks[0].column(other))
                    return other == name || (mine?.type == theirs?.type && mine?.hasNulls == false)
                }
                #expect(isRestWhole, "\(place)")
                let mine = page.blocks[0].column(name)
                // A fraction among whole numbers is odd, and all of them are read as what it is.
                let isFraction = column.shape.type == .integer && mine?.type == .double
                #expect(mine?.type == good.blocks[0].column(name)?.type || isFraction, "\(place)")
                #expect((0..<8).count { mine?.isNull($0) == false } >= 7, "\(place)")
            }
        }
    }
}
