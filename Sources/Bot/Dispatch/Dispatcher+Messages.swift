import Market
import Operations
import Platform
import Store

extension Dispatcher {
    func react(to call: CommandCall, _ message: TelegramMessage, _ user: TelegramUser, botName: String) async throws
        -> Reaction
    {
        let key = AnswerKey.message(message.chat.id, message.messageID)
        let caller = try await access.caller(user, in: message, key: key)
        // The link of an invitation opens the chat with `/start CODE`.
        if caller.chat.isPrivate, let code = code(in: call, message.text ?? "", caller) {
            return quietened(
                try await guarded(caller) { try await CodeRedemption(context: context).react(to: code, caller, user) },
                caller
            )
        }
        guard let command = ChatCommands.named(call.name) else {
            let isAddressed =
                caller.chat.isPrivate || call.addressee != nil || message.repliedName.map { $0 == botName } ?? false
            if caller.role == nil, caller.chat.isPrivate, isFresh(message) {
                return quietened(refusal(of: caller), caller)
            }
            return unknown(call, caller, isAddressed: isAddressed)
        }
        if let role = command.role(of: call), !caller.may(role) {
            let refused = try await refuse(call, command, needing: role, caller, isFresh: isFresh(message))
            return quietened(refused, caller)
        }
        guard isFresh(message) || command.isAnsweredLate else { return stale(call, command, caller) }
        var reaction = try await guarded(caller) {
            try await command.answer(CommandRequest(call: call, caller: caller, context: context))
        }
        try await notePrivateChat(caller, user, in: &reaction)
        return quietened(reaction, caller)
    }

    /// Words in private: a one-time code, or a person who does not know that the bot understands commands only.
    func react(to words: String, _ message: TelegramMessage, _ user: TelegramUser) async throws -> Reaction {
        let key = AnswerKey.message(message.chat.id, message.messageID)
        let caller = try await access.caller(user, in: message, key: key)
        if let code = OneTimeCode(words) ?? self.code(in: words, caller) {
            return quietened(
                try await guarded(caller) { try await CodeRedemption(context: context).react(to: code, caller, user) },
                caller
            )
        }
        guard isFresh(message) else { return Reaction() }
        guard caller.role != nil else { return quietened(refusal(of: caller), caller) }
        var reaction = Reaction.reply(caller, caller.wording.html(AccessPhrase.wordsHint), at: context.now)
        try await notePrivateChat(caller, user, in: &reaction)
        return reaction
    }

    /// `/start CODE` as the link of an invitation sends it, and `/CODE`.
    private func code(in call: CommandCall, _ text: String, _ caller: Caller) -> OneTimeCode? {
        if call.name == "start", let code = call.arguments.first.flatMap({ OneTimeCode($0) }) { return code }
        if ChatCommands.named(call.name) == nil, let code = OneTimeCode(call.name) { return code }
        return code(in: text, caller)
    }

    /// A code among other words, or in its link: strangers have nothing else to say, so theirs are counted as attempts.
    private func code(in text: String, _ caller: Caller) -> OneTimeCode? {
        guard caller.role == nil || text.contains("?start=") else { return nil }
        return CodeSpotter.codes(in: text).first
    }

    /// After a downtime nobody wants the answers of an hour ago; by Telegram's clock, whatever ours shows.
    private func isFresh(_ message: TelegramMessage) -> Bool {
        context.age(of: Timestamp(seconds: message.date)) <= context.options.staleAfter
    }

    private func stale(_ call: CommandCall, _ command: any ChatCommand, _ caller: Caller) -> Reaction {
        guard !command.isReadOnly else { return Reaction() }
        var reaction = Reaction.reply(
            caller,
            caller.wording.html(CommonPhrase.refusedStale, ["command": "/\(call.name)"]),
            at: context.now
        )
        reaction.batch.audit.entries.append(
            AuditEntry(late: command.name, at: context.now, actor: caller.actor, result: .refused(.stale))
        )
        return reaction
    }

    /// A stranger learns once that they are one; a person with a role learns which one is missing, and not for ever.
    private func refuse(
        _ call: CommandCall,
        _ command: any ChatCommand,
        needing role: Role,
        _ caller: Caller,
        isFresh: Bool
    ) async throws -> Reaction {
        context.log.info(
            "Command refused",
            ["user.id": "\(caller.id)", "chat.id": "\(caller.chat.id)", "command": call.name]
        )
        var reaction = Reaction()
        // Whoever hides behind the group is not one person whose attempts could be counted, and opening a chat with the
        // bot is no attempt at anything. Nor is somebody of the team who asks in the wrong chat.
        let isCounted =
            !caller.isAnonymous && command.name != "start" && command.name != "help" && caller.roleElsewhere == nil
        var isAnswered = true
        if isCounted {
            isAnswered = try await Refusals(context: context).count(.role, by: caller, "/\(call.name)", into: &reaction)
        }
        if isAnswered, caller.role != nil {
            let lines = [caller.refusal(needing: role), lastWord(to: caller, reaction)].compactMap(\.self)
            reaction.reply(caller, HTMLText.escape(lines.joined(separator: "\n")), at: context.now)
        } else if caller.role == nil, isFresh {
            reaction.batch.outbox.drafts += refusal(of: caller).batch.outbox.drafts
        }
        return reaction
    }

    /// Says to somebody without a role here that they have none, once in a long while: silence looks like a dead bot.
    ///
    /// Strangers in other people's groups hear nothing: what they write there may be meant for another bot.
    private func refusal(of caller: Caller) -> Reaction {
        guard caller.isTeamChat || caller.roleElsewhere != nil else { return Reaction() }
        guard refusalsSaid.withLock({ $0.admit(caller.id, in: caller.chat.id, at: context.now) }) else {
            return Reaction()
        }
        return .reply(caller, caller.wording.html(caller.refusalWithoutRole), at: context.now)
    }

    /// Until when nothing more is said, with the last refusal that is: silence without a word looks like a dead bot.
    private func lastWord(to caller: Caller, _ reaction: Reaction) -> String? {
        let policy = context.options.refusals
        guard let attempts = reaction.batch.people.refusals.last, attempts.count == policy.limit else { return nil }
        let time = caller.wording.clock(policy.end(of: attempts), today: context.today)
        return caller.wording.text(AccessPhrase.lastRefusal, ["time": time])
    }

    /// Names the nearest command, to people with a role; a group is bothered only when the bot was addressed.
    private func unknown(_ call: CommandCall, _ caller: Caller, isAddressed: Bool) -> Reaction {
        guard let role = caller.role else { return Reaction() }
        let known = ChatCommands.spellings(for: role)
        let command = "/\(call.name)"
        switch CommandSuggestion(for: call.name, among: known, isAddressed: isAddressed) {
        case .silence: return Reaction()
        case .nearest(let name):
            let text = caller.wording.html(
                CommandPhrase.unknownCommand,
                ["command": command, "nearest": "/\(name)"]
            )
            return .reply(caller, text, at: context.now)
        case .help:
            let text = caller.wording.html(AccessPhrase.unknownNothingNear, ["command": command])
            return .reply(caller, text, at: context.now)
        }
    }

    /// Remembers that the bot may write to this person in private, and in which language.
    private func notePrivateChat(_ caller: Caller, _ user: TelegramUser, in reaction: inout Reaction) async throws {
        guard caller.chat.isPrivate, caller.role != nil else { return }
        let key = SettingName.privateChat(caller.id)
        let value = PrivateChats.value(user)
        if try await context.store.settings.value(key) != value { reaction.batch.settings.values[key] = value }
    }
}
