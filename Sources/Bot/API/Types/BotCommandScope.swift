/// To whom a command list is shown; visibility only, never authorisation (docs/reference/telegram.md, Methods).
package enum BotCommandScope: Hashable, Sendable {
    case everyone, privateChats, groupChats, allAdministrators
    case chat(Int64)
    case administrators(Int64)
    /// A person in a group: the group, then the person.
    case member(Int64, Int64)

    var json: String {
        switch self {
        case .everyone: #"{"type":"default"}"#
        case .privateChats: #"{"type":"all_private_chats"}"#
        case .groupChats: #"{"type":"all_group_chats"}"#
        case .allAdministrators: #"{"type":"all_chat_administrators"}"#
        case .chat(let id): #"{"type":"chat","chat_id":\#(id)}"#
        case .administrators(let id): #"{"type":"chat_administrators","chat_id":\#(id)}"#
        case .member(let chat, let user): #"{"type":"chat_member","chat_id":\#(chat),"user_id":\#(user)}"#
        }
    }

    /// A short name for the store: `member:-1001:42`.
    var key: String {
        switch self {
        case .everyone: "everyone"
        case .privateChats: "private"
        case .groupChats: "groups"
        case .allAdministrators: "administrators"
        case .chat(let id): "chat:\(id)"
        case .administrators(let id): "administrators:\(id)"
        case .member(let chat, let user): "member:\(chat):\(user)"
        }
    }

    /// Reads the name back.
    init?(key: String) {
        let parts = key.split(separator: ":").map(String.init)
        let numbers = parts.dropFirst().compactMap { Int64($0) }
        guard numbers.count + 1 == parts.count else { return nil }
        switch (parts.first, numbers.count) {
        case ("everyone", 0): self = .everyone
        case ("private", 0): self = .privateChats
        case ("groups", 0): self = .groupChats
        case ("administrators", 0): self = .allAdministrators
        case ("administrators", 1): self = .administrators(numbers[0])
        case ("chat", 1): self = .chat(numbers[0])
        case ("member", 2): self = .member(numbers[0], numbers[1])
        default: return nil
        }
    }
}

/// One line of the menu beside the input field.
package struct BotCommandEntry: Hashable, Codable, Sendable {
    /// 1 to 32 of `[a-z0-9_]`.
    package var command: String
    /// 1 to 256 characters.
    package var description: String
}
