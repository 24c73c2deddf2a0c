import Market
import Operations
import Store

/// What `/settings` shows of a chat.
struct SettingsState: Sendable {
    /// The chat that the menu is in.
    var chat: TelegramChat
    /// The topic that the menu is in; nil: the general one, or no forum.
    var thread: Int64?
    var quiet: QuietHours?
    var escalation: Int64?
    var escalateAfter: Duration
    /// Where each market's messages go; `nil` as key: what concerns no market.
    var topics: [AlgoPackSegment?: Int64] = [:]
    /// True in the group that alerts go to.
    var isGroup: Bool

    static let subjects: [AlgoPackSegment?] = AlgoPackSegment.allCases.map(Optional.some) + [nil]

    init(_ context: BotContext, _ caller: Caller) async throws {
        let settings = context.settings
        chat = caller.chat
        thread = caller.thread
        quiet = try await settings.quietHours(caller.chat.id)
        escalation = try await settings.escalationChat()
        escalateAfter = try await settings.escalateAfter()
        isGroup = false
        if let group = context.options.group {
            isGroup = try await ChatDirectory(settings: context.store.settings).present(group) == caller.chat.id
        }
        for market in Self.subjects {
            topics[market] = try await settings.topic(caller.chat.id, market).thread
        }
    }

    init(chat: TelegramChat, thread: Int64? = nil, isGroup: Bool = true) {
        self.chat = chat
        self.thread = thread
        self.isGroup = isGroup
        escalateAfter = AlertLimits.escalateAfter
    }

    /// Makes a change; what is to be stored under which name, and what it is for the audit trail.
    mutating func apply(_ change: SettingsChange)
        -> (settings: [String: String?], object: AuditObject.ChatSetting, after: SettingText)
    {
        switch change {
        case .quiet(let hours):
            quiet = hours
            let after = hours.map(SettingText.quiet) ?? .off
            return ([SettingName.quietHours(chat.id): after.text], .quiet, after)
        case .mode(let mode):
            guard var hours = quiet else { return ([:], .quiet, .off) }
            hours.mode = mode
            return apply(.quiet(hours))
        case .delay(let minutes):
            escalateAfter = .minutes(minutes)
            return ([SettingName.escalateAfter: String(minutes)], .escalateAfter, .minutes(minutes))
        case .secondChat(let chat):
            escalation = chat
            let after = chat.map(SettingText.chat) ?? .off
            return ([SettingName.escalationChat: after.text], .escalationChat, after)
        case .topic(let market, let thread):
            topics[market] = thread
            let key = SettingName.topic(chat.id, market)
            return ([key: String(thread ?? 0)], .topic, .topic(market, thread ?? 0))
        }
    }
}

/// One change of the settings of a chat.
enum SettingsChange: Hashable, Sendable {
    case quiet(QuietHours?)
    case mode(QuietHours.Mode)
    /// Minutes.
    case delay(Int)
    case secondChat(Int64?)
    case topic(AlgoPackSegment?, thread: Int64?)
}
