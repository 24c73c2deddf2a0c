/// A stretch of a text with a meaning; offset and length count UTF-16 units (docs/reference/telegram.md, Formatting).
package struct MessageEntity: Hashable, Sendable {
    /// The Bot API's word for it, such as `text_link`.
    package var type: String
    package var offset: Int
    package var length: Int
    /// `text_link`.
    package var url: String?
    /// `text_mention`.
    package var userID: Int64?
    /// `pre`.
    package var language: String?
    /// `custom_emoji`.
    package var emojiID: String?
    /// `date_time`: seconds since 1970, and how a reader's app writes them.
    package var unixTime: Int64?
    package var timeFormat: String?

    package init(type: String, offset: Int, length: Int) {
        self.type = type
        self.offset = offset
        self.length = length
    }
}

/// A text with its entities, as it is stored after parsing.
package struct FormattedText: Hashable, Sendable {
    package var text: String
    package var entities: [MessageEntity]

    package init(_ text: String, entities: [MessageEntity] = []) {
        self.text = text
        self.entities = entities
    }

    /// Without the white space around it, entities moved and cut accordingly, as the server stores texts.
    package var trimmed: FormattedText {
        let units = Array(text.utf16)
        func isSpace(_ unit: UInt16) -> Bool { unit == 0x20 || unit == 0x0A || unit == 0x0D || unit == 0x09 }
        guard let first = units.firstIndex(where: { !isSpace($0) }), let last = units.lastIndex(where: { !isSpace($0) })
        else { return FormattedText("") }
        let kept = String(decoding: units[first...last], as: UTF16.self)
        let moved = entities.compactMap { entity -> MessageEntity? in
            var entity = entity
            let start = max(entity.offset, first) - first
            let end = min(entity.offset + entity.length, last + 1) - first
            entity.offset = start
            entity.length = end - start
            return entity.length > 0 ? entity : nil
        }
        return FormattedText(kept, entities: moved)
    }

    /// What the server compares when it decides whether an edit changes anything, and counts when it limits length.
    var codePointCount: Int { text.unicodeScalars.count }

    /// Outer entities before inner ones, then as they stand in the text.
    mutating func sortEntities() {
        entities = entities.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.offset != b.offset { return a.offset < b.offset }
            if a.length != b.length { return a.length > b.length }
            return left.offset < right.offset
        }.map(\.element)
    }
}
