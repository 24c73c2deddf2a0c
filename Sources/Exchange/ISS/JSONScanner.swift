/// Reads JSON values byte by byte from a bounds-checked span.
///
/// The span is a parameter of every call rather than a property, because a struct that held it could not escape its
/// scope. Numbers are in `JSONScanner+Numbers.swift`.
struct JSONScanner {
    var position = 0

    /// Moves to the next byte that is not white space and returns it.
    @inline(__always)
    mutating func peek(_ bytes: Span<UInt8>) throws(PayloadError) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position &+= 1
        }
        throw PayloadError(.truncated, at: position)
    }

    mutating func expect(_ byte: UInt8, _ bytes: Span<UInt8>) throws(PayloadError) {
        guard try peek(bytes) == byte else { throw PayloadError(.unexpectedByte, at: position) }
        position &+= 1
    }

    /// Consumes the byte and returns true when it comes next.
    mutating func skip(_ byte: UInt8, _ bytes: Span<UInt8>) throws(PayloadError) -> Bool {
        guard try peek(bytes) == byte else { return false }
        position &+= 1
        return true
    }

    /// True when a list goes on after a comma, false when it ends with `close`.
    @inline(__always)
    mutating func goesOn(until close: UInt8, _ bytes: Span<UInt8>) throws(PayloadError) -> Bool {
        let byte = try peek(bytes)
        guard byte == .comma || byte == close else { throw PayloadError(.unexpectedByte, at: position) }
        position &+= 1
        return byte == .comma
    }

    /// Reads a value of a row, also one that ISS does not have there: a list, an object, a number that is none.
    mutating func cell(_ bytes: Span<UInt8>, depth: Int, limit: Int) throws(PayloadError) -> ScannedCell {
        let byte = try peek(bytes)
        switch byte {
        case .quote:
            return .text(try text(bytes))
        case .minus where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "I"):
            let start = position
            position += 1
            try word("Infinity", bytes)
            return .other(start..<position)
        case .minus, .zero ... .nine:
            return try number(bytes)
        case UInt8(ascii: "n"):
            try word("null", bytes)
            return .null
        case UInt8(ascii: "t"):
            try word("true", bytes)
            return .flag(true)
        case UInt8(ascii: "f"):
            try word("false", bytes)
            return .flag(false)
        case UInt8(ascii: "N"), UInt8(ascii: "I"):
            let start = position
            try word(byte == UInt8(ascii: "N") ? "NaN" : "Infinity", bytes)
            return .other(start..<position)
        default:
            let start = position
            try skipValue(bytes, depth: depth, limit: limit)
            return .other(start..<position)
        }
    }

    /// Reads a quoted text and leaves its content where it is.
    mutating func text(_ bytes: Span<UInt8>) throws(PayloadError) -> TextSlice {
        try expect(.quote, bytes)
        let start = position
        var at = position
        var seen: UInt8 = 0
        var hasEscapes = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == .quote {
                guard at - start <= TextSlice.maximumLength else { throw PayloadError(.tooLarge, at: start) }
                if seen >= 0x80 { try checkUTF8(bytes, start..<at) }
                position = at + 1
                return TextSlice(offset: start, length: at - start, hasEscapes: hasEscapes)
            }
            guard byte >= 0x20 else { throw PayloadError(.unexpectedByte, at: at) }
            seen |= byte
            if byte == .backslash {
                hasEscapes = true
                at = try endOfEscape(bytes, at)
            } else {
                at &+= 1
            }
        }
        throw PayloadError(.truncated, at: bytes.count)
    }

    /// Reads a quoted text as a value of its own, for names.
    mutating func name(_ bytes: Span<UInt8>) throws(PayloadError) -> String {
        let slice = try text(bytes)
        var content: [UInt8] = []
        content.reserveCapacity(slice.length)
        for index in slice.offset..<slice.end { content.append(bytes[index]) }
        return slice.hasEscapes ? JSONEscapes.unescaped(content[...]) : String(decoding: content, as: UTF8.self)
    }

    /// Reads the name of a member and the colon after it.
    mutating func memberName(_ bytes: Span<UInt8>) throws(PayloadError) -> String {
        let name = try name(bytes)
        try expect(.colon, bytes)
        return name
    }

    /// Consumes the name of a member and its colon when the name is exactly this one; else does not move.
    mutating func skipMember(_ name: [UInt8], _ bytes: Span<UInt8>) throws(PayloadError) -> Bool {
        guard try peek(bytes) == .quote else { return false }
        let first = position + 1
        let end = first + name.count
        guard end < bytes.count, bytes[end] == .quote else { return false }
        for index in name.indices where bytes[first + index] != name[index] { return false }
        position = end + 1
        try expect(.colon, bytes)
        return true
    }

    /// Passes over any value, checking its grammar.
    mutating func skipValue(_ bytes: Span<UInt8>, depth: Int, limit: Int) throws(PayloadError) {
        switch try peek(bytes) {
        case .openBrace, .openBracket:
            guard depth < limit else { throw PayloadError(.tooDeep, at: position) }
            let isObject = bytes[position] == .openBrace
            let close: UInt8 = isObject ? .closeBrace : .closeBracket
            position &+= 1
            if try skip(close, bytes) { return }
            repeat {
                if isObject {
                    _ = try text(bytes)
                    try expect(.colon, bytes)
                }
                try skipValue(bytes, depth: depth + 1, limit: limit)
            } while try goesOn(until: close, bytes)
        case .quote, .minus, .zero ... .nine, UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"),
            UInt8(ascii: "N"), UInt8(ascii: "I"):
            _ = try cell(bytes, depth: depth, limit: limit)
        default:
            throw PayloadError(.unexpectedByte, at: position)
        }
    }

    mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) throws(PayloadError) {
        for scalar in "\(word)".utf8 {
            guard position < bytes.count else { throw PayloadError(.truncated, at: position) }
            guard bytes[position] == scalar else { throw PayloadError(.unexpectedByte, at: position) }
            position &+= 1
        }
    }

    /// The place after an escape that starts at `start`.
    private func endOfEscape(_ bytes: Span<UInt8>, _ start: Int) throws(PayloadError) -> Int {
        guard start + 1 < bytes.count else { throw PayloadError(.truncated, at: start) }
        switch bytes[start + 1] {
        case .quote, .backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            guard start + 6 <= bytes.count else { throw PayloadError(.truncated, at: start) }
            for index in start + 2..<start + 6 where bytes[index].hexDigit == nil {
                throw PayloadError(.badEscape, at: index)
            }
            return start + 6
        default:
            throw PayloadError(.badEscape, at: start)
        }
    }

    private func checkUTF8(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(PayloadError) {
        var content: [UInt8] = []
        content.reserveCapacity(range.count)
        for index in range { content.append(bytes[index]) }
        guard String(validating: content, as: UTF8.self) != nil else {
            throw PayloadError(.badText, at: range.lowerBound)
        }
    }
}
