import Platform

/// A person or a bot, as the Bot API describes one.
package struct TelegramUser: Hashable, Decodable, Sendable {
    package var id: Int64
    package var isBot: Bool
    package var firstName: String
    package var lastName: String?
    package var username: String?
    /// IETF tag such as `ru` or `pt-br`; often missing.
    package var languageCode: String?

    enum CodingKeys: String, CodingKey {
        case id, username
        case isBot = "is_bot"
        case firstName = "first_name"
        case lastName = "last_name"
        case languageCode = "language_code"
    }

    package init(
        id: Int64,
        isBot: Bool = false,
        firstName: String,
        username: String? = nil,
        languageCode: String? = nil
    ) {
        self.id = id
        self.isBot = isBot
        self.firstName = firstName
        self.username = username
        self.languageCode = languageCode
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(Int64.self, forKey: .id)
        isBot = try values.decodeIfPresent(Bool.self, forKey: .isBot) ?? false
        firstName = (try values.decodeIfPresent(String.self, forKey: .firstName) ?? "").bounded(to: TextLimit.person)
        lastName = try values.decodeIfPresent(String.self, forKey: .lastName)?.bounded(to: TextLimit.person)
        username = try values.decodeIfPresent(String.self, forKey: .username)?.bounded(to: TextLimit.person)
        languageCode = try values.decodeIfPresent(String.self, forKey: .languageCode)?.bounded(to: TextLimit.name)
    }
}

extension TelegramUser {
    /// GroupAnonymousBot: an administrator who hides behind the group.
    static let anonymousAdministrator: Int64 = 1_087_968_824
    /// The service account that forwards posts of a linked channel.
    static let linkedChannel: Int64 = 777_000
    /// The account that stands for a channel writing as itself.
    static let channelSender: Int64 = 136_817_688

    /// Accounts that stand for many people: never authorised, whatever a table says.
    var isShared: Bool {
        [Self.anonymousAdministrator, Self.linkedChannel, Self.channelSender].contains(id)
    }
}
