import Operations
package import Platform
import Store

/// The section `telegram`.
extension BotOptions: ConfigurationSection {
    package mutating func read(from reader: inout ConfigurationReader) {
        token = reader.secret(
            "telegram.token",
            "TELEGRAM_BOT_TOKEN",
            allowed: BotToken.allowed,
            "The bot's token from BotFather",
            isPossible: BotToken.isPossible
        )
        readChats(from: &reader)
        readPeople(from: &reader)
        baseURL = reader.url("telegram.base_url", "TELEGRAM_BASE_URL", default: baseURL, "Where the Bot API is")
        pollTimeout = reader.seconds(
            "telegram.poll_timeout",
            "MAYAK_POLL_TIMEOUT",
            default: pollTimeout,
            in: 0...300,
            "How long one poll for updates may stay open"
        )
        health.bot = Heartbeat.pollSilence(timeout: pollTimeout)
        staleAfter = reader.seconds(
            "telegram.stale_command_after",
            "MAYAK_STALE_COMMAND_AFTER",
            default: staleAfter,
            in: 10...86_400,
            "Age from which a command is refused, because it was sent while the bot was away"
        )
    }

    private mutating func readChats(from reader: inout ConfigurationReader) {
        group = reader.identifier(
            "telegram.group_chat",
            "TELEGRAM_GROUP_CHATID",
            "Chat of the team; `/info` tells the id"
        )
        groupTopic = reader.identifier(
            "telegram.group_topic",
            "MAYAK_GROUP_TOPIC",
            "Topic of a forum group to write to"
        )
        escalation = reader.identifier(
            "telegram.escalation_chat",
            "MAYAK_ESCALATION_CHATID",
            "Second chat, for critical alerts that nobody takes; the group where it is not set"
        )
        quietHours = reader.value(
            "telegram.quiet_hours",
            "MAYAK_QUIET_HOURS",
            default: nil,
            allowed: "`23:00-07:00`, or `23:00-07:00 hold`",
            "Moscow hours in which warnings make no sound, or (`hold`) wait for one digest at the end; `/settings` sets them per chat"
        ) { QuietHours($0) }
        topics =
            reader.value(
                "telegram.topics",
                "MAYAK_TOPICS",
                default: nil,
                allowed: "pairs such as `EQ=2,FX=2,FO=3`",
                "Topics of a forum group by market; `/settings` makes or picks others"
            ) { Self.topics($0) } ?? topics
    }

    private mutating func readPeople(from reader: inout ConfigurationReader) {
        admins = reader.identifiers(
            "telegram.admins",
            "MAYAK_ADMINS",
            "Numeric user ids that are admins from the start"
        )
        groupRoles = reader.boolean(
            "telegram.group_roles",
            "MAYAK_GROUP_ROLES",
            default: groupRoles,
            "Whether the group's creator counts as admin, its administrators as operators and its members as viewers"
        )
        let kinds = ActionKind.allCases.map(\.rawValue).joined(separator: ", ")
        approval.actions =
            reader.value(
                "telegram.approvals",
                "MAYAK_APPROVALS",
                default: nil,
                allowed: "\(kinds), separated by commas",
                "What in the chat needs the \"yes\" of other people too"
            ) { text in
                let words = text.split(whereSeparator: { $0 == "," || $0 == " " })
                let kinds = words.compactMap { ActionKind(rawValue: $0.lowercased()) }
                return kinds.count == words.count ? Set(kinds) : nil
            } ?? approval.actions
        approval.approvers = reader.integer(
            "telegram.approvers",
            "MAYAK_APPROVERS",
            default: approval.approvers,
            in: 1...5,
            "How many other people must approve"
        )
    }
}
