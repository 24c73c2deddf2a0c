/// A chat of the embedded Telegram with its members and messages.
package struct SandboxChat: Sendable {
    package enum Kind: String, Hashable, Sendable {
        case `private`, group, supergroup, channel
    }

    /// What somebody is in a chat.
    package enum Standing: String, Hashable, Sendable, CaseIterable {
        case creator, administrator, member, restricted, left, kicked

        /// A restricted one is in the chat, but may not write.
        var isPresent: Bool { self != .left && self != .kicked }
        var isAdministrator: Bool { self == .creator || self == .administrator }
    }

    /// A topic of a forum.
    package struct Topic: Hashable, Sendable {
        package let id: Int
        package var name: String
        package var isClosed = false
    }

    package let id: Int64
    package let kind: Kind
    /// Empty in a private chat.
    package var title: String
    package var isForum = false
    package var topics: [Topic] = []
    /// The topic that messages without a thread belong to.
    var isGeneralTopicClosed = false
    /// In the order they came; a private chat has none.
    package internal(set) var members: [(user: Int64, standing: Standing)] = []
    /// Private: whether the person pressed Start, and whether they blocked the bot.
    var isStarted = false
    var isBlocked = false
    /// Group: its owner deleted it.
    var isDeleted = false
    /// Group: the supergroup it became.
    package internal(set) var migratedTo: Int64?
    /// Newest last.
    package internal(set) var pinned: [Int] = []
    var nextMessageID = 1
    /// Ascending by id; deleted ones are removed.
    package internal(set) var messages: [SandboxMessage] = []

    package init(id: Int64, kind: Kind, title: String = "") {
        self.id = id
        self.kind = kind
        self.title = title
    }

    package func standing(of user: Int64) -> Standing {
        members.first { $0.user == user }?.standing ?? .left
    }

    mutating func set(_ standing: Standing, of user: Int64) {
        if let index = members.firstIndex(where: { $0.user == user }) {
            members[index].standing = standing
        } else {
            members.append((user, standing))
        }
    }

    package func message(_ id: Int) -> SandboxMessage? {
        messages.last { $0.id == id }
    }

    func messageIndex(_ id: Int) -> Int? {
        messages.lastIndex { $0.id == id }
    }

    /// What the API calls it in refusals: `group chat`, `supergroup chat`.
    var nameInRefusals: String { "\(kind.rawValue) chat" }

    var isGroup: Bool { kind == .group || kind == .supergroup }
}
