/// To whom a command list is shown; visibility only, never authorisation (`telegram.md` §1.4).
package enum BotCommandScope: Hashable, Sendable {
    case everyone, privateChats, groupChats
    case chat(Int64)

    var json: String {
        switch self {
        case .everyone: #"{"type":"default"}"#
        case .privateChats: #"{"type":"all_private_chats"}"#
        case .groupChats: #"{"type":"all_group_chats"}"#
        case .chat(let id): #"{"type":"chat","chat_id":\#(id)}"#
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
