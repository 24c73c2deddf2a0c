import Foundation
import Market
import Store

/// Compares what the store says was told with what the group really shows.
///
/// The store knows each message by Telegram's number, so a message that nobody knows was posted by a sender that was
/// killed before it could write the number down. The next sender repeats it, and must say so.
struct ChatAudit {
    static let repeatMark = "(повтор)"

    /// What is wrong, a sentence each; empty when nothing was lost and nothing came twice without the mark.
    private(set) var problems: [String] = []
    private(set) var toldAlerts = 0
    private(set) var closingReplies = 0
    /// Messages that carry the mark.
    private(set) var repeats = 0
    /// Messages whose sender was killed before it could write down that they had arrived.
    private(set) var orphans = 0
    /// Alerts that were over before their message could leave; only the closing reply speaks of them.
    private(set) var toldByClosingOnly = 0

    /// The alert whose message shows an alert, where several came at once.
    private let leaders: [Int64: Int64]
    /// Leaders of whose alerts one was taken.
    private let taken: Set<Int64>

    /// - Parameters:
    ///   - outbox: all messages of the outbox to the group.
    ///   - chat: the bot's messages in the group, the oldest first; of an album the one with the caption.
    init(alerts: [AlertRecord], outbox: [OutboxMessage], chat: [ChatMessage]) {
        leaders = Dictionary(uniqueKeysWithValues: alerts.map { ($0.id, $0.groupID ?? $0.id) })
        taken = Set(alerts.filter { $0.acknowledgedBy != nil }.map { $0.groupID ?? $0.id })
        repeats = chat.count { $0.isRepeat }
        let known = Set(outbox.filter { $0.state == .sent }.compactMap(\.messageID))
        orphans = chat.count { !known.contains($0.messageId) }
        checkArrivals(outbox, chat)
        checkAlerts(alerts, outbox, chat)
        checkRepeats(outbox, chat, known)
    }

    /// Whatever is marked as sent is in the chat; replies and notices have a message each.
    private mutating func checkArrivals(_ outbox: [OutboxMessage], _ chat: [ChatMessage]) {
        let present = Set(chat.map(\.messageId))
        var owners: [Int64: String] = [:]
        for row in outbox where row.state == .sent {
            guard let number = row.messageID else { continue }
            if !present.contains(number), !isTakenAway(row, outbox) {
                problems.append("\(row.draft.dedupeKey) is sent, but not in the chat")
            }
            // The messages of an alert's living message are edits of one message of the chat.
            guard row.draft.content.livingAlert == nil else { continue }
            if let other = owners.updateValue(row.draft.dedupeKey, forKey: number) {
                problems.append("\(row.draft.dedupeKey) and \(other) claim the same message")
            }
        }
    }

    /// True for a reminder or a call for help after which another one, or the end of its alert, was sent, or somebody took the alert.
    private func isTakenAway(_ row: OutboxMessage, _ outbox: [OutboxMessage]) -> Bool {
        guard case .incidentReply(let alert, let reason) = row.draft.content,
            reason == .reminder || reason == .escalation
        else { return false }
        if let leader = leaders[alert], taken.contains(leader) { return true }
        return outbox.contains { later in
            guard later.state == .sent, later.id > row.id,
                case .incidentReply(let other, let reason) = later.draft.content
            else { return false }
            return leaders[other] == leaders[alert] && (reason == .reminder || reason == .escalation || reason.isEnding)
        }
    }

    private mutating func checkAlerts(_ alerts: [AlertRecord], _ outbox: [OutboxMessage], _ chat: [ChatMessage]) {
        let told = alerts.filter { $0.toldAt != nil }
        toldAlerts = told.count
        for leader in Set(told.map { $0.groupID ?? $0.id }).sorted() {
            let members = told.filter { ($0.groupID ?? $0.id) == leader }
            let shown = chat.filter { $0.alert == leader }
            if shown.isEmpty { problems.append("#A\(leader) was told, but no message shows it") }
            let closings = outbox.filter { $0.draft.dedupeKey.hasPrefix("closing:\(leader):") }
            // Slots that never came were over when they were told: they have no end of their own.
            let isGap = { (alert: AlertRecord) in alert.key.rule == .missingSlots }
            guard !members.allSatisfy(isGap) else { continue }
            guard !members.contains(where: { $0.state.isOpen && !isGap($0) }) else {
                if !closings.isEmpty { problems.append("#A\(leader) is open, but has a closing reply") }
                continue
            }
            let arrived = closings.filter { $0.state == .sent }.compactMap(\.messageID)
            if arrived.count != 1 { problems.append("#A\(leader) is over and has \(arrived.count) closing replies") }
            closingReplies += arrived.count
            if shown.allSatisfy({ arrived.contains($0.messageId) }) { toldByClosingOnly += 1 }
        }
    }

    private mutating func checkRepeats(_ outbox: [OutboxMessage], _ chat: [ChatMessage], _ known: Set<Int64>) {
        for (subject, messages) in Dictionary(grouping: chat, by: \.subject).sorted(by: { $0.key < $1.key }) {
            let plain = messages.filter { !$0.isRepeat }
            // Different messages of the outbox may say the same, as about a job that fails twice.
            let accounted = messages.count { known.contains($0.messageId) }
            let allowed = messages.first?.alert.map { postings(of: $0, in: outbox) } ?? max(1, accounted)
            if plain.count > allowed {
                let places = plain.map { "#\($0.messageId)\(known.contains($0.messageId) ? "" : " (nobody's)")" }
                problems.append("\"\(subject)\" has \(places.joined(separator: ", ")) unmarked, not \(allowed)")
            }
        }
    }

    /// How many messages of the chat an alert may have: its living one, and each reply that was tried.
    private func postings(of leader: Int64, in outbox: [OutboxMessage]) -> Int {
        let tried = outbox.filter { row in
            row.attempts > 0 && row.draft.content.alert.map { leaders[$0] ?? $0 } == leader
        }
        let replies = tried.count { $0.draft.content.livingAlert == nil }
        return replies + (tried.count > replies ? 1 : 0)
    }
}

extension ChatMessage {
    var isRepeat: Bool { words.hasPrefix(ChatAudit.repeatMark) }

    /// The number behind `#A`.
    var alert: Int64? {
        guard let start = words.range(of: "#A", options: .backwards)?.upperBound else { return nil }
        return Int64(words[start...].prefix { $0.isNumber })
    }

    /// Messages about the same thing have the same subject.
    var subject: String {
        if let alert { return "#A\(alert)" }
        return isRepeat ? words.dropFirst(ChatAudit.repeatMark.count + 1).description : words
    }
}

extension MessageContent {
    /// The alert it is about, or one of them.
    fileprivate var alert: Int64? {
        if case .incidentReply(let alert, _) = self { alert } else { livingAlert }
    }

    /// The same where the message is edited in place.
    fileprivate var livingAlert: Int64? {
        switch self {
        case .incident(let alert): alert
        case .digest(let alerts): alerts.first
        case .incidentReply, .notice, .hi2Report, .gapLeaders, .gapLeadersAgain, .morning, .shareLevels, .portfolioDay,
            .delayPlots, .text, .position, .tradingDay,
            .invitation, .webLink, .edit,
            .fade, .plot,
            .plotFiles,
            .dayReport, .weekReport:
            nil
        }
    }
}
