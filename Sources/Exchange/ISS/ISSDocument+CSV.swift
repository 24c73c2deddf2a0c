import Platform

extension ISSDocument {
    /// Reads an ISS answer in CSV: for each block its name, an empty line, the header and the rows.
    ///
    /// A payload that begins with a header is one block named `data`. Types are those of the values: a column is of a
    /// type when every value that is not empty is. Text must be UTF-8; see ``Windows1251``.
    package static func csv(
        _ payload: [UInt8],
        separator: UInt8 = UInt8(ascii: ";"),
        limits: PayloadLimits = PayloadLimits()
    ) throws(PayloadError) -> ISSDocument {
        guard payload.count <= limits.bytes else { throw PayloadError(.tooLarge, at: limits.bytes) }
        var reader = ISSCSVReader(payload: payload, separator: separator, limits: limits)
        return ISSDocument(blocks: try reader.document(payload.span))
    }
}

/// Reads the blocks of a CSV payload.
struct ISSCSVReader {
    private let payload: [UInt8]
    private let separator: UInt8
    private let limits: PayloadLimits
    private var position = 0

    init(payload: [UInt8], separator: UInt8, limits: PayloadLimits) {
        self.payload = payload
        self.separator = separator
        self.limits = limits
    }

    mutating func document(_ bytes: Span<UInt8>) throws(PayloadError) -> [ISSBlock] {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
        var blocks: [ISSBlock] = []
        skipEmptyLines(bytes)
        while position < bytes.count {
            guard blocks.count < limits.blocks else { throw PayloadError(.tooLarge, at: position) }
            let start = position
            var name = "data"
            var header = try line(bytes)
            if header.count == 1, isEmptyLine(bytes) {
                name = text(header[0])
                skipEmptyLines(bytes)
                // A name alone: a block that the answer left out.
                guard position < bytes.count else { break }
                header = try line(bytes)
            } else if !blocks.isEmpty {
                throw PayloadError(.unexpectedByte, at: start)
            }
            blocks.append(try block(name, header, bytes))
            skipEmptyLines(bytes)
        }
        return blocks
    }

    private mutating func block(
        _ name: String,
        _ header: [TextSlice],
        _ bytes: Span<UInt8>
    ) throws(PayloadError) -> ISSBlock {
        var builders = header.map { ColumnBuilder(name: text($0)) }
        var rowCount = 0
        while position < bytes.count, !isEmptyLine(bytes) {
            let start = position
            for index in 0..<builders.count {
                let field = try field(bytes)
                builders[index].append(field.length == 0 ? .null : .text(field))
                guard endsLine(bytes) == (index == builders.count - 1) else { throw PayloadError(.rowWidth, at: start) }
                if index < builders.count - 1 { position += 1 }
            }
            skipLineEnd(bytes)
            rowCount += 1
        }
        let columns = builders.map { builder in
            builder.finish(bytes, payload: payload, escapes: .csv, infersNumbers: true)
        }
        return ISSBlock(name: name, columns: columns, rowCount: rowCount)
    }

    private mutating func line(_ bytes: Span<UInt8>) throws(PayloadError) -> [TextSlice] {
        var fields: [TextSlice] = []
        while true {
            guard fields.count < limits.columns else { throw PayloadError(.tooLarge, at: position) }
            fields.append(try field(bytes))
            if endsLine(bytes) { break }
            position += 1
        }
        skipLineEnd(bytes)
        return fields
    }

    /// A field up to the separator or the end of the line; quotes around it protect both.
    private mutating func field(_ bytes: Span<UInt8>) throws(PayloadError) -> TextSlice {
        let isQuoted = position < bytes.count && bytes[position] == .quote
        if isQuoted { position += 1 }
        let start = position
        var seen: UInt8 = 0
        var hasEscapes = false
        while position < bytes.count {
            let byte = bytes[position]
            if isQuoted, byte == .quote {
                guard position + 1 < bytes.count, bytes[position + 1] == .quote else { break }
                hasEscapes = true
                position += 1
            } else if !isQuoted, byte == separator || byte == .lineFeed || byte == .carriageReturn {
                break
            }
            seen |= byte
            position += 1
        }
        let end = position
        if isQuoted {
            guard position < bytes.count else { throw PayloadError(.truncated, at: start) }
            position += 1
            guard endsLine(bytes) || bytes[position] == separator else {
                throw PayloadError(.unexpectedByte, at: position)
            }
        }
        guard end - start <= TextSlice.maximumLength else { throw PayloadError(.tooLarge, at: start) }
        if seen >= 0x80, String(validating: payload[start..<end], as: UTF8.self) == nil {
            throw PayloadError(.badText, at: start)
        }
        return TextSlice(offset: start, length: end - start, hasEscapes: hasEscapes)
    }

    private func text(_ slice: TextSlice) -> String {
        CSVText.unquoted(payload[slice.offset..<slice.end])
    }

    private func endsLine(_ bytes: Span<UInt8>) -> Bool {
        position >= bytes.count || bytes[position] == .lineFeed || bytes[position] == .carriageReturn
    }

    private func isEmptyLine(_ bytes: Span<UInt8>) -> Bool {
        endsLine(bytes)
    }

    private mutating func skipLineEnd(_ bytes: Span<UInt8>) {
        if position < bytes.count, bytes[position] == .carriageReturn { position += 1 }
        if position < bytes.count, bytes[position] == .lineFeed { position += 1 }
    }

    private mutating func skipEmptyLines(_ bytes: Span<UInt8>) {
        while position < bytes.count, bytes[position] == .lineFeed || bytes[position] == .carriageReturn {
            position += 1
        }
    }
}
