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
    /// Texts among numbers and numbers among texts, as they came; null in `words` until the column is finished.
    private var strays: [Stray] = []

    private typealias Stray = (row: Int, cell: ScannedCell, offset: Int)

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
    mutating func append(_ cell: ScannedCell, at offset: Int) {
        if cell.kind == kind, cell.kind != .null {
            words.append(cell.bits)
            if !nulls.isEmpty { nulls.append(false) }
        } else {
            appendOfAnotherKind(cell, at: offset)
        }
    }

    @inline(never)
    private mutating func appendOfAnotherKind(_ cell: ScannedCell, at offset: Int) {
        var bits = cell.bits
        switch (kind, cell.kind) {
        case (_, .null):
            appendNull()
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
            // One odd cell must not cost the column; whether it is one is known at the end.
            strays.append((words.count, cell, offset))
            appendNull()
            return
        }
        words.append(bits)
        if !nulls.isEmpty { nulls.append(false) }
    }

    private mutating func appendNull() {
        if nulls.isEmpty { nulls = Array(repeating: false, count: words.count) }
        words.append(0)
        nulls.append(true)
    }

    /// Makes up for rows that did not name this column.
    mutating func fill(to rows: Int) {
        while count < rows { appendNull() }
    }

    /// Settles the type; cells of another type are null where they are few.
    ///
    /// - Parameter infersNumbers: true for CSV, where every value is text.
    /// - Throws: ``PayloadError`` of kind `mixedTypes` where half of the cells or more are of another type.
    consuming func finish(
        _ bytes: Span<UInt8>,
        payload: [UInt8],
        escapes: ISSColumn.Escapes,
        infersNumbers: Bool
    ) throws(PayloadError) -> ISSColumn {
        let unreadable = try settleStrays(bytes, payload)
        func column(_ type: ColumnType, _ words: [UInt64], _ nulls: [Bool], _ odd: UnreadableCells?) -> ISSColumn {
            ISSColumn(
                name: name,
                declaredType: declaredType,
                type: type,
                unreadable: odd,
                words: words,
                nulls: nulls,
                payload: type == .string ? payload : [],
                escapes: escapes
            )
        }
        switch kind {
        case .null: return column(.unknown, words, nulls, nil)
        case .double: return column(.double, words, nulls, unreadable)
        case .integer where declaredType == .double:
            let doubles = words.indices.map { row in
                nulls.isEmpty || !nulls[row] ? Double(Int64(bitPattern: words[row])).bitPattern : 0
            }
            return column(.double, doubles, nulls, unreadable)
        case .integer: return column(.integer, words, nulls, unreadable)
        case .text:
            let texts = words.indices.filter { nulls.isEmpty || !nulls[$0] }
            let candidates = TextConversion.candidates(
                [texts.first, texts[texts.count / 2], texts.last].compactMap { $0.map { TextSlice(bits: words[$0]) } },
                bytes,
                declared: declaredType,
                infersNumbers: infersNumbers
            )
            for type in candidates {
                if let converted = TextConversion.convert(words, nulls, to: type, bytes) {
                    let odd = converted.unreadable.map {
                        UnreadableCells(count: $0.count, sample: ScannedCell.text($0.first).sample(payload))
                    }
                    return column(type, converted.words, converted.nulls, odd ?? unreadable)
                }
            }
            return column(.string, words, nulls, unreadable)
        }
    }

    /// Takes in what turns out to be of the column's type; the rest stays null.
    private mutating func settleStrays(_ bytes: Span<UInt8>, _ payload: [UInt8]) throws(PayloadError)
        -> UnreadableCells?
    {
        guard let first = strays.first else { return nil }
        let cells = words.count - nulls.count { $0 } + strays.count
        if kind == .text, strays.count * 2 > cells { takeNumbers() }
        if kind != .text { readNumbers(bytes) }
        if kind != .text, strays.count * 2 > cells { takeTexts() }
        guard let odd = strays.first else { return nil }
        guard UnreadableCells.areFew(strays.count, of: cells) else {
            throw PayloadError(.mixedTypes, at: first.offset)
        }
        return UnreadableCells(count: strays.count, sample: odd.cell.sample(payload))
    }

    /// Texts among numbers may be numbers in quotes.
    private mutating func readNumbers(_ bytes: Span<UInt8>) {
        var odd: [Stray] = []
        for stray in strays {
            let slice = TextSlice(bits: stray.cell.bits)
            if let value = TextConversion.number(slice, bytes, asDouble: kind == .double) {
                words[stray.row] = value
                nulls[stray.row] = false
            } else {
                odd.append(stray)
            }
        }
        strays = odd
    }

    /// The numbers turn out to be the odd ones: the column is of texts.
    private mutating func takeTexts() {
        let texts = strays
        strays = words.indices.filter { !nulls[$0] }.map {
            (row: $0, cell: ScannedCell(kind: kind, bits: words[$0]), offset: 0)
        }
        for stray in strays { nulls[stray.row] = true }
        kind = .text
        for text in texts {
            words[text.row] = text.cell.bits
            nulls[text.row] = false
        }
    }

    /// The texts turn out to be the odd ones: the column is of numbers.
    private mutating func takeNumbers() {
        let texts = words.indices.filter { !nulls[$0] }
        let numbers = strays.map { (row: $0.row, cell: $0.cell) }
        strays = texts.map { (row: $0, cell: ScannedCell(kind: .text, bits: words[$0]), offset: 0) }
        for row in texts { nulls[row] = true }
        kind = numbers.contains { $0.cell.kind == .double } ? .double : .integer
        for (row, cell) in numbers {
            let isWhole = kind == .double && cell.kind == .integer
            words[row] = isWhole ? Double(Int64(bitPattern: cell.bits)).bitPattern : cell.bits
            nulls[row] = false
        }
    }
}
