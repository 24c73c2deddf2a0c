import Market
import Store

/// `/health`: processes, outbox, dead letters, waits that Telegram asked for, chats that are closed to the bot.
struct HealthCommand: ChatCommand {
    let name = "health"
    let summary = CommandPhrase.healthSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let store = request.desk.store
        let wording = request.wording
        let now = request.now
        let title = wording.html(CommandPhrase.healthTitle, ["time": wording.moscow(now, today: nil)])
        var lines = ["<b>\(title)</b>"]
        let beats = try await store.heartbeats()
        for process in [ProcessName.bot, .scheduler] {
            let state = ProcessText(wording: wording, now: now)
                .state(of: process, in: beats, silentAfter: request.desk.options.silentAfter)
            lines.append(wording.html(CommandPhrase.healthPoll, ["name": process.rawValue, "state": state]))
        }
        let depth = try await store.outboxDepth()
        lines.append(
            wording.html(
                CommandPhrase.healthOutbox,
                ["queued": wording.grouped(depth.queued), "sending": wording.grouped(depth.sending)]
            )
        )
        if depth.dead > 0 {
            lines.append(wording.html(CommandPhrase.healthDead, ["count": wording.grouped(depth.dead)]))
            for message in try await store.outboxMessages(.dead, limit: 3) {
                lines.append("#\(message.id): \(HTMLText.escape(String((message.lastError ?? "").prefix(120))))")
            }
        }
        for (chat, reason) in try await ClosedChats(store: store).all() {
            lines.append(wording.html(CommandPhrase.healthSuspended, ["chat": chat, "reason": reason]))
        }
        return request.reply(lines.joined(separator: "\n"))
    }
}
