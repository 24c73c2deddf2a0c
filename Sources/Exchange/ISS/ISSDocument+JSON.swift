extension ISSDocument {
    /// Reads an ISS answer in JSON: compact or extended, with metadata or not (docs/reference/algopack.md, Formats).
    ///
    /// Columns are found by name. Members that no block has are passed over. A column gets the type that most of its values have; a
    /// value of another one, and a row of another width, is named and left out.
    package static func json(
        _ payload: [UInt8],
        limits: PayloadLimits = PayloadLimits()
    ) throws(PayloadError) -> ISSDocument {
        guard payload.count <= limits.bytes else { throw PayloadError(.tooLarge, at: limits.bytes) }
        var reader = ISSJSONReader(payload: payload, limits: limits)
        return ISSDocument(blocks: try reader.document(payload.span))
    }
}

/// Reads the blocks of a JSON payload.
struct ISSJSONReader {
    private let payload: [UInt8]
    private let limits: PayloadLimits
    private var scanner = JSONScanner()
    private var blocks: [ISSBlock] = []

    init(payload: [UInt8], limits: PayloadLimits) {
        self.payload = payload
        self.limits = limits
    }

    mutating func document(_ bytes: Span<UInt8>) throws(PayloadError) -> [ISSBlock] {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { scanner.position = 3 }
        if try scanner.peek(bytes) == .openBracket {
            // Extended form: a list whose objects hold the blocks.
            scanner.position += 1
            if try !scanner.skip(.closeBracket, bytes) {
                repeat {
                    if try scanner.peek(bytes) == .openBrace {
                        try readBlocks(bytes)
                    } else {
                        try skipValue(bytes)
                    }
                } while try scanner.goesOn(until: .closeBracket, bytes)
            }
        } else {
            try readBlocks(bytes)
        }
        while scanner.position < bytes.count {
            guard bytes[scanner.position] <= 0x20 else { throw PayloadError(.trailingBytes, at: scanner.position) }
            scanner.position += 1
        }
        return blocks
    }

    /// An object of block name to block.
    private mutating func readBlocks(_ bytes: Span<UInt8>) throws(PayloadError) {
        try scanner.expect(.openBrace, bytes)
        if try scanner.skip(.closeBrace, bytes) { return }
        repeat {
            let start = scanner.position
            let name = try scanner.memberName(bytes)
            switch try scanner.peek(bytes) {
            case .openBrace:
                if let block = try readBlock(name, bytes) { try add(block, at: start) }
            case .openBracket where try isListOfObjects(bytes):
                var rows = RowReader(limits: limits)
                try rows.read(&scanner, bytes)
                try add(rows.block(name, bytes, payload), at: start)
            default:
                try skipValue(bytes)
            }
        } while try scanner.goesOn(until: .closeBrace, bytes)
    }

    /// True for the rows of a block in the extended form, false for an unknown list; does not move.
    private func isListOfObjects(_ bytes: Span<UInt8>) throws(PayloadError) -> Bool {
        var ahead = scanner
        ahead.position += 1
        let next = try ahead.peek(bytes)
        return next == .openBrace || next == .closeBracket
    }

    /// A block with the members `metadata`, `columns` and `data` in any order; nil when it has none of them.
    private mutating func readBlock(_ name: String, _ bytes: Span<UInt8>) throws(PayloadError) -> ISSBlock? {
        var rows = RowReader(limits: limits)
        var isBlock = false
        var early: Int?
        try scanner.expect(.openBrace, bytes)
        if try scanner.skip(.closeBrace, bytes) { return nil }
        repeat {
            switch try scanner.memberName(bytes) {
            case "metadata":
                isBlock = true
                rows.declare(try metadata(bytes), at: scanner.position)
            case "columns":
                isBlock = true
                try rows.name(try names(bytes), at: scanner.position)
            case "data":
                isBlock = true
                let next = try scanner.peek(bytes)
                if !rows.hasColumns, next == .openBracket {
                    // Rows before their columns: come back when those are known.
                    early = scanner.position
                    try skipValue(bytes)
                } else {
                    try rows.read(&scanner, bytes)
                }
            default:
                try skipValue(bytes)
            }
        } while try scanner.goesOn(until: .closeBrace, bytes)
        if let early {
            let end = scanner.position
            scanner.position = early
            try rows.read(&scanner, bytes)
            scanner.position = end
        }
        return isBlock ? try rows.block(name, bytes, payload) : nil
    }

    /// Column names and types, in the order of the payload.
    private mutating func metadata(_ bytes: Span<UInt8>) throws(PayloadError) -> [(name: String, type: ColumnType?)] {
        var result: [(name: String, type: ColumnType?)] = []
        try scanner.expect(.openBrace, bytes)
        if try scanner.skip(.closeBrace, bytes) { return [] }
        repeat {
            let name = try scanner.memberName(bytes)
            var type: ColumnType?
            if try scanner.skip(.openBrace, bytes) {
                if try scanner.skip(.closeBrace, bytes) {
                    result.append((name, nil))
                    continue
                }
                repeat {
                    let member = try scanner.memberName(bytes)
                    let next = try scanner.peek(bytes)
                    if member == "type", next == .quote {
                        type = ColumnType(metadata: try scanner.name(bytes))
                    } else {
                        try skipValue(bytes)
                    }
                } while try scanner.goesOn(until: .closeBrace, bytes)
            } else {
                try skipValue(bytes)
            }
            guard result.count < limits.columns else { throw PayloadError(.tooLarge, at: scanner.position) }
            result.append((name, type))
        } while try scanner.goesOn(until: .closeBrace, bytes)
        return result
    }

    private mutating func names(_ bytes: Span<UInt8>) throws(PayloadError) -> [String] {
        var result: [String] = []
        try scanner.expect(.openBracket, bytes)
        if try scanner.skip(.closeBracket, bytes) { return [] }
        repeat {
            guard result.count < limits.columns else { throw PayloadError(.tooLarge, at: scanner.position) }
            result.append(try scanner.name(bytes))
        } while try scanner.goesOn(until: .closeBracket, bytes)
        return result
    }

    private mutating func add(_ block: ISSBlock, at offset: Int) throws(PayloadError) {
        guard blocks.count < limits.blocks else { throw PayloadError(.tooLarge, at: offset) }
        blocks.append(block)
    }

    private mutating func skipValue(_ bytes: Span<UInt8>) throws(PayloadError) {
        try scanner.skipValue(bytes, depth: 1, limit: limits.depth)
    }
}
