/// Reads the rows of one JSON block into columns.
struct RowReader {
    private let limits: PayloadLimits
    private var builders: [ColumnBuilder] = []
    private var declared: [(name: String, type: ColumnType?)] = []
    private var rowCount = 0
    private var oddRows: ISSBlock.OddRows?

    init(limits: PayloadLimits) {
        self.limits = limits
    }

    var hasColumns: Bool { !builders.isEmpty }

    /// Takes the types of the metadata, whose order also names the columns when nothing else does.
    mutating func declare(_ columns: [(name: String, type: ColumnType?)], at offset: Int) {
        declared = columns
        for index in builders.indices {
            builders[index].declaredType = type(of: builders[index].name)
        }
    }

    mutating func name(_ columns: [String], at offset: Int) throws(PayloadError) {
        guard builders.isEmpty else { throw PayloadError(.unexpectedByte, at: offset) }
        builders = columns.map { ColumnBuilder(name: $0, declaredType: type(of: $0)) }
    }

    /// Reads a list of rows, each a list of values or an object of name to value.
    mutating func read(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) throws(PayloadError) {
        try scanner.expect(.openBracket, bytes)
        if try scanner.skip(.closeBracket, bytes) { return }
        if builders.isEmpty { builders = declared.map { ColumnBuilder(name: $0.name, declaredType: $0.type) } }
        let start = scanner.position
        repeat {
            switch try scanner.peek(bytes) {
            case .openBracket: if try readList(&scanner, bytes) { rowCount += 1 }
            case .openBrace:
                try readObject(&scanner, bytes)
                rowCount += 1
            default:
                try scanner.skipValue(bytes, depth: 4, limit: limits.depth)
                noteOdd(width: 0)
            }
            if rowCount == 16 { reserve(rowBytes: (scanner.position - start) / 16, bytes.count - start) }
        } while try scanner.goesOn(until: .closeBracket, bytes)
        if rowCount == 0, oddRows != nil { throw PayloadError(.rowWidth, at: start) }
    }

    consuming func block(_ name: String, _ bytes: Span<UInt8>, _ payload: [UInt8]) throws(PayloadError) -> ISSBlock {
        if builders.isEmpty { builders = declared.map { ColumnBuilder(name: $0.name, declaredType: $0.type) } }
        for index in builders.indices { builders[index].fill(to: rowCount) }
        let columns = builders.map { builder in
            builder.finish(bytes, payload: payload, escapes: .json, infersNumbers: false)
        }
        return ISSBlock(name: name, columns: columns, rowCount: rowCount, oddRows: oddRows)
    }

    /// - Returns: False for a row of another width, which is left out.
    private mutating func readList(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) throws(PayloadError) -> Bool {
        let start = scanner.position
        guard !builders.isEmpty else { throw PayloadError(.noColumns, at: start) }
        scanner.position += 1
        if try scanner.skip(.closeBracket, bytes) {
            noteOdd(width: 0)
            return false
        }
        for index in 0..<builders.count {
            builders[index].append(try scanner.cell(bytes, depth: 4, limit: limits.depth))
            let goesOn = try scanner.goesOn(until: .closeBracket, bytes)
            guard goesOn == (index < builders.count - 1) else {
                var width = index + 1
                if goesOn {
                    repeat {
                        try scanner.skipValue(bytes, depth: 4, limit: limits.depth)
                        width += 1
                    } while try scanner.goesOn(until: .closeBracket, bytes)
                }
                try takeBack(index + 1, from: start, bytes)
                noteOdd(width: width)
                return false
            }
        }
        return true
    }

    /// Takes the first cells of a row back, which begins at `start`.
    private mutating func takeBack(_ count: Int, from start: Int, _ bytes: Span<UInt8>) throws(PayloadError) {
        var again = JSONScanner(position: start + 1)
        for index in 0..<count {
            builders[index].removeLast(try again.cell(bytes, depth: 4, limit: limits.depth))
            _ = try again.goesOn(until: .closeBracket, bytes)
        }
    }

    private mutating func noteOdd(width: Int) {
        guard oddRows == nil else {
            oddRows?.count += 1
            return
        }
        oddRows = ISSBlock.OddRows(count: 1, row: rowCount + 1, width: width, columns: builders.count)
    }

    /// A row of the extended form.
    ///
    /// Members usually come in the same order in every row, so the next column is tried first.
    private mutating func readObject(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) throws(PayloadError) {
        scanner.position += 1
        if try scanner.skip(.closeBrace, bytes) { return }
        var expected = 0
        repeat {
            let offset = scanner.position
            let index: Int
            if expected < builders.count, try scanner.skipMember(builders[expected].nameBytes, bytes) {
                index = expected
            } else {
                index = try self.index(of: try scanner.memberName(bytes), at: offset)
            }
            let cell = try scanner.cell(bytes, depth: 4, limit: limits.depth)
            // A name that comes twice in a row keeps its first value.
            if builders[index].count == rowCount { builders[index].append(cell) }
            expected = index + 1
        } while try scanner.goesOn(until: .closeBrace, bytes)
        for index in builders.indices { builders[index].fill(to: rowCount + 1) }
    }

    private mutating func index(of name: String, at offset: Int) throws(PayloadError) -> Int {
        if let index = builders.firstIndex(where: { $0.name == name }) { return index }
        guard builders.count < limits.columns else { throw PayloadError(.tooLarge, at: offset) }
        var builder = ColumnBuilder(name: name, declaredType: type(of: name))
        builder.fill(to: rowCount)
        builders.append(builder)
        return builders.count - 1
    }

    /// The rest of the payload bounds the rows that can follow.
    private mutating func reserve(rowBytes: Int, _ remaining: Int) {
        let rows = min(remaining / max(rowBytes, 1) + 64, 4_000_000)
        for index in builders.indices { builders[index].reserve(rows) }
    }

    private func type(of name: String) -> ColumnType? {
        declared.first { $0.name == name }?.type
    }
}
