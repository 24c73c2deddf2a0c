/// Reads `parse_mode: Markdown`, the old form without nesting (docs/reference/telegram.md, Formatting).
///
/// The error text is the server's.
struct LegacyMarkdown {
    private let bytes: [UInt8]
    private var index = 0
    private var result: [UInt8] = []
    private var utf16Offset = 0
    private var entities: [MessageEntity] = []

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// - Throws: ``TelegramFailure`` 400 `can't parse entities: …`.
    static func parse(_ text: String) throws(TelegramFailure) -> FormattedText {
        var parser = LegacyMarkdown(text)
        while parser.index < parser.bytes.count { try parser.step() }
        return FormattedText(String(decoding: parser.result, as: UTF8.self), entities: parser.entities)
    }

    private static let marks: [UInt8] = Array("_*`[".utf8)

    private mutating func step() throws(TelegramFailure) {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\\"), Self.marks.contains(self.byte(at: index + 1)) {
            index += 1
            take()
        } else if Self.marks.contains(byte) {
            try entity(byte)
        } else {
            take()
        }
    }

    private mutating func entity(_ mark: UInt8) throws(TelegramFailure) {
        let start = index
        let isBlock = bytes[index...].starts(with: "```".utf8)
        index += isBlock ? 3 : 1
        let language = isBlock ? takeLanguage() : nil
        let close = isBlock ? Array("```".utf8) : [mark == UInt8(ascii: "[") ? UInt8(ascii: "]") : mark]
        let offset = utf16Offset
        while index < bytes.count, !bytes[index...].starts(with: close) { take() }
        guard index < bytes.count else {
            throw .bad("can't parse entities: Can't find end of the entity starting at byte offset \(start)")
        }
        let text = bytes[start + 1..<index]
        index += close.count
        var entity = MessageEntity(type: "", offset: offset, length: utf16Offset - offset)
        switch mark {
        case UInt8(ascii: "_"): entity.type = "italic"
        case UInt8(ascii: "*"): entity.type = "bold"
        case UInt8(ascii: "`"):
            entity.type = isBlock ? "pre" : "code"
            entity.language = language
        default:
            let address = takeAddress() ?? String(decoding: text, as: UTF8.self)
            guard address.contains("."), !address.contains(where: \.isWhitespace) || address.hasPrefix("tg://") else {
                return
            }
            entity.type = "text_link"
            entity.url = address
        }
        if entity.length > 0 { entities.append(entity) }
    }

    /// `(address)` after a link's text; an unclosed one runs to the end.
    private mutating func takeAddress() -> String? {
        guard byte(at: index) == UInt8(ascii: "(") else { return nil }
        let start = index + 1
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.count
        index = min(end + 1, bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The word after the opening mark, and the line end that follows it.
    private mutating func takeLanguage() -> String? {
        var end = index
        while end < bytes.count, bytes[end] > 0x20, bytes[end] != UInt8(ascii: "`") { end += 1 }
        var language: String?
        if end > index, end < bytes.count, bytes[end] != UInt8(ascii: "`") {
            language = String(decoding: bytes[index..<end], as: UTF8.self)
            index = end
        }
        if bytes[index...].starts(with: "\r\n".utf8) {
            index += 2
        } else if [0x0A, 0x0D].contains(byte(at: index)) {
            index += 1
        }
        return language
    }

    private mutating func take() {
        let byte = bytes[index]
        if byte & 0xC0 != 0x80 { utf16Offset += byte >= 0xF0 ? 2 : 1 }
        result.append(byte)
        index += 1
    }

    private func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
}
