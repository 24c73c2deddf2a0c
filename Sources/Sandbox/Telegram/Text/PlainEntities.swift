/// Finds what the server marks in plain text by itself: commands, mentions and addresses.
enum PlainEntities {
    /// The entities of the text, outside the stretches that markup made code or links.
    static func find(in formatted: FormattedText) -> [MessageEntity] {
        let units = Array(formatted.text.utf16)
        let closed = formatted.entities.filter { ["code", "pre", "text_link", "text_mention"].contains($0.type) }
        var found: [MessageEntity] = []
        var index = 0
        while index < units.count {
            let start = index
            while index < units.count, !isSpace(units[index]) { index += 1 }
            if let entity = entity(of: units[start..<index]),
                !closed.contains(where: {
                    $0.offset < entity.offset + entity.length && entity.offset < $0.offset + $0.length
                })
            {
                found.append(entity)
            }
            index += 1
        }
        return found
    }

    private static func entity(of word: ArraySlice<UInt16>) -> MessageEntity? {
        guard let first = word.first else { return nil }
        let text = String(decoding: word, as: UTF16.self)
        if first == UInt16(UInt8(ascii: "/")) {
            let length = 1 + word.dropFirst().prefix { isWord($0) || $0 == UInt16(UInt8(ascii: "@")) }.count
            return length > 1 ? MessageEntity(type: "bot_command", offset: word.startIndex, length: length) : nil
        }
        if first == UInt16(UInt8(ascii: "@")) {
            let length = 1 + word.dropFirst().prefix(while: isWord).count
            return length >= 4 ? MessageEntity(type: "mention", offset: word.startIndex, length: length) : nil
        }
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            let tail = text.reversed().prefix { ".,:;!?)»".contains($0) }.count
            return MessageEntity(type: "url", offset: word.startIndex, length: word.count - tail)
        }
        return nil
    }

    private static func isWord(_ unit: UInt16) -> Bool {
        guard let byte = UInt8(exactly: unit) else { return false }
        return byte == UInt8(ascii: "_")
            || Character(Unicode.Scalar(byte)).isASCII && Character(Unicode.Scalar(byte)).isLetter
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSpace(_ unit: UInt16) -> Bool {
        unit == 0x20 || unit == 0x0A || unit == 0x0D || unit == 0x09
    }
}
