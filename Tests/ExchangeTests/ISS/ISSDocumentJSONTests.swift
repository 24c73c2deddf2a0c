import Market
import Platform
import Testing

@testable import Exchange

@Suite("ISS JSON")
struct ISSDocumentJSONTests {
    static let compact = """
        {"data":{"metadata":{"tradedate":{"type":"date","bytes":10,"max_size":0},"tradetime":{"type":"time"},
        "secid":{"type":"string","bytes":36,"max_size":0},"vol":{"type":"int64"},"pr":{"type":"double"},
        "SYSTIME":{"type":"datetime"}},
         "columns":["tradedate","tradetime","secid","vol","pr","SYSTIME"],
         "data":[["2030-01-15","10:05:00","AAAA",120,1.5,"2030-01-15 10:05:11"],
                 ["2030-01-15","10:05:00","BBBB",null,7,"2030-01-15 10:05:12"]]},
         "data.cursor":{"columns":["INDEX","TOTAL","PAGESIZE"],"data":[[0,2310,1000]]},
         "data.dates":{"columns":["from","till"],"data":[["2020-01-03","2030-01-15"]]}}
        """

    @Test("reads every type of a compact answer with metadata")
    func compactWithMetadata() throws {
        let document = try ISSDocument.json(Array(Self.compact.utf8))
        #expect(document.blocks.map(\.name) == ["data", "data.cursor", "data.dates"])
        let block = try #require(document.block("data"))
        #expect(block.rowCount == 2)
        #expect(block.columns.map(\.name) == ["tradedate", "tradetime", "secid", "vol", "pr", "SYSTIME"])
        #expect(block.columns.map(\.type) == [.date, .time, .string, .integer, .double, .datetime])
        #expect(block.columns.map(\.declaredType) == [.date, .time, .string, .integer, .double, .datetime])
        #expect(block.column("tradedate")?.date(1) == CivilDate("2030-01-15"))
        #expect(block.column("tradetime")?.time(0) == TimeOfDay("10:05:00"))
        #expect(block.column("secid")?.string(1) == "BBBB")
        #expect(block.column("vol")?.integer(0) == 120)
        #expect(block.column("vol")?.integer(1) == nil)
        #expect(block.column("vol")?.isNull(1) == true)
        #expect(block.column("pr")?.double(0) == 1.5)
        #expect(block.column("pr")?.double(1) == 7)
        #expect(block.column("SYSTIME")?.instant(1) == MoscowTime.instant("2030-01-15 10:05:12"))
        #expect(document.block("data.cursor")?.column("TOTAL")?.integer(0) == 2310)
    }

    @Test("infers the types of a compact answer without metadata")
    func compactWithoutMetadata() throws {
        let text = """
            {"futoi":{"columns":["seqnum","tradedate","tradetime","ticker","pos","systime"],
            "data":[[2,"2030-01-15","10:10:00","ZZ",-50,"2030-01-15 10:10:08"]]}}
            """
        let block = try #require(try ISSDocument.json(Array(text.utf8)).block("futoi"))
        #expect(block.columns.map(\.type) == [.integer, .date, .time, .string, .integer, .datetime])
        #expect(block.columns.allSatisfy { $0.declaredType == nil })
        #expect(block.column("pos")?.integer(0) == -50)
    }

    static let extended: [(name: String, text: String)] = [
        (
            "without metadata",
            """
            [{"charsetinfo":{"name":"utf-8"}},{"data":[{"secid":"A","vol":1},{"vol":2,"secid":"B","extra":0.5},{"secid":"C"}],
            "other":[]}]
            """
        ),
        (
            "with metadata",
            """
            [{"charsetinfo":{"name":"utf-8"}},{"data":{"metadata":{"secid":{"type":"string"},"vol":{"type":"int32"}},
            "data":[{"secid":"A","vol":1},{"vol":2,"secid":"B","extra":0.5},{"secid":"C"}]},"other":{"data":[]}}]
            """
        ),
    ]

    @Test("reads the extended form", arguments: extended)
    func extendedForm(_ form: (name: String, text: String)) throws {
        let document = try ISSDocument.json(Array(form.text.utf8))
        #expect(document.blocks.map(\.name) == ["data", "other"])
        let block = try #require(document.block("data"))
        #expect(block.columns.map(\.name) == ["secid", "vol", "extra"])
        let secid = try #require(block.column("secid"))
        #expect((0..<3).map { secid.string($0) } == ["A", "B", "C"])
        let volume = try #require(block.column("vol"))
        #expect((0..<3).map { volume.integer($0) } == [1, 2, nil])
        let extra = try #require(block.column("extra"))
        #expect((0..<3).map { extra.double($0) } == [nil, 0.5, nil])
    }

    struct Value: CustomTestStringConvertible, Sendable {
        let json: String
        let type: ColumnType
        var number: Double?
        var text: String?
        var testDescription: String { json }
    }

    static let values: [Value] = [
        Value(json: "0", type: .integer, number: 0),
        Value(json: "-0", type: .integer, number: 0),
        Value(json: "-17", type: .integer, number: -17),
        Value(json: "9223372036854775807", type: .integer, number: Double(Int64.max)),
        Value(json: "-9223372036854775808", type: .integer, number: -9_223_372_036_854_775_808),
        // One past Int64: kept as the nearest double, and so visible as a change of type.
        Value(json: "9223372036854775808", type: .double, number: 9_223_372_036_854_775_808),
        Value(json: "123456789012345678901234567890", type: .double, number: 1.2345678901234568e29),
        Value(json: "1.5", type: .double, number: 1.5),
        Value(json: "-0.0004", type: .double, number: -0.0004),
        Value(json: "1e3", type: .double, number: 1000),
        Value(json: "2.5E-3", type: .double, number: 0.0025),
        Value(json: "0.1234567890123456789", type: .double, number: 0.1234567890123456789),
        Value(json: "4.9e-324", type: .double, number: Double.leastNonzeroMagnitude),
        Value(json: "1.7976931348623157e308", type: .double, number: 1.7976931348623157e308),
        Value(json: "true", type: .integer, number: 1),
        Value(json: "false", type: .integer, number: 0),
        Value(json: "null", type: .unknown),
        Value(json: "[1,[2,{\"a\":3}]]", type: .unknown),
        Value(json: "{\"a\":[]}", type: .unknown),
        Value(json: "\"\"", type: .string, text: ""),
        Value(json: "\"Сбер\"", type: .string, text: "Сбер"),
        Value(json: #""a\"b\\c\/d\n\t\r\b\f""#, type: .string, text: "a\"b\\c/d\n\t\r\u{8}\u{c}"),
        Value(json: #""\u0421\u0431er""#, type: .string, text: "Сбer"),
        Value(json: #""x\ud83d\ude00y""#, type: .string, text: "x😀y"),
        Value(json: #""\ud83d""#, type: .string, text: "\u{FFFD}"),
        Value(json: #""{\"metric\":\"x\"}""#, type: .string, text: #"{"metric":"x"}"#),
        Value(json: "\"2030-02-30\"", type: .string, text: "2030-02-30"),
        Value(json: "\"0000-00-00\"", type: .string, text: "0000-00-00"),
        Value(json: "\"9999-12-31 00:00:00\"", type: .string, text: "9999-12-31 00:00:00"),
        Value(json: "\"25:00:00\"", type: .string, text: "25:00:00"),
    ]

    @Test("reads single values", arguments: values)
    func singleValue(_ value: Value) throws {
        let text = "{\"data\":{\"columns\":[\"x\"],\"data\":[[\(value.json)]]}}"
        let column = try #require(try ISSDocument.json(Array(text.utf8)).block("data")?.column("x"))
        #expect(column.type == value.type)
        #expect(column.double(0) == value.number)
        #expect(column.string(0) == value.text)
    }

    @Test("makes doubles of integers when one value has a fraction")
    func promotion() throws {
        let text = #"{"data":{"columns":["x"],"data":[[1],[null],[2.5],[3]]}}"#
        let column = try #require(try ISSDocument.json(Array(text.utf8)).block("data")?.column("x"))
        #expect(column.type == .double)
        #expect((0..<4).map { column.double($0) } == [1, nil, 2.5, 3])
    }

    @Test("treats the zero date as null")
    func zeroDate() throws {
        let text = #"{"data":{"columns":["x"],"data":[["2030-01-15"],["0000-00-00"]]}}"#
        let column = try #require(try ISSDocument.json(Array(text.utf8)).block("data")?.column("x"))
        #expect(column.type == .date)
        #expect(column.date(0) == CivilDate("2030-01-15"))
        #expect(column.isNull(1))
    }

    @Test("a column declared as a date whose values are not shows its real type")
    func retyped() throws {
        let text = #"{"data":{"metadata":{"x":{"type":"date"}},"columns":["x"],"data":[["soon"]]}}"#
        let column = try #require(try ISSDocument.json(Array(text.utf8)).block("data")?.column("x"))
        #expect(column.declaredType == .date)
        #expect(column.type == .string)
    }

    static let orders: [(name: String, text: String)] = [
        ("rows before columns", #"{"data":{"data":[["A",1]],"columns":["secid","vol"]}}"#),
        ("names from metadata", #"{"data":{"metadata":{"secid":{},"vol":{"type":"int32"}},"data":[["A",1]]}}"#),
        ("unknown members", #"{"x":1,"data":{"x":{"y":[1,null]},"columns":["secid","vol"],"data":[["A",1]],"z":"q"}}"#),
        ("byte order mark", "\u{FEFF}" + #"{"data":{"columns":["secid","vol"],"data":[["A",1]]}}"#),
        (
            "white space",
            "\n{ \"data\" :\t{ \"columns\" : [ \"secid\" , \"vol\" ] , \"data\" : [ [ \"A\" , 1 ] ] } } \n"
        ),
    ]

    @Test("does not depend on the order of members", arguments: orders)
    func memberOrder(_ form: (name: String, text: String)) throws {
        let block = try #require(try ISSDocument.json(Array(form.text.utf8)).block("data"))
        #expect(block.rowCount == 1)
        #expect(block.column("secid")?.string(0) == "A")
        #expect(block.column("vol")?.integer(0) == 1)
    }

    @Test("a block without rows keeps its columns")
    func emptyBlock() throws {
        let block = try #require(
            try ISSDocument.json(Array(#"{"data":{"columns":["a"],"data":[]}}"#.utf8)).block("data")
        )
        #expect(block.rowCount == 0)
        #expect(block.columns.map(\.name) == ["a"])
        #expect(block.columns.map(\.type) == [.unknown])
    }
}
