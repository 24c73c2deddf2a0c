import Platform
import Store

extension Dispatcher {
    /// What is left to do with an update at which two processes have died: it is skipped, and said.
    ///
    /// Looks at as little of the update as it can. Strangers hear nothing.
    func giveUp(_ update: TelegramUpdate) async throws -> Reaction {
        context.log.error("Update given up: the bot ended twice while it was at it", ["update.id": "\(update.id)"])
        var reaction = Reaction()
        var author = ""
        let asked: (user: TelegramUser, message: TelegramMessage)? =
            switch update.content {
            case .message(let message): message.from.map { ($0, message) }
            case .callback(let query): query.message.map { (query.from, $0) }
            case .membership, .other: nil
            }
        if let (user, message) = asked {
            author = String(user.id)
            let caller = try await access.caller(user, in: message, key: "update:\(update.id)")
            if caller.role != nil { reaction.reply(caller, caller.wording.html(CommonPhrase.gaveUp), at: context.now) }
        }
        reaction.batch.audit.entries.append(
            AuditEntry(
                at: context.now,
                actor: "bot",
                action: .workGiveUp,
                object: "update \(update.id)",
                before: author,
                result: .failed(.endedTwice)
            )
        )
        return reaction
    }
}
