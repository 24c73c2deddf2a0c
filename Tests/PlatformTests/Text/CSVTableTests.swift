import Platform
import Testing

@Suite("CSV tables")
struct CSVTableTests {
    @Test(
        "quotes, CRLF, other separators, empty lines and a byte order mark are read",
        arguments: [
            "a,b\n1,x\n2,y\n",
            "a,b\r\n1,x\r\n2,y",
            "\u{FEFF}A , b\n1 , x\n\n2, y \n\n",
            "\"a\",\"b\"\n\"1\",\"x\"\n\"2\" ,y\n",
            "a;b\n1;x\n2;y\n",
            "a\tb\n1\tx\n2\ty\n",
        ]
    )
    func forms(_ text: String) throws {
        #expect(try Self.rows(text) == [["1", "x"], ["2", "y"]])
    }

    @Test("a quoted field keeps separators, quotes and line ends, and lines are still counted")
    func quoted() throws {
        var table = try CSVTable(Array("a,b\n\"x,\"\"y\"\"\n z\",1\n2,oops\n".utf8), named: "t.csv")
        #expect(try table.next())
        #expect(table.text(0) == "x,\"y\"\n z")
        #expect(try table.number(1) == 1)
        #expect(try table.next())
        #expect(throws: CSVError(.value, "t.csv:4: b: 'oops' is not a number")) { try table.number(1) }
        #expect(try !table.next())
    }

    @Test(
        "what is broken is named with its line",
        arguments: [
            ("", "t.csv: is empty; the first line names the columns"),
            ("a,b\n1\n", "t.csv:2: has 1 fields where the header names 2"),
            ("a,b\n1,2,3\n", "t.csv:2: has 3 fields where the header names 2"),
            ("a,b\n1,\"2\n\n", "t.csv:2: a quote does not end"),
            ("a,b\n\"1\"2,3\n", "t.csv:2: text follows a closing quote"),
            ("b,c\n", "t.csv:1: has no column 'a', only: b, c"),
            ("a,A\n", "t.csv:1: two columns are called 'a'"),
        ]
    )
    func broken(_ text: String, _ detail: String) {
        let error = #expect(throws: CSVError.self) {
            var table = try CSVTable(Array(text.utf8), named: "t.csv")
            _ = try table.requiredColumn("a")
            while try table.next() {}
        }
        #expect(error?.detail == detail)
    }

    @Test("numbers must be finite", arguments: ["nan", "inf", "-infinity", "1e999", "1,5", "", "0x"])
    func notNumbers(_ text: String) throws {
        var table = try CSVTable(Array("a\n\"\(text)\"\n".utf8), named: "t.csv")
        #expect(try table.next())
        #expect(throws: CSVError.self) { try table.number(0) }
    }

    @Test("what is written reads back: shortest numbers, quotes where needed, nothing for no number")
    func writing() throws {
        var text = CSVText()
        text.row(["a", "b,c"])
        text.number(0.1 + 0.2)
        text.number(.nan)
        text.endRow()
        #expect(String(decoding: text.bytes, as: UTF8.self) == "a,\"b,c\"\n0.30000000000000004,\n")
    }

    private static func rows(_ text: String) throws -> [[String]] {
        var table = try CSVTable(Array(text.utf8), named: "t.csv")
        let places = try ["a", "b"].map { try table.requiredColumn($0) }
        var rows: [[String]] = []
        while try table.next() { rows.append(places.map { table.text($0) }) }
        return rows
    }
}
