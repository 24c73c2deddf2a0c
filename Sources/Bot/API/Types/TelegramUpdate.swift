package import Market

/// Something that happened in a chat.
package struct TelegramUpdate: Decodable, Sendable {
    package enum Content: Sendable {
        case message(TelegramMessage)
        case callback(CallbackQuery)
        case membership(MembershipChange)
        /// A kind the bot does not act on (`edited_message`, `channel_post`…), or one it cannot read.
        case other
    }

    package var id: Int64
    package var content: Content

    /// When it happened, by Telegram's clock; nil for a press, which carries no time.
    package var date: Timestamp? {
        switch content {
        case .message(let message) where message.date > 0: Timestamp(seconds: message.date)
        case .membership(let change) where (1...Int64(UInt32.max)).contains(change.date):
            Timestamp(seconds: change.date)
        case .message, .membership, .callback, .other: nil
        }
    }

    enum CodingKeys: String, CodingKey {
        case id = "update_id"
        case message
        case callback = "callback_query"
        case membership = "my_chat_member"
    }

    package init(id: Int64, content: Content) {
        self.id = id
        self.content = content
    }

    /// Reads the number strictly and the rest leniently: one odd update must not stop the queue behind it.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(Int64.self, forKey: .id)
        do {
            if let message = try values.decodeIfPresent(TelegramMessage.self, forKey: .message) {
                content = .message(message)
            } else if let callback = try values.decodeIfPresent(CallbackQuery.self, forKey: .callback) {
                content = .callback(callback)
            } else if let change = try values.decodeIfPresent(MembershipChange.self, forKey: .membership) {
                content = .membership(change)
            } else {
                content = .other
            }
        } catch {
            // Not only DecodingError: a number out of range comes as an error of Foundation's own.
            content = .other
        }
    }
}

/// What one poll brought; an element without a number cannot be acted on and must not take the others with it.
package struct UpdateBatch: Decodable, Sendable {
    package private(set) var updates: [TelegramUpdate] = []
    /// Elements that are no updates; the server sends them again until a later update is confirmed.
    package private(set) var unreadable = 0

    package init(from decoder: any Decoder) throws {
        var elements = try decoder.unkeyedContainer()
        while !elements.isAtEnd {
            if let update = try elements.decode(Element.self).update { updates.append(update) } else { unreadable += 1 }
        }
    }

    /// Always decodes, because an unkeyed container stands still at an element that does not.
    private struct Element: Decodable {
        let update: TelegramUpdate?

        init(from decoder: any Decoder) throws {
            // What is wrong with it does not matter: the batch counts it.
            update = try? TelegramUpdate(from: decoder)
        }
    }
}

/// A press of an inline button.
package struct CallbackQuery: Decodable, Hashable, Sendable {
    package var id: String
    package var from: TelegramUser
    /// Missing when the message is too old, or was sent through inline mode.
    package var message: TelegramMessage?
    /// What the button carried; may be forged.
    package var data: String?
}

/// The bot was added, removed, blocked or promoted.
package struct MembershipChange: Decodable, Hashable, Sendable {
    package var chat: TelegramChat
    package var from: TelegramUser
    package var date: Int64
    package var newMember: TelegramChatMember

    enum CodingKeys: String, CodingKey {
        case chat, from, date
        case newMember = "new_chat_member"
    }
}
