import Market
import Platform
import Store

/// Binds the store to the bot whose token is configured, before anything is read from or written to a chat.
///
/// The bot's number is the first part of its token, so that nothing has to be asked for it.
actor BotIdentity {
    private let bot: Int64?
    /// The team's, as it is configured.
    private let group: Int64?
    private let updates: UpdateStore
    private let settings: SettingStore
    private let clock: any MarketClock
    private let log: Log
    private var isSettled = false

    init(
        bot: Int64?,
        group: Int64?,
        updates: UpdateStore,
        settings: SettingStore,
        clock: any MarketClock,
        log: Log
    ) {
        self.bot = bot
        self.group = group
        self.updates = updates
        self.settings = settings
        self.clock = clock
        self.log = log
    }

    /// Takes over what another bot left; once.
    func settle() async throws {
        guard !isSettled, let bot else { return }
        let group = try await presentGroup()
        let now = clock.now
        let handover = try await updates.adopt(bot: bot, parked: Self.parked, dropped: Self.dropped) {
            handover in
            Self.drafts(handover, group: group, at: now)
        }
        isSettled = true
        guard let handover else { return }
        log.warning(
            "Another bot takes over: its chats, updates and messages are its own",
            ["bot.old": "\(handover.from)", "bot.new": "\(handover.to)", "reposted": "\(handover.living.count)"]
        )
    }

    private func presentGroup() async throws -> Int64? {
        guard let group else { return nil }
        return try await ChatDirectory(settings: settings).present(group)
    }

    /// A silent word to the group, and the open alerts anew.
    private static func drafts(_ handover: BotHandover, group: Int64?, at now: Timestamp) -> [OutboxDraft] {
        let key = "handover:\(handover.to):\(now.milliseconds)"
        let notice = OutboxDraft(dedupeKey: key, content: .notice(.botChanged), priority: .warning)
        return (group == nil ? [] : [notice])
            + handover.living.map { living in
                let isGroup = living.chat == group
                return OutboxDraft(
                    dedupeKey: "\(key):\(living.alert):\(living.chat)",
                    target: isGroup ? .group : .escalation,
                    content: isGroup
                        ? .incident(alert: living.alert) : .incidentReply(alert: living.alert, reason: .escalation),
                    priority: .warning,
                    coalesceKey: isGroup ? IncidentCoalescing.key(leader: living.alert) : nil
                )
            }
    }

    private static let parked = [
        SettingName.privateChatPrefix, SettingName.closedChatPrefix, SettingName.closedChatToldPrefix,
    ]
    /// Sent or learned again.
    private static let dropped = [
        SettingName.commandMenuPrefix, SettingName.botName, SettingName.telegramHolds, SettingName.pollTrouble,
        SettingName.openingMessagePrefix,
    ]
}
