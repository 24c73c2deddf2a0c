import Learning
import Platform
import Testing

@Suite("A column of numbers")
struct SampleColumnTests {
    private func read(_ text: String, column: String? = nil) throws(CSVError) -> [Double] {
        try SampleColumn.read(Array(text.utf8), named: "a.csv", column: column)
    }

    @Test("is the only one, the one called value, or the named one")
    func columns() throws {
        #expect(try read("spread\n1\n2.5\n") == [1, 2.5])
        #expect(try read("ts,value\n7,1\n8,-2e3\n") == [1, -2_000])
        #expect(try read("ts,Spread\n7,1\n8,2\n", column: "Spread") == [1, 2])
        #expect(try read("1\n2\n") == [1, 2])
    }

    @Test(
        "what is wrong is told with its line",
        arguments: [
            ("value\n1\nnan\n", "a.csv:3: value: 'nan' is not a number"),
            ("value\n1\ninf\n", "a.csv:3: value: 'inf' is not a number"),
            ("ts,value\n1,\n", "a.csv:2: value: '' is not a number"),
            ("nan\n1\n2\n", "a.csv:1: 'nan' is not a number"),
            ("a,b\n1,2\n", "a.csv:1: has several columns and none is called 'value': a, b; --column says which"),
            ("value\n", "a.csv: has no values; one number a line is needed"),
            ("", "a.csv: is empty; the first line names the columns"),
        ]
    )
    func refusals(_ text: String, _ message: String) {
        #expect { try read(text) } throws: { "\($0)" == message }
    }
}
