import Platform

/// The `entities` argument: stretches of the text given instead of markup.
enum ExplicitEntities {
    /// Types that the server finds by itself and ignores here.
    private static let found: Set<String> = [
        "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number",
    ]
    private static let plain: Set<String> = [
        "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "expandable_blockquote",
    ]
    /// The field that each other type needs.
    private static let needs = [
        "text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time",
    ]

    /// - Throws: ``TelegramFailure`` 400 `can't parse MessageEntity: …`; what is no array counts as absent.
    static func read(_ value: JSON?) throws(TelegramFailure) -> [MessageEntity] {
        var entities: [MessageEntity] = []
        for entry in value?.array ?? [] {
            if let entity = try entity(entry) { entities.append(entity) }
        }
        return entities
    }

    private static func entity(_ value: JSON) throws(TelegramFailure) -> MessageEntity? {
        guard value.members != nil else { throw mistake("expected an Object") }
        for field in ["offset", "length", "type"] where value[field] == nil {
            throw mistake("Can't find field \"\(field)\"")
        }
        let type = value["type"]?.string ?? ""
        if found.contains(type) { return nil }
        guard plain.contains(type) || needs[type] != nil else { throw mistake("Unsupported type specified") }
        if let field = needs[type], value[field] == nil { throw mistake("Can't find field \"\(field)\"") }
        guard let offset = value["offset"]?.int, let length = value["length"]?.int, offset >= 0, length > 0,
            offset <= 1_000_000, length <= 1_000_000
        else { return nil }
        var entity = MessageEntity(type: type, offset: Int(offset), length: Int(length))
        entity.url = value["url"]?.string
        entity.language = value["language"]?.string
        entity.userID = value["user"]?["id"]?.int
        entity.emojiID = value["custom_emoji_id"]?.string
        entity.unixTime = value["unix_time"]?.int
        entity.timeFormat = type == "date_time" ? value["date_time_format"]?.string ?? "" : nil
        return entity
    }

    private static func mistake(_ detail: String) -> TelegramFailure {
        .bad("can't parse MessageEntity: \(detail)")
    }
}
