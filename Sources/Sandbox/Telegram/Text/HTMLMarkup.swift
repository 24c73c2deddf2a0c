/// Reads the HTML that `parse_mode: HTML` allows (docs/reference/telegram.md, Formatting).
///
/// Error texts and byte offsets are the server's own.
struct HTMLMarkup {
    private struct OpenTag {
        let name: String
        var argument: String
        /// `tg-time`.
        let unixTime: Int64
        let utf16Offset: Int
        let resultStart: Int
    }

    private let bytes: [UInt8]
    private var index = 0
    private var result: [UInt8] = []
    private var utf16Offset = 0
    private var open: [OpenTag] = []
    private var entities: [MessageEntity] = []

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// - Throws: ``TelegramFailure`` 400 `can't parse entities: …`.
    static func parse(_ text: String) throws(TelegramFailure) -> FormattedText {
        var parser = HTMLMarkup(text)
        do {
            try parser.parse()
        } catch {
            throw .bad("can't parse entities: \(error.detail)")
        }
        var formatted = FormattedText(String(decoding: parser.result, as: UTF8.self), entities: parser.entities)
        formatted.sortEntities()
        return formatted
    }

    private struct Mistake: Error {
        let detail: String
    }

    private static let tags: Set<String> = [
        "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "tg-time", "span",
        "pre",
        "code", "blockquote",
    ]

    private mutating func parse() throws(Mistake) {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&"), let scalar = takeReference() {
                append(scalar)
            } else if byte == UInt8(ascii: "<") {
                let start = index
                index += 1
                if current == UInt8(ascii: "/") {
                    try endTag(from: start)
                } else {
                    try startTag(from: start)
                }
            } else {
                // Count a character once, at its first byte; beyond the basic plane it takes two UTF-16 units.
                if byte & 0xC0 != 0x80 { utf16Offset += byte >= 0xF0 ? 2 : 1 }
                result.append(byte)
                index += 1
            }
        }
        if let tag = open.last {
            throw Mistake(detail: "Can't find end tag corresponding to start tag \"\(tag.name)\"")
        }
    }

    private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func append(_ scalar: Unicode.Scalar) {
        utf16Offset += scalar.value > 0xFFFF ? 2 : 1
        result.append(contentsOf: String(Character(scalar)).utf8)
    }

    private mutating func startTag(from start: Int) throws(Mistake) {
        while current != 0, !isSpace(current), current != UInt8(ascii: ">") { index += 1 }
        guard current != 0 else { throw Mistake(detail: "Unclosed start tag at byte offset \(start)") }
        let name = text(start + 1..<index).lowercased()
        guard Self.tags.contains(name) else {
            throw Mistake(detail: "Unsupported start tag \"\(name)\" at byte offset \(start)")
        }
        var argument = ""
        var unixTime: Int64 = 0
        while true {
            skipSpace()
            if current == UInt8(ascii: ">") { break }
            let (attribute, value) = try attribute(of: name, from: start)
            switch (name, attribute) {
            case ("a", "href"), ("tg-emoji", "emoji-id"), ("tg-time", "format"): argument = value
            case ("tg-time", "unix"): unixTime = Int64(value) ?? 0
            case ("code", "class") where value.hasPrefix("language-"): argument = String(value.dropFirst(9))
            case ("span", "class") where value.hasPrefix("tg-"): argument = String(value.dropFirst(3))
            case ("blockquote", "expandable"): argument = "1"
            default: break
            }
        }
        index += 1
        if name == "span", argument != "spoiler" {
            throw Mistake(detail: "Tag \"span\" must have class \"tg-spoiler\" at byte offset \(start)")
        }
        open.append(
            OpenTag(
                name: name,
                argument: argument,
                unixTime: unixTime,
                utf16Offset: utf16Offset,
                resultStart: result.count
            )
        )
    }

    /// What ends an attribute's name besides white space.
    private static let attributeEnds: [UInt8] = Array("=>/\"'".utf8) + [0]

    private mutating func attribute(of tag: String, from start: Int) throws(Mistake) -> (name: String, value: String) {
        let nameStart = index
        while current != 0, !isSpace(current), !Self.attributeEnds.contains(current) { index += 1 }
        let name = text(nameStart..<index)
        guard !name.isEmpty else {
            throw Mistake(detail: "Empty attribute name in the tag \"\(tag)\" at byte offset \(start)")
        }
        skipSpace()
        guard current == UInt8(ascii: "=") else {
            guard current != 0 else { throw Mistake(detail: "Unclosed start tag \"\(tag)\" at byte offset \(start)") }
            return (name, "")
        }
        index += 1
        skipSpace()
        guard current != 0 else { throw Mistake(detail: "Unclosed start tag \"\(tag)\" at byte offset \(start)") }
        let quote = current
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let valueStart = index
            while isTokenByte(current) { index += 1 }
            guard isSpace(current) || current == UInt8(ascii: ">") else {
                throw Mistake(detail: "Unexpected end of name token at byte offset \(valueStart)")
            }
            return (name, text(valueStart..<index).lowercased())
        }
        index += 1
        var value: [UInt8] = []
        while current != quote {
            guard current != 0 else { throw Mistake(detail: "Unclosed start tag at byte offset \(start)") }
            if current == UInt8(ascii: "&"), let scalar = takeReference() {
                value.append(contentsOf: String(Character(scalar)).utf8)
            } else {
                value.append(current)
                index += 1
            }
        }
        index += 1
        guard current != 0 else { throw Mistake(detail: "Unclosed start tag at byte offset \(start)") }
        return (name, String(decoding: value, as: UTF8.self))
    }

    private mutating func endTag(from start: Int) throws(Mistake) {
        guard let tag = open.last else { throw Mistake(detail: "Unexpected end tag at byte offset \(start)") }
        while current != 0, !isSpace(current), current != UInt8(ascii: ">") { index += 1 }
        let name = text(start + 2..<index).lowercased()
        skipSpace()
        guard current == UInt8(ascii: ">") else { throw Mistake(detail: "Unclosed end tag at byte offset \(start)") }
        guard name.isEmpty || name == tag.name else {
            throw Mistake(
                detail: "Unmatched end tag at byte offset \(start), expected \"</\(tag.name)>\", found \"</\(name)>\""
            )
        }
        index += 1
        open.removeLast()
        if utf16Offset > tag.utf16Offset { try close(tag) }
    }

    private mutating func close(_ tag: OpenTag) throws(Mistake) {
        var entity = MessageEntity(type: "", offset: tag.utf16Offset, length: utf16Offset - tag.utf16Offset)
        switch tag.name {
        case "b", "strong": entity.type = "bold"
        case "i", "em": entity.type = "italic"
        case "s", "strike", "del": entity.type = "strikethrough"
        case "u", "ins": entity.type = "underline"
        case "tg-spoiler", "span": entity.type = "spoiler"
        case "blockquote": entity.type = tag.argument.isEmpty ? "blockquote" : "expandable_blockquote"
        case "tg-time":
            guard TimeFormat.isValid(tag.argument) else {
                throw Mistake(detail: "Invalid date format used")
            }
            guard tag.unixTime > 0 else { return }
            entity.type = "date_time"
            entity.unixTime = tag.unixTime
            entity.timeFormat = tag.argument
        case "tg-emoji":
            guard let id = Int64(tag.argument), id != 0 else {
                throw Mistake(detail: "Invalid custom emoji identifier specified")
            }
            entity.type = "custom_emoji"
            entity.emojiID = tag.argument
        case "a":
            guard let link = link(tag) else { return }
            entity.type = link.userID == nil ? "text_link" : "text_mention"
            entity.url = link.url
            entity.userID = link.userID
        case "code", "pre":
            // `<pre><code class="language-x">` is one block with a language.
            if let last = entities.last, last.offset == entity.offset, last.length == entity.length,
                tag.name == "pre"
                    ? last.type == "code" && last.language != nil : last.type == "pre" && !tag.argument.isEmpty
            {
                entities.removeLast()
                entity.type = "pre"
                entity.language = tag.name == "pre" ? last.language : tag.argument.isEmpty ? nil : tag.argument
            } else {
                entity.type = tag.name
                entity.language = tag.argument.isEmpty ? nil : tag.argument
            }
        default: return
        }
        entities.append(entity)
    }

    /// Without href the text itself is the address; what is no address leaves plain text.
    private func link(_ tag: OpenTag) -> (url: String?, userID: Int64?)? {
        let address = tag.argument.isEmpty ? String(decoding: result[tag.resultStart...], as: UTF8.self) : tag.argument
        if address.hasPrefix("tg://user?id="), let id = Int64(address.dropFirst(13)) { return (nil, id) }
        let isAddress = address.contains("://") || address.contains(".")
        guard isAddress, !address.contains(where: \.isWhitespace) else { return nil }
        return (address.contains("://") ? address : "http://\(address)/", nil)
    }

    /// `&lt;` and the other three names, or a number; anything else stays as it is written.
    private mutating func takeReference() -> Unicode.Scalar? {
        var end = index + 1
        let scalar: Unicode.Scalar?
        if end < bytes.count, bytes[end] == UInt8(ascii: "#") {
            end += 1
            let isHexadecimal = end < bytes.count && bytes[end] | 0x20 == UInt8(ascii: "x")
            if isHexadecimal { end += 1 }
            let digits = end
            while end < bytes.count, end < digits + 8, Character(Unicode.Scalar(bytes[end])).isHexDigit,
                isHexadecimal || bytes[end] <= UInt8(ascii: "9")
            {
                end += 1
            }
            let code = UInt32(text(digits..<end), radix: isHexadecimal ? 16 : 10) ?? 0
            scalar = code == 0 ? nil : Unicode.Scalar(code)
        } else {
            let name = end
            while end < bytes.count, end < name + 5, bytes[end] | 0x20 >= UInt8(ascii: "a"),
                bytes[end] | 0x20 <= UInt8(ascii: "z")
            {
                end += 1
            }
            scalar = ["lt": "<", "gt": ">", "amp": "&", "quot": "\""][text(name..<end)]
        }
        guard let scalar else { return nil }
        if end < bytes.count, bytes[end] == UInt8(ascii: ";") { end += 1 }
        index = end
        return scalar
    }

    private mutating func skipSpace() {
        while current != 0, isSpace(current) { index += 1 }
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
