/// A table in text form, read row by row: a header, then as many fields in each row.
///
/// The form is that of RFC 4180, with these freedoms: lines may end in LF alone, the separator is `;` or a tab where the
/// header holds one and no comma, empty lines are passed over, a byte order mark is too. Names of columns are compared
/// without regard to capitals.
package struct CSVTable {
    /// The file's, for errors.
    package let name: String
    package private(set) var columns: [String] = []
    /// The line on which the present row begins, counted from 1.
    package private(set) var line = 1
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var nextLine = 1
    private var fields: [Field] = []

    private struct Field {
        var range: Range<Int>
        /// True where a doubled quote stands for one.
        var hasEscapes = false
    }

    /// Reads the header.
    ///
    /// - Throws: ``CSVError`` of kind `header` or `row`.
    package init(_ bytes: [UInt8], named name: String) throws(CSVError) {
        self.name = name
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let header = bytes[position...].prefix { $0 != 0x0A }
        separator =
            header.contains(UInt8(ascii: ","))
            ? UInt8(ascii: ",") : [UInt8(ascii: ";"), 0x09].first { header.contains($0) } ?? UInt8(ascii: ",")
        guard try readRow() else { throw CSVError(.header, "\(name): is empty; the first line names the columns") }
        columns = fields.indices.map { text($0).lowercased() }
    }

    /// The place of a column; nil where there is none.
    ///
    /// - Throws: ``CSVError`` of kind `header` where two columns have the name.
    package func column(_ wanted: String) throws(CSVError) -> Int? {
        let places = columns.indices.filter { columns[$0] == wanted }
        guard places.count < 2 else { throw CSVError(.header, "\(name):1: two columns are called '\(wanted)'") }
        return places.first
    }

    /// - Throws: ``CSVError`` of kind `header` where there is no such column or two.
    package func requiredColumn(_ wanted: String) throws(CSVError) -> Int {
        if let place = try column(wanted) { return place }
        let found = columns.joined(separator: ", ")
        throw CSVError(.header, "\(name):1: has no column '\(wanted)', only: \(found)")
    }

    /// Goes to the next row; false after the last.
    ///
    /// - Throws: ``CSVError`` of kind `row`.
    package mutating func next() throws(CSVError) -> Bool {
        guard try readRow() else { return false }
        guard fields.count == columns.count else {
            throw error(.row, "has \(fields.count) fields where the header names \(columns.count)")
        }
        return true
    }

    /// A field of the present row, without quotes and without spaces around it.
    package func text(_ column: Int) -> String {
        let field = fields[column]
        return field.hasEscapes
            ? CSVText.unquoted(bytes[field.range]) : String(decoding: bytes[field.range], as: UTF8.self)
    }

    package func isEmpty(_ column: Int) -> Bool {
        fields[column].range.isEmpty
    }

    /// A field of the present row as a finite number.
    ///
    /// - Throws: ``CSVError`` of kind `value`.
    package func number(_ column: Int) throws(CSVError) -> Double {
        guard let number = Double(text(column)), number.isFinite else {
            throw invalid(column, expecting: "a number")
        }
        return number
    }

    /// The error for a field that is not what its column holds.
    package func invalid(_ column: Int, expecting description: String) -> CSVError {
        error(.value, "\(columns[column]): '\(text(column))' is not \(description)")
    }

    /// An error that names the present row.
    package func error(_ kind: CSVError.Kind, _ what: String) -> CSVError {
        CSVError(kind, "\(name):\(line): \(what)")
    }

    /// Reads the fields of the next line that is not empty.
    private mutating func readRow() throws(CSVError) -> Bool {
        while position < bytes.count, isLineEnd(bytes[position]) {
            if bytes[position] == 0x0A { nextLine += 1 }
            position += 1
        }
        line = nextLine
        fields.removeAll(keepingCapacity: true)
        guard position < bytes.count else { return false }
        while true {
            try readField()
            guard position < bytes.count, bytes[position] == separator else { return true }
            position += 1
        }
    }

    /// Reads up to the separator or the end of the line, and stops before it.
    private mutating func readField() throws(CSVError) {
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            let start = position
            while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) { position += 1 }
            var end = position
            while end > start, isBlank(bytes[end - 1]) { end -= 1 }
            fields.append(Field(range: start..<end))
            return
        }
        try readQuotedField()
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
        guard position == bytes.count || bytes[position] == separator || isLineEnd(bytes[position]) else {
            throw error(.row, "text follows a closing quote")
        }
    }

    private mutating func readQuotedField() throws(CSVError) {
        position += 1
        var field = Field(range: position..<position)
        let start = position
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\"") {
                guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") else {
                    field.range = start..<position
                    fields.append(field)
                    position += 1
                    return
                }
                field.hasEscapes = true
                position += 1
            } else if bytes[position] == 0x0A {
                nextLine += 1
            }
            position += 1
        }
        throw error(.row, "a quote does not end")
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte == 0x09 && separator != 0x09)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == 0x0A || byte == 0x0D
    }
}
