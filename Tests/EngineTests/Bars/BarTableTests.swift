import Analytics
import Engine
import Market
import Platform
import Testing

@Suite("Tables of bars")
struct BarTableTests {
    @Test("columns come in any order among others, and a missing volume is none")
    func columns() throws {
        let table = try BarTable(
            Array("close,secid,begin,low,high,open,volume\n2,SBER,2026-11-20 10:00:00,1,3,1.5,\n".utf8),
            named: "bars.csv"
        )
        let bar = try #require(table.bars.first)
        #expect(table.begins == ["2026-11-20 10:00:00"])
        #expect(bar.day == CivilDate("2026-11-20"))
        #expect([bar.open, bar.high, bar.low, bar.close, bar.volume] == [1.5, 3, 1, 2, 0])
        let without = try BarTable(Array("begin,open,high,low,close\n2026-11-20,1,1,1,1\n".utf8), named: "bars.csv")
        #expect(without.bars.map(\.volume) == [0])
    }

    @Test(
        "a broken row is named with line and column",
        arguments: [
            ("2026-11-20,1,1,x,1,5", "bars.csv:2: low: 'x' is not a number"),
            ("2026-11-20,1,1,,1,5", "bars.csv:2: low: '' is not a number"),
            ("2026-11-20,1,1,1,1,-5", "bars.csv:2: volume: '-5' is not a number, 0 or more"),
            (
                "20.11.2026,1,1,1,1,5",
                "bars.csv:2: begin: '20.11.2026' is not a time such as 2026-11-20 10:05:00, \(CivilDate.allowed)"
            ),
            (
                "2026-11-20,1,1,1,1,5\n2026-11-20,1,1,1,1,5",
                """
                bars.csv:3: begin: '2026-11-20' does not come after '2026-11-20'; bars of one instrument are needed, \
                oldest first
                """
            ),
        ]
    )
    func broken(_ rows: String, _ detail: String) {
        let error = #expect(throws: CSVError.self) {
            try BarTable(Array("begin,open,high,low,close,volume\n\(rows)\n".utf8), named: "bars.csv")
        }
        #expect(error?.detail == detail)
    }
}
