import Analytics
import Foundation
import Market
import Testing

/// A fixture: bars, and columns that another library worked out from them.
struct GoldenTable {
    static let indicators: [String] = {
        let table = try? GoldenTable("indicators")
        return table.map { Array($0.header.dropFirst(6)) } ?? ["the fixture indicators.csv cannot be read"]
    }()

    let header: [String]
    private let rows: [[String]]

    init(_ name: String) throws {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "csv"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        header = lines[0].split(separator: ",").map(String.init)
        rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Nil where the field is empty.
    func column(_ name: String) throws -> [Double?] {
        let place = try #require(header.firstIndex(of: name), "the fixture has no column \(name)")
        return rows.map { Double($0[place]) }
    }

    /// The fields `begin,open,high,low,close,volume`.
    var bars: [Bar] {
        rows.compactMap { row in
            let numbers = row[1...5].compactMap { Double($0) }
            guard let day = CivilDate(String(row[0].prefix(10))), numbers.count == 5 else { return nil }
            return Bar(
                day: day,
                open: numbers[0],
                high: numbers[1],
                low: numbers[2],
                close: numbers[3],
                volume: numbers[4]
            )
        }
    }
}
