/// Takes secrets out of text before it is logged, stored or shown: one rule for all of it.
///
/// ``text(_:)`` is for text from outside, such as a server's words: besides the registered secrets it hides what looks like one.
/// ``secrets(_:)`` hides the registered ones only, and of those what no text of ours can hold by chance: for all that is stored.
package enum Redaction {
    /// What stands in the place of a secret.
    package static let mark = "‹secret›"

    /// The text without registered secrets, and without user names, passwords and tokens in addresses.
    package static func text(_ text: String, _ registry: SecretRegistry = .shared) -> String {
        TokenPatterns.redacted(hiding(registry.all, in: text))
    }

    /// The same in at most so many bytes; the cut comes after, so that it cannot spare a part of a secret.
    package static func text(_ text: String, limit: Int) -> String {
        // Far more than a secret is long: enough to find one that begins before the limit.
        let head =
            text.utf8.count > limit + 8_192 ? String(decoding: text.utf8.prefix(limit + 8_192), as: UTF8.self) : text
        return self.text(head).bounded(to: limit)
    }

    /// The text without registered secrets, in whatever encoding they stand there.
    package static func secrets(_ text: String, _ registry: SecretRegistry = .shared) -> String {
        hiding(registry.unmistakable, in: text)
    }

    private static func hiding(_ table: SecretRegistry.Table, in text: String) -> String {
        guard !table.isEmpty, SecretFilter.mayHold(table, text) else { return text }
        var layer = DecodedText(text)
        let original = layer.bytes
        var ranges = found(table, in: layer)
        // As it stands, and decoded up to three times: what was encoded more often nobody reads.
        for _ in 0..<3 {
            guard let next = layer.decoded else { break }
            layer = next
            ranges += found(table, in: layer)
        }
        guard !ranges.isEmpty else { return text }
        ranges.sort { $0.lowerBound < $1.lowerBound }
        var result: [UInt8] = []
        /// Up to where the text is taken over or hidden.
        var done = 0
        for range in ranges where range.upperBound > done {
            if range.lowerBound >= done {
                result += original[done..<range.lowerBound]
                result += Array(mark.utf8)
            }
            done = range.upperBound
        }
        result += original[done...]
        return String(decoding: result, as: UTF8.self)
    }

    /// Where secrets stand, in places of the original text.
    private static func found(_ table: SecretRegistry.Table, in text: DecodedText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            var end = self.end(of: table[text.bytes[index]], at: index, in: text)
            if end == nil, let first = text.encoded(at: index)?.bytes.first {
                end = self.end(of: table[first], at: index, in: text)
            }
            if let end { ranges.append(text.starts[index]..<text.ends[end - 1]) }
            index = end ?? index + 1
        }
        return ranges
    }

    private static func end(of secrets: [[UInt8]], at start: Int, in text: DecodedText) -> Int? {
        for secret in secrets {
            if let end = end(of: secret, at: start, in: text) { return end }
        }
        return nil
    }

    private static func end(of secret: [UInt8], at start: Int, in text: DecodedText) -> Int? {
        let isShort = secret.count < SecretRegistry.shortestInside
        if isShort, start > 0, isWordByte(text.bytes[start - 1]) { return nil }
        var matched = 0
        var index = start
        while matched < secret.count {
            // Somebody cut the text inside the secret: its beginning is no less secret.
            let mayBeCut = matched >= SecretRegistry.shortestInside
            guard index < text.bytes.count else { return mayBeCut ? index : nil }
            if let piece = text.encoded(at: index), secret[matched...].starts(with: piece.bytes) {
                matched += piece.bytes.count
                index = piece.next
            } else if text.bytes[index] == secret[matched] {
                matched += 1
                index += 1
            } else {
                let rest = text.bytes[index...]
                return mayBeCut && (rest.starts(with: "…".utf8) || rest.starts(with: "...".utf8)) ? index : nil
            }
        }
        if isShort, index < text.bytes.count, isWordByte(text.bytes[index]) { return nil }
        return index
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }
}
