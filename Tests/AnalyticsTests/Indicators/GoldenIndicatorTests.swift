import Analytics
import Market
import Testing

@Suite("Indicators against TA-Lib")
struct GoldenIndicatorTests {
    let table: GoldenTable

    init() throws {
        table = try GoldenTable("indicators")
    }

    @Test("every value and every first bar agree, calm and empty bars included", arguments: GoldenTable.indicators)
    func agrees(_ name: String) throws {
        let column = IndicatorSet.columns([try IndicatorName(name)], of: table.bars)[0]
        let expected = try table.column(name)
        #expect(column.count == expected.count)
        for (row, value) in expected.enumerated() {
            guard let value else {
                #expect(column[row].isNaN, "\(name) has a value at bar \(row)")
                continue
            }
            // The fixture has 12 digits.
            #expect(abs(column[row] - value) <= 1e-8 + 1e-11 * abs(value), "\(name), bar \(row): \(column[row])")
        }
    }

    @Test("the standard set is all of the names, and parts of one formula are what they are alone")
    func together() throws {
        #expect(IndicatorName.standard.count == 31)
        let names = try GoldenTable.indicators.map { try IndicatorName($0) }
        let together = IndicatorSet.columns(names, of: table.bars)
        for (name, column) in zip(names, together) {
            let alone = IndicatorSet.columns([name], of: table.bars)[0]
            #expect(alone.map(\.bitPattern) == column.map(\.bitPattern), "\(name)")
        }
    }

    @Test("bars that come one by one give the same bits as all at once")
    func incremental() throws {
        let names = IndicatorName.standard
        let set = IndicatorSet(names)
        var columns = [[Double]](repeating: [], count: names.count)
        for bar in table.bars {
            for (index, column) in set.update([bar]).enumerated() { columns[index] += column }
        }
        let batch = IndicatorSet.columns(names, of: table.bars)
        for index in names.indices {
            #expect(columns[index].map(\.bitPattern) == batch[index].map(\.bitPattern), "\(names[index])")
        }
    }

    @Test("no bars and too few bars give no values", arguments: [0, 1, 5])
    func short(_ count: Int) {
        let columns = IndicatorSet.columns(IndicatorName.standard, of: Array(table.bars.prefix(count)))
        #expect(columns.allSatisfy { $0.count == count })
        #expect(columns[1].allSatisfy { $0.isNaN }, "sma_50")
    }
}
