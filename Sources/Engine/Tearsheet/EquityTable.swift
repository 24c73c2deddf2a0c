package import Analytics
package import Platform

/// An equity curve in a table of text: `period,pnl` or `period,equity`, oldest first.
package struct EquityTable: Sendable {
    package let curve: EquityCurve
    /// The name of each period, as the table has it.
    package let periods: [String]

    /// Reads all rows; where the table has both columns, the equity counts.
    ///
    /// - Throws: ``CSVError`` that names file, line and column.
    package init(_ bytes: [UInt8], named name: String, capital: Double) throws(CSVError) {
        var table = try CSVTable(bytes, named: name)
        let period = try table.requiredColumn("period")
        let equity = try table.column("equity")
        let pnl = try table.column("pnl")
        guard let value = equity ?? pnl else {
            let found = table.columns.joined(separator: ", ")
            throw CSVError(.header, "\(name):1: has neither a column 'pnl' nor 'equity', only: \(found)")
        }
        var periods: [String] = []
        var values: [Double] = []
        while try table.next() {
            periods.append(table.text(period))
            values.append(try table.number(value))
        }
        self.periods = periods
        curve =
            equity == nil
            ? EquityCurve(capital: capital, pnl: values) : EquityCurve(capital: capital, equity: values)
    }
}
