import Foundation
import Learning
import Platform
import Testing

/// Files of `Fixtures`; `SOURCES.md` there says how they were made.
enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
        return Array(try Data(contentsOf: url))
    }

    static func model(_ name: String) throws -> ModelFile {
        try ModelFile(try bytes(name), named: name)
    }

    /// The numbers of a table below its header.
    static func numbers(_ bytes: [UInt8]) throws -> [[Double]] {
        var table = try CSVTable(bytes, named: "table")
        var rows: [[Double]] = []
        while try table.next() {
            rows.append(try table.columns.indices.map { try table.number($0) })
        }
        return rows
    }

    /// The largest distance between a model's answers to `rows.csv` and those of the library that made it.
    static func distance(_ model: String, rows: String = "rows.csv") throws -> Double {
        let stem = model.prefix { $0 != "." }
        let table = try PredictionTable(try Fixture.model(model).model, try bytes(rows), named: rows)
        let expected = try bytes("\(stem).expected.csv")
        let header = table.text.prefix { $0 != 0x0A }
        #expect(header.elementsEqual(expected.prefix { $0 != 0x0A }))
        let (answers, wanted) = (try numbers(table.text), try numbers(expected))
        try #require(answers.count == wanted.count && !answers.isEmpty)
        return zip(answers.joined(), wanted.joined()).map { abs($0 - $1) }.max() ?? .infinity
    }
}
