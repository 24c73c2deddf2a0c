import Platform

/// The kinds of updates and what `allowed_updates` makes of them (docs/reference/telegram.md, Updates).
enum UpdateKinds {
    static let all: Set<String> = [
        "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
        "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
        "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
        "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    ]
    /// What a bot gets that never asked.
    static let `default` = all.subtracting(["chat_member", "message_reaction", "message_reaction_count"])

    /// The set that an argument asks for; nil when it changes nothing, because it is absent or cannot be read.
    ///
    /// Unknown names are ignored; a list without a known one means the default.
    static func asked(_ value: JSON?) -> Set<String>? {
        guard let names = value?.array, names.allSatisfy({ $0.string != nil }) else { return nil }
        let known = Set(names.compactMap { $0.string?.lowercased() }).intersection(all)
        return known.isEmpty ? `default` : known
    }
}
