/// Telegram's HTML subset: what must be escaped, and what a reader sees of it (docs/reference/telegram.md, Formatting).
package enum HTMLText {
    /// Makes a text safe between tags and inside attributes.
    package static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text without its tags and entities, for a fallback and for measuring.
    package static func plain(_ html: String) -> String {
        var result = ""
        for piece in HTMLPieces(html) {
            switch piece {
            case .text(let text): result += unescape(text)
            case .open, .close: break
            }
        }
        return result
    }

    /// Length in UTF-16 units of what the reader sees; never less than the server's own count.
    package static func length(_ html: String) -> Int {
        plain(html).utf16.count
    }

    /// Whether the reader sees more than so many UTF-16 units; a text that is short with its tags is not measured.
    package static func isLonger(_ html: String, than limit: Int) -> Bool {
        html.utf8.count > limit && length(html) > limit
    }

    private static func unescape(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        var result = ""
        var rest = text
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            if let (entity, character) = entities.first(where: { rest.hasPrefix($0.0) }) {
                result.append(character)
                rest = rest.dropFirst(entity.count)
            } else {
                result.append("&")
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
        default: false
        }
    }

    private static let entities: [(String, Character)] = [
        ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""),
    ]
}

/// Runs through generated HTML tag by tag; it knows no comments and no attributes with `>`, which the bot never writes.
struct HTMLPieces: Sequence, IteratorProtocol {
    enum Piece: Equatable {
        case text(Substring)
        /// The whole tag, and its name.
        case open(Substring, name: Substring)
        case close(Substring, name: Substring)
    }

    private var rest: Substring

    init(_ html: String) {
        rest = html[...]
    }

    mutating func next() -> Piece? {
        guard let first = rest.first else { return nil }
        guard first == "<", let end = rest.firstIndex(of: ">") else {
            let stop = rest.dropFirst().firstIndex(of: "<") ?? rest.endIndex
            defer { rest = rest[stop...] }
            return .text(rest[..<stop])
        }
        let tag = rest[...end]
        rest = rest[rest.index(after: end)...]
        let inside = tag.dropFirst().dropLast()
        guard inside.first == "/" else {
            return .open(tag, name: inside.prefix { $0 != " " })
        }
        return .close(tag, name: inside.dropFirst())
    }
}
