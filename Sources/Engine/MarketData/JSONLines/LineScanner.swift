import Market
import Platform

/// Reads the values of one JSON line in place, without building anything: numbers become whole numbers of a fixed scale at once.
struct LineScanner {
    private var source: LineText
    var bytes: [UInt8] { source.bytes }
    /// Where the line begins.
    private(set) var start = 0
    /// The next byte to be read.
    var offset = 0
    /// Behind the last byte of the line; bytes from here on are not looked at.
    private(set) var end = -1

    init(_ text: LineText) {
        source = text
    }

    /// The next byte that is no white space; 0 at the end of the line.
    @inline(__always)
    mutating func peek() -> UInt8 {
        while offset < end {
            let byte = source.bytes[offset]
            if byte > 0x20 { return byte }
            offset += 1
        }
        return 0
    }

    /// Steps over a byte when it is the next one.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        offset += 1
        return true
    }

    /// The bytes between two quotes; nil where there is no text, or one with an escape, which no code of an instrument needs.
    mutating func text() -> Range<Int>? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let begin = offset
        while offset < end {
            let byte = source.bytes[offset]
            if byte == UInt8(ascii: "\"") {
                offset += 1
                return begin..<offset - 1
            }
            if byte == UInt8(ascii: "\\") { return nil }
            offset += 1
        }
        return nil
    }

    /// A number times 10^`decimals`, rounded to a whole one; nil where there is none, or none that fits.
    mutating func number(decimals: Int) -> Int64? {
        var byte = peek()
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative {
            offset += 1
            byte = offset < end ? source.bytes[offset] : 0
        }
        var digits: UInt64 = 0
        var shift = decimals
        let begin = offset
        while byte &- 0x30 < 10 {
            if digits < Self.mostDigits { digits = digits &* 10 &+ UInt64(byte &- 0x30) } else { shift += 1 }
            offset += 1
            byte = offset < end ? source.bytes[offset] : 0
        }
        guard offset > begin else { return nil }
        if byte == UInt8(ascii: ".") {
            offset += 1
            byte = offset < end ? source.bytes[offset] : 0
            let fraction = offset
            while byte &- 0x30 < 10 {
                if digits < Self.mostDigits {
                    digits = digits &* 10 &+ UInt64(byte &- 0x30)
                    shift -= 1
                }
                offset += 1
                byte = offset < end ? source.bytes[offset] : 0
            }
            guard offset > fraction else { return nil }
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            guard let exponent = exponent() else { return nil }
            shift += exponent
        }
        guard let value = Self.scaled(digits, by: shift) else { return nil }
        return isNegative ? -value : value
    }

    /// Steps over a value of any kind; false where it is none.
    mutating func skip(depth: Int = 0) -> Bool {
        switch peek() {
        case UInt8(ascii: "\""):
            offset += 1
            while offset < end {
                let byte = source.bytes[offset]
                offset += byte == UInt8(ascii: "\\") ? 2 : 1
                if byte == UInt8(ascii: "\"") { return offset <= end }
            }
            return false
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard depth < 32 else { return false }
            let isObject = source.bytes[offset] == UInt8(ascii: "{")
            offset += 1
            let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
            if take(close) { return true }
            repeat {
                if isObject { guard skip(depth: depth + 1), take(UInt8(ascii: ":")) else { return false } }
                guard skip(depth: depth + 1) else { return false }
            } while take(UInt8(ascii: ","))
            return take(close)
        case 0: return false
        default:
            let begin = offset
            while offset < end, !Self.endsWord(source.bytes[offset]) { offset += 1 }
            return offset > begin
        }
    }

    /// One more digit still fits into 64 bits.
    private static let mostDigits: UInt64 = 1_000_000_000_000_000_000
    // Written out: a table that is reckoned at the first use is asked at each use whether that has been.
    static let powers: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    private mutating func exponent() -> Int? {
        offset += 1
        var isNegative = false
        if offset < end, source.bytes[offset] == UInt8(ascii: "-") || source.bytes[offset] == UInt8(ascii: "+") {
            isNegative = source.bytes[offset] == UInt8(ascii: "-")
            offset += 1
        }
        var exponent = 0
        let begin = offset
        while offset < end, source.bytes[offset] &- 0x30 < 10 {
            exponent = min(exponent * 10 + Int(source.bytes[offset] &- 0x30), 1_000)
            offset += 1
        }
        guard offset > begin else { return nil }
        return isNegative ? -exponent : exponent
    }

    private static func scaled(_ digits: UInt64, by shift: Int) -> Int64? {
        if digits == 0 { return 0 }
        if shift >= 0 {
            guard shift < powers.count else { return nil }
            let (product, isTooLarge) = digits.multipliedReportingOverflow(by: powers[shift])
            return isTooLarge ? nil : Int64(exactly: product)
        }
        guard -shift < powers.count else { return 0 }
        let divisor = powers[-shift]
        let (quotient, rest) = digits.quotientAndRemainder(dividingBy: divisor)
        return Int64(exactly: rest >= divisor - rest ? quotient + 1 : quotient)
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "\""):
            true
        default: false
        }
    }
}

extension LineScanner {
    /// How much of the text stands before the line, 0 to 1.
    var progress: Double { source.progress(at: start) }

    /// Goes to the next line; false at the end of the text.
    ///
    /// - Throws: kind `cut`, where the file cannot be read on.
    mutating func nextLine() throws(FeedError) -> Bool {
        start = end + 1
        do throws(FileError) {
            guard let end = try source.line(from: &start) else { return false }
            self.end = end
        } catch {
            throw FeedError(.cut, "\(error)")
        }
        offset = start
        return true
    }

    /// Takes the next line where it is a book as machines write it; otherwise nothing happens.
    ///
    /// Only a whole line with its newline is taken, so that its end need not be looked for.
    mutating func nextPlainBook(_ book: inout PlainBookLine) -> Bool {
        let begin = end + 1
        guard let place = unsafe source.bytes.withUnsafeBytes({ unsafe book.read($0, from: begin) }) else {
            return false
        }
        start = begin
        end = place
        offset = place
        return true
    }

    /// The levels of a side in the form that machines write.
    ///
    /// - Returns: False for anything else, with nothing stepped over: the general way then reads it, or says what is wrong with it.
    mutating func plainLevels(
        _ side: BookSide,
        of slot: Int,
        _ book: inout PlainBookLine,
        into levels: inout ContiguousArray<BookLevel>
    ) -> Bool {
        let place = unsafe source.bytes.withUnsafeBytes { bytes in
            unsafe book.read(side, of: slot, bytes, from: offset, into: &levels)
        }
        guard let place else { return false }
        offset = place
        return true
    }

    /// Whether the bytes of a range are those of a word.
    func spells(_ word: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<range.count where unsafe source.bytes[range.lowerBound + index] != word.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether the bytes of a range are the given ones.
    func matches(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count == bytes.count else { return false }
        for index in bytes.indices where source.bytes[range.lowerBound + index] != bytes[index] { return false }
        return true
    }
}
