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
    /// Whole numbers among doubles, and the first that was none.
    private var integers = 0
    private var firstDouble: ScannedCell?
    /// Texts among numbers, numbers among texts and what is neither, as they came; null in `words` until the column is finished.
    private var strays: [Stray] = []

    private typealias Stray = (row: Int, cell: ScannedCell)

    init(name: String, declaredType: ColumnType? = nil) {
        self.name = name
        nameBytes = Array(name.utf8)
        self.declaredType = declaredType
    }

    var count: Int { words.count }

    mutating func reserve(_ rows: Int) {
        words.reserveCapacity(rows)
    }

    @inline(__always)
    mutating func append(_ cell: ScannedCell) {
        if cell.kind == kind, cell.kind != .null {
            words.append(cell.bits)
            if !nulls.isEmpty { nulls.append(false) }
        } else {
            appendOfAnotherKind(cell)
        }
    }

    @inline(never)
    private mutating func appendOfAnotherKind(_ cell: ScannedCell) {
        var bits = cell.bits
        switch (kind, cell.kind) {
        case (_, .null):
            appendNull()
            return
        case (_, .flag), (_, .other), (.flag, _), (.other, _), (.text, .integer), (.text, .double), (.integer, .text),
            (.double, .text):
            // One odd cell must not cost the column; whether it is one is known at the end.
            strays.append((words.count, cell))
            appendNull()
            return
        case (.null, _):
            kind = cell.kind
            if kind == .double { firstDouble = cell }
        case (.integer, .double):
            // A double may arrive without a fraction, so what came before may be one too.
            firstDouble = cell
            integers = words.indices.count { nulls.isEmpty || !nulls[$0] }
            for row in words.indices where nulls.isEmpty || !nulls[row] {
                words[row] = Double(Int64(bitPattern: words[row])).bitPattern
            }
            kind = .double
        case (.double, .integer):
            integers += 1
            bits = Double(Int64(bitPattern: bits)).bitPattern
        case (.integer, .integer), (.double, .double), (.text, .text):
            break
        }
        words.append(bits)
        if !nulls.isEmpty { nulls.append(false) }
    }

    private mutating func appendNull() {
        if nulls.isEmpty { nulls = Array(repeating: false, count: words.count) }
        words.append(0)
        nulls.append(true)
    }

    /// Takes back the last value, of a row that turned out to be none.
    mutating func removeLast(_ cell: ScannedCell) {
        words.removeLast()
        if !nulls.isEmpty { nulls.removeLast() }
        if strays.last?.row == words.count {
            strays.removeLast()
        } else if kind == .double, cell.kind == .integer {
            integers -= 1
        }
    }

    /// Makes up for rows that did not name this column.
    mutating func fill(to rows: Int) {
        while count < rows { appendNull() }
    }

    /// Settles the type; cells of another type are null where they are few.
    ///
    /// - Parameter infersNumbers: true for CSV, where every value is text.
    consuming func finish(
        _ bytes: Span<UInt8>,
        payload: [UInt8],
        escapes: ISSColumn.Escapes,
        infersNumbers: Bool
    ) -> ISSColumn {
        let unreadable = settleStrays(bytes, payload)
        let fractions = settleDoubles(payload)
        // What gave the kind may have stood in a row that was none.
        if nulls.count(where: { $0 }) == words.count { kind = .null }
        func column(_ type: ColumnType, _ words: [UInt64], _ nulls: [Bool], _ odd: UnreadableCells?) -> ISSColumn {
            ISSColumn(
                name: name,
                declaredType: declaredType,
                type: type,
                unreadable: odd,
                fractions: type == .double ? fractions : nil,
                words: words,
                nulls: nulls,
                payload: type == .string ? payload : [],
                escapes: escapes
            )
        }
        switch kind {
        case .null, .flag, .other: return column(.unknown, words, nulls, unreadable)
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

    /// Doubles among whole numbers; where none is left, as they stood in rows that are none, the column is of whole numbers again.
    private mutating func settleDoubles(_ payload: [UInt8]) -> UnreadableCells? {
        guard kind == .double, integers > 0 else { return nil }
        let doubles = (words.count - nulls.count { $0 }) - integers
        if doubles == 0 {
            for row in words.indices where nulls.isEmpty || !nulls[row] {
                words[row] = UInt64(bitPattern: Int64(exactly: Double(bitPattern: words[row])) ?? .max)
            }
            kind = .integer
            return nil
        }
        return firstDouble.map { UnreadableCells(count: doubles, sample: $0.sample(payload)) }
    }

    /// Takes in what turns out to be of the column's type; the rest stays null.
    ///
    /// The column is of what most of its cells are; of two equal halves, of dates and times, else of what came first.
    private mutating func settleStrays(_ bytes: Span<UInt8>, _ payload: [UInt8]) -> UnreadableCells? {
        guard !strays.isEmpty else { return nil }
        let own = words.count - nulls.count { $0 }
        if own == 0 { takeFlags() }
        let others = strays.count { $0.cell.kind == .text || $0.cell.kind == .integer || $0.cell.kind == .double }
        if kind == .text, others > own { takeNumbers() }
        if kind == .integer || kind == .double {
            readNumbers(bytes)
            let texts = strays.count { $0.cell.kind == .text }
            let numbers = words.count - nulls.count { $0 }
            if texts > numbers || (texts == numbers && isTime(bytes)) { takeTexts() }
        }
        guard let odd = strays.min(by: { $0.row < $1.row }) else { return nil }
        return UnreadableCells(count: strays.count, sample: odd.cell.sample(payload))
    }

    /// A column of nothing but `true` and `false` is one of ones and zeros.
    private mutating func takeFlags() {
        guard strays.allSatisfy({ $0.cell.kind == .flag }) else { return }
        kind = .integer
        for stray in strays {
            words[stray.row] = stray.cell.bits
            nulls[stray.row] = false
        }
        strays = []
    }

    /// Texts among numbers may be numbers in quotes.
    private mutating func readNumbers(_ bytes: Span<UInt8>) {
        var odd: [Stray] = []
        for stray in strays {
            let slice = TextSlice(bits: stray.cell.bits)
            if stray.cell.kind == .text,
                let value = TextConversion.number(slice, bytes, asDouble: kind == .double)
            {
                words[stray.row] = value
                nulls[stray.row] = false
                if kind == .double { integers += 1 }
            } else {
                odd.append(stray)
            }
        }
        strays = odd
    }

    /// True where the first of the texts is a date or a time.
    private func isTime(_ bytes: Span<UInt8>) -> Bool {
        guard let first = strays.first(where: { $0.cell.kind == .text }) else { return false }
        let slice = TextSlice(bits: first.cell.bits)
        let types = TextConversion.candidates([slice], bytes, declared: nil, infersNumbers: false)
        return !types.isEmpty
    }

    /// The numbers turn out to be the odd ones: the column is of texts.
    private mutating func takeTexts() {
        let texts = strays.filter { $0.cell.kind == .text }
        let numbers = words.indices.filter { !nulls[$0] }
        strays = strays.filter { $0.cell.kind != .text } + numbers.map { (row: $0, cell: cell(at: $0)) }
        for row in numbers { nulls[row] = true }
        kind = .text
        for text in texts {
            words[text.row] = text.cell.bits
            nulls[text.row] = false
        }
    }

    /// The texts turn out to be the odd ones: the column is of numbers.
    private mutating func takeNumbers() {
        let texts = words.indices.filter { !nulls[$0] }
        let numbers = strays.filter { $0.cell.kind == .integer || $0.cell.kind == .double }
        let rest = strays.filter { $0.cell.kind == .flag || $0.cell.kind == .other }
        strays = rest + texts.map { (row: $0, cell: cell(at: $0)) }
        for row in texts { nulls[row] = true }
        firstDouble = numbers.first { $0.cell.kind == .double }?.cell
        kind = firstDouble == nil ? .integer : .double
        integers = kind == .double ? numbers.count { $0.cell.kind == .integer } : 0
        for (row, cell) in numbers {
            let isWhole = kind == .double && cell.kind == .integer
            words[row] = isWhole ? Double(Int64(bitPattern: cell.bits)).bitPattern : cell.bits
            nulls[row] = false
        }
    }

    private func cell(at row: Int) -> ScannedCell { ScannedCell(kind: kind, bits: words[row]) }
}
