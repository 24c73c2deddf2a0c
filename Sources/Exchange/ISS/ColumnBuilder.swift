import Market

/// Collects the values of one column and settles its type when all are there.
struct ColumnBuilder {
    let name: String
    /// The name as the payload has it, to recognise it without making a text of it.
    let nameBytes: [UInt8]
    var declaredType: ColumnType?
    private var kind = ScannedCell.Kind.null
    private var words: [UInt64] = []
    private var nulls: [Bool] = []

    init(name: String, declaredType: ColumnType? = nil) {
        self.name = name
        nameBytes = Array(name.utf8)
        self.declaredType = declaredType
    }

    var count: Int { words.count }

    mutating func reserve(_ rows: Int) {
        words.reserveCapacity(rows)
    }

    /// - Parameter offset: where the value starts in the payload, for the error.
    @inline(__always)
    mutating func append(_ cell: ScannedCell, at offset: Int) throws(PayloadError) {
        if cell.kind == kind, cell.kind != .null {
            words.append(cell.bits)
            if !nulls.isEmpty { nulls.append(false) }
        } else {
            try appendOfAnotherKind(cell, at: offset)
        }
    }

    @inline(never)
    private mutating func appendOfAnotherKind(_ cell: ScannedCell, at offset: Int) throws(PayloadError) {
        var bits = cell.bits
        switch (kind, cell.kind) {
        case (_, .null):
            if nulls.isEmpty { nulls = Array(repeating: false, count: words.count) }
            words.append(0)
            nulls.append(true)
            return
        case (.null, _):
            kind = cell.kind
        case (.integer, .double):
            // A double may arrive without a fraction, so what came before was one too.
            for row in words.indices where nulls.isEmpty || !nulls[row] {
                words[row] = Double(Int64(bitPattern: words[row])).bitPattern
            }
            kind = .double
        case (.double, .integer):
            bits = Double(Int64(bitPattern: bits)).bitPattern
        case (.integer, .integer), (.double, .double), (.text, .text):
            break
        case (.text, _), (_, .text):
            throw PayloadError(.mixedTypes, at: offset)
        }
        words.append(bits)
        if !nulls.isEmpty { nulls.append(false) }
    }

    /// Makes up for rows that did not name this column.
    mutating func fill(to rows: Int) throws(PayloadError) {
        while count < rows { try append(.null, at: 0) }
    }

    /// - Parameter infersNumbers: true for CSV, where every value is text.
    func finish(_ bytes: Span<UInt8>, payload: [UInt8], escapes: ISSColumn.Escapes, infersNumbers: Bool) -> ISSColumn {
        func column(_ type: ColumnType, _ words: [UInt64], _ nulls: [Bool]) -> ISSColumn {
            ISSColumn(
                name: name,
                declaredType: declaredType,
                type: type,
                words: words,
                nulls: nulls,
                payload: type == .string ? payload : [],
                escapes: escapes
            )
        }
        switch kind {
        case .null: return column(.unknown, words, nulls)
        case .double: return column(.double, words, nulls)
        case .integer where declaredType == .double:
            let doubles = words.indices.map { row in
                nulls.isEmpty || !nulls[row] ? Double(Int64(bitPattern: words[row])).bitPattern : 0
            }
            return column(.double, doubles, nulls)
        case .integer: return column(.integer, words, nulls)
        case .text:
            let first = nulls.isEmpty ? 0 : nulls.firstIndex(of: false) ?? 0
            let candidates = TextConversion.candidates(
                TextSlice(bits: words[first]),
                bytes,
                declared: declaredType,
                infersNumbers: infersNumbers
            )
            for type in candidates {
                if let converted = TextConversion.convert(words, nulls, to: type, bytes) {
                    return column(type, converted.words, converted.nulls)
                }
            }
            return column(.string, words, nulls)
        }
    }
}
