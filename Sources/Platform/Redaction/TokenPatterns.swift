/// What looks like a secret although nobody registered it.
///
/// One walk over the bytes and no regular expressions: those take a time that grows with the square of a hostile text.
struct TokenPatterns {
    private let bytes: [UInt8]
    private var result: [UInt8] = []
    /// Up to where the text is taken over or hidden.
    private var done = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    static func redacted(_ text: String) -> String {
        var patterns = TokenPatterns(text)
        patterns.walk()
        guard patterns.done > 0 else { return text }
        return String(decoding: patterns.result + patterns.bytes[patterns.done...], as: UTF8.self)
    }

    private mutating func walk() {
        var index = 0
        while index < bytes.count {
            if has("://", at: index) {
                index = authority(at: index + 3)
            } else if Self.isWord(bytes[index]) {
                index = word(from: index)
            } else {
                index += 1
            }
        }
    }

    /// `user:password@` of an address; whatever stands before the last `@`.
    private mutating func authority(at start: Int) -> Int {
        var end = start
        var at: Int?
        while end < bytes.count, end - start < Self.longestAuthority, !Self.endsAuthority.contains(bytes[end]) {
            if bytes[end] == UInt8(ascii: "@") { at = end }
            end += 1
        }
        guard let at, at > start else { return start }
        hide(start..<at)
        return at
    }

    /// A run of letters, digits, `_` and `-`, and what follows it.
    private mutating func word(from start: Int) -> Int {
        let end = run(from: start, Self.isWord)
        return token(start, end) ?? webToken(start, end) ?? credentials(start, end) ?? namedValue(start, end) ?? end
    }

    /// A bot's token: digits, a colon in whatever form, and a long word; in a path it may be shorter.
    private mutating func token(_ start: Int, _ end: Int) -> Int? {
        var digits = end
        while digits > start, Self.isDigit(bytes[digits - 1]) { digits -= 1 }
        guard digits < end else { return nil }
        var next = end
        for colon in [":", "%3A", "%3a", "\\u003A", "\\u003a"] where next == end && has(colon, at: end) {
            next += colon.utf8.count
        }
        guard next > end else { return nil }
        let isInPath =
            digits - start == 3 && String(decoding: bytes[start..<digits], as: UTF8.self) == "bot" && start > 0
            && bytes[start - 1] == UInt8(ascii: "/")
        let last = isInPath ? run(from: next) { !Self.endsSegment.contains($0) } : run(from: next, Self.isWord)
        guard isInPath || end - digits >= 5 && last - next >= 20 else { return nil }
        hide(digits..<last)
        return last
    }

    /// A JSON web token: `eyJ…`, a dot, more.
    private mutating func webToken(_ start: Int, _ end: Int) -> Int? {
        guard has("eyJ", at: start), end - start >= 10, end < bytes.count, bytes[end] == UInt8(ascii: ".") else {
            return nil
        }
        let last = run(from: end) { Self.isWord($0) || $0 == UInt8(ascii: ".") }
        guard last - end >= 8 else { return nil }
        hide(start..<last)
        return last
    }

    /// What follows `Bearer` and `Basic`, unless it is a word of a sentence.
    private mutating func credentials(_ start: Int, _ end: Int) -> Int? {
        guard end - start <= 6, ["bearer", "basic"].contains(lowercased(start, end)) else { return nil }
        let first = run(from: end) { $0 == 0x20 }
        let last = run(from: first) { Self.isWord($0) || "+/=.~".utf8.contains($0) }
        let value = bytes[first..<last]
        guard first > end, value.count >= 8,
            value.contains(where: { Self.isDigit($0) || "+/=.~_".utf8.contains($0) })
                || value.dropFirst().contains(where: { (0x41...0x5A).contains($0) })
        else { return nil }
        hide(first..<last)
        return last
    }

    /// `token=…` and `"password": "…"`; not `token: …`, which is how a sentence about a token begins.
    private mutating func namedValue(_ start: Int, _ end: Int) -> Int? {
        guard end - start <= 40 else { return nil }
        let name = lowercased(start, end).filter { $0 != "_" && $0 != "-" }
        guard Self.names.contains(where: { name.hasSuffix($0) }) else { return nil }
        var first = end
        if first < bytes.count, bytes[first] == UInt8(ascii: "=") {
            first += 1
        } else {
            while first < bytes.count, bytes[first] == UInt8(ascii: "\\") { first += 1 }
            guard first < bytes.count, bytes[first] == UInt8(ascii: "\"") else { return nil }
            first = run(from: first + 1) { $0 == 0x20 }
            guard first < bytes.count, bytes[first] == UInt8(ascii: ":") else { return nil }
            first = run(from: first + 1) { $0 == 0x20 }
        }
        first = run(from: first) { "\"'\\".utf8.contains($0) }
        let last = run(from: first) { !Self.endsValue.contains($0) }
        guard last - first >= 4, !has("‹", at: first) else { return nil }
        hide(first..<last)
        return last
    }

    private mutating func hide(_ range: Range<Int>) {
        // What is hidden already stays so.
        guard range.lowerBound >= done else { return }
        result += bytes[done..<range.lowerBound]
        result += Array(Redaction.mark.utf8)
        done = range.upperBound
    }

    private func run(from start: Int, _ belongs: (UInt8) -> Bool) -> Int {
        var end = start
        while end < bytes.count, belongs(bytes[end]) { end += 1 }
        return end
    }

    private func has(_ text: String, at index: Int) -> Bool {
        index < bytes.count && bytes[index] == text.utf8.first && bytes[index...].starts(with: text.utf8)
    }

    private func lowercased(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte == 0x2D
    }

    private static let names = [
        "apikey", "token", "password", "passwd", "secret", "signature", "micexpassportcert",
    ]
    private static let endsAuthority = Set("/?#\"'<> \\\n\t".utf8)
    private static let endsSegment = Set("/?#\"'<> \n\t".utf8)
    private static let endsValue = Set("\"'&;,<> \\\n\t)}]".utf8)
    /// Unit: bytes.
    private static let longestAuthority = 1_024
}
