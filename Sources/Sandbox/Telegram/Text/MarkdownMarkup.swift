/// Reads MarkdownV2 with the server's error texts and byte offsets (docs/reference/telegram.md, Formatting).
struct MarkdownMarkup {
    private struct OpenMark {
        let mark: String
        let name: String
        let type: String
        let utf16Offset: Int
        let byteOffset: Int
    }

    private let bytes: [UInt8]
    private var index = 0
    private var result: [UInt8] = []
    private var utf16Offset = 0
    private var open: [OpenMark] = []
    private var entities: [MessageEntity] = []

    private struct Mistake: Error {
        let detail: String
    }

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// - Throws: ``TelegramFailure`` 400 `can't parse entities: …`.
    static func parse(_ text: String) throws(TelegramFailure) -> FormattedText {
        var parser = MarkdownMarkup(text)
        do {
            try parser.parse()
        } catch {
            throw .bad("can't parse entities: \(error.detail)")
        }
        var formatted = FormattedText(String(decoding: parser.result, as: UTF8.self), entities: parser.entities)
        formatted.sortEntities()
        return formatted
    }

    private static let reserved = Set("_*[]()~`>#+-=|{}.!".utf8)
    /// Longer marks first: `__` before `_`.
    private static let marks: [(mark: String, name: String, type: String)] = [
        ("```", "PreCode", "pre"), ("`", "Code", "code"), ("||", "Spoiler", "spoiler"),
        ("__", "Underline", "underline"),
        ("_", "Italic", "italic"), ("*", "Bold", "bold"), ("~", "Strikethrough", "strikethrough"),
        ("[", "TextUrl", "text_link"),
    ]

    private mutating func parse() throws(Mistake) {
        while index < bytes.count {
            let byte = bytes[index]
            let isVerbatim = open.last.map { $0.type == "pre" || $0.type == "code" } ?? false
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count, (1...126).contains(bytes[index + 1]) {
                take(bytes[index + 1])
                index += 2
            } else if let last = open.last, closes(last) {
                try close(last)
            } else if !isVerbatim, Self.reserved.contains(byte) {
                guard let mark = Self.marks.first(where: { starts(with: $0.mark) }) else {
                    throw Mistake(
                        detail:
                            "Character '\(Character(Unicode.Scalar(byte)))' is reserved and must be escaped with the preceding '\\'"
                    )
                }
                start(mark)
            } else {
                take(byte)
                index += 1
            }
        }
        if let last = open.last {
            throw Mistake(detail: "Can't find end of \(last.name) entity at byte offset \(last.byteOffset)")
        }
    }

    private mutating func take(_ byte: UInt8) {
        if byte & 0xC0 != 0x80 { utf16Offset += byte >= 0xF0 ? 2 : 1 }
        result.append(byte)
    }

    private func starts(with mark: String) -> Bool {
        bytes[index...].starts(with: mark.utf8)
    }

    private func closes(_ open: OpenMark) -> Bool {
        // `_` inside an underline begins or ends italics only when it is not the end of `__`.
        if open.mark == "_", starts(with: "__") { return false }
        return open.mark == "[" ? starts(with: "]") : starts(with: open.mark)
    }

    private mutating func start(_ mark: (mark: String, name: String, type: String)) {
        open.append(
            OpenMark(
                mark: mark.mark,
                name: mark.name,
                type: mark.type,
                utf16Offset: utf16Offset,
                byteOffset: index
            )
        )
        index += mark.mark.utf8.count
    }

    private mutating func close(_ mark: OpenMark) throws(Mistake) {
        index += mark.mark.utf8.count
        open.removeLast()
        var entity = MessageEntity(type: mark.type, offset: mark.utf16Offset, length: utf16Offset - mark.utf16Offset)
        if mark.type == "text_link" {
            guard index < bytes.count, bytes[index] == UInt8(ascii: "(") else { return }
            let start = index
            var url: [UInt8] = []
            index += 1
            while index < bytes.count, bytes[index] != UInt8(ascii: ")") {
                if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
                url.append(bytes[index])
                index += 1
            }
            guard index < bytes.count else { throw Mistake(detail: "Can't find end of a URL at byte offset \(start)") }
            index += 1
            let address = String(decoding: url, as: UTF8.self)
            if address.hasPrefix("tg://user?id="), let id = Int64(address.dropFirst(13)) {
                entity.type = "text_mention"
                entity.userID = id
            } else {
                entity.url = address
            }
        }
        if entity.length > 0 { entities.append(entity) }
    }
}
