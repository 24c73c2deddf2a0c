/// What something was done to, where its text in the audit trail is read again; everything else stands there as it is called.
///
/// It is stored as a text, which never changes: `#A12 staleness/FO/obstats`, `invitation 3`, `quiet -100123`, `everything`.
package enum AuditObject: Hashable, Sendable {
    /// By its number and its key, as ``AlertKey`` writes it.
    case alert(Int64, key: String)
    case invitation(Int64)
    case allSilences
    case setting(ChatSetting, chat: Int64)
    /// A person, a day, a job, a scope.
    case other(String)

    /// What can be set for a chat.
    package enum ChatSetting: String, CaseIterable, Sendable {
        case quiet, topic
        case escalateAfter = "escalate_after"
        case escalationChat = "escalation_chat"
    }

    package static func alert(_ alert: AlertRecord) -> AuditObject { .alert(alert.id, key: "\(alert.key)") }

    /// As it is stored.
    package var text: String {
        switch self {
        case .alert(let id, let key): key.isEmpty ? "\(Self.alertMark)\(id)" : "\(Self.alertMark)\(id) \(key)"
        case .invitation(let id): "\(Self.invitationMark)\(id)"
        case .allSilences: Silence.everything
        case .setting(let setting, let chat): "\(setting.rawValue) \(chat)"
        case .other(let text): text
        }
    }

    /// Reads what is stored; ``text`` gives the same back, but for what the chat called `all` once.
    package init(stored text: String) {
        let known = Self.numbered(text) ?? Self.setting(text)
        if let known, known.text == text {
            self = known
        } else {
            self = [Silence.everything, "all"].contains(text) ? .allSilences : .other(text)
        }
    }

    private static func numbered(_ text: String) -> AuditObject? {
        if text.hasPrefix(alertMark) {
            let parts = text.dropFirst(alertMark.count).split(separator: " ", maxSplits: 1)
            return parts.first.flatMap { Int64($0) }.map { .alert($0, key: parts.count > 1 ? String(parts[1]) : "") }
        }
        guard text.hasPrefix(invitationMark) else { return nil }
        return Int64(text.dropFirst(invitationMark.count)).map { .invitation($0) }
    }

    private static func setting(_ text: String) -> AuditObject? {
        let words = text.split(separator: " ")
        guard words.count == 2, let setting = ChatSetting(rawValue: String(words[0])), let chat = Int64(words[1]) else {
            return nil
        }
        return .setting(setting, chat: chat)
    }

    private static let alertMark = "#A"
    private static let invitationMark = "invitation "
}
