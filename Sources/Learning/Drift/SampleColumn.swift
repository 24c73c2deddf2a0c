package import Platform

/// One column of numbers in a table of text.
package enum SampleColumn {
    /// Reads the column called `column`; without a name the only one, or the one called `value`.
    ///
    /// A table of one column may lack its header: where the first line is a number, it is the first value.
    ///
    /// - Throws: ``CSVError`` that names file and line: a field that is not a finite number, no such column, no values.
    package static func read(
        _ bytes: [UInt8],
        named name: String,
        column: String? = nil
    ) throws(CSVError) -> [Double] {
        var table = try CSVTable(bytes, named: name)
        var values: [Double] = []
        let place = try place(in: table, wanted: column)
        if column == nil, table.columns.count == 1, let first = Double(table.columns[0]) {
            guard first.isFinite else { throw table.error(.value, "'\(table.columns[0])' is not a number") }
            values.append(first)
        }
        while try table.next() { values.append(try table.number(place)) }
        guard !values.isEmpty else { throw CSVError(.row, "\(name): has no values; one number a line is needed") }
        return values
    }

    private static func place(in table: CSVTable, wanted: String?) throws(CSVError) -> Int {
        if let wanted { return try table.requiredColumn(wanted.lowercased()) }
        if table.columns.count == 1 { return 0 }
        if let value = try table.column("value") { return value }
        let found = table.columns.joined(separator: ", ")
        throw CSVError(
            .header,
            "\(table.name):1: has several columns and none is called 'value': \(found); --column says which"
        )
    }
}
