import Market
import Operations
import Platform
import Store

/// Turns an update into a reaction: filter, caller, role, command or button.
struct Dispatcher: Sendable {
    let context: BotContext
    let client: TelegramClient
    let commands: [any ChatCommand]
    let buttons: [any ButtonHandler]
    /// Messages to people without a role, toasts, and reports of what they tried.
    let strangers = Lock(StrangerAnswers())
    let strangePresses = Lock(StrangerAnswers.ofPresses)
    let strangeReports = Lock(StrangerAnswers())
    /// Who was told lately that they have no access; a restart may tell them once more.
    let refusalsSaid = Lock(StrangerAnswers.ofRefusals)
    let members: GroupMembers

    var access: Access { Access(context: context, members: members) }

    init(context: BotContext, client: TelegramClient, members: GroupMembers? = nil) {
        self.context = context
        self.members =
            members
            ?? GroupMembers(
                client: client,
                people: context.store.people,
                settings: context.store.settings,
                options: context.options,
                clock: context.clock,
                log: context.log
            )
        self.client = client
        commands = ChatCommands.all
        buttons = [
            IncidentButtons(), SettingsButtons(client: client), CalendarButtons(), PlotFileButtons(), RunButtons(),
            PeopleButtons(), SilenceButtons(), CommandButtons(),
            ConfirmationButtons(), LanguageButtons(), AuditButtons(), NoopButtons(), PauseButtons(), TripButtons(),
        ]
    }

    /// - Throws: what makes it impossible to go on (the store, cancellation); a failing handler is answered and logged.
    ///
    /// - Parameter before: Telegram's date of a later update, which a press has none of its own.
    func react(to update: TelegramUpdate, botName: String, before: Timestamp? = nil) async throws -> Reaction {
        // Whatever else the message is: forwarded, edited, for another bot.
        if case .message(let message) = update.content,
            let reaction = try await ExposedCodes(context: context, access: access).react(to: message)
        {
            return reaction
        }
        switch UpdateFilter(botName: botName).judge(update) {
        case .command(let call, let message, let user):
            return try await react(to: call, message, user, botName: botName)
        case .words(let text, let message, let user):
            return try await react(to: text, message, user)
        case .press(let payload, let query, let message):
            return try await react(to: payload, query, message, before: before)
        case .forgedPress(let query):
            return try await react(toForged: query)
        case .migration(let from, let to):
            context.log.info("Group migrated", ["chat.old": "\(from)", "chat.new": "\(to)"])
            var reaction = Reaction()
            reaction.batch.settings.values = try await context.settings.moved(from: from, to: to)
            return reaction
        case .membership(let change):
            var reaction = Reaction()
            if change.newMember.isPresent {
                reaction.batch.settings.values.updateValue(nil, forKey: SettingName.closedChat(change.chat.id))
            }
            return reaction
        case .ignored(let reason):
            context.log.debug("Update ignored", ["update.id": "\(update.id)", "reason": reason.rawValue])
            return Reaction()
        }
    }

    /// Keeps answers to people without a role few, last and short-lived.
    func quietened(_ reaction: Reaction, _ caller: Caller) -> Reaction {
        // Whoever was let in by this very message is no stranger any more.
        guard caller.role == nil, reaction.batch.settings.values[SettingName.privateChat(caller.id)] == nil else {
            return reaction
        }
        let now = context.now
        var kept: [OutboxDraft] = []
        for var draft in reaction.batch.outbox.drafts {
            guard draft.target == caller.target else {
                // To the admins: what one of them tried is worth a word, what hundreds try is not worth hundreds.
                let isReported = strangeReports.withLock { $0.admit(0, in: caller.id, at: now) }
                if isReported { kept.append(draft) }
                continue
            }
            guard strangers.withLock({ $0.admit(caller.id, in: caller.chat.id, at: now) }) else { continue }
            draft.priority = .stranger
            draft.expiresAt = now + Self.strangerPatience
            kept.append(draft)
        }
        var quiet = reaction
        quiet.batch.outbox.drafts = kept
        return quiet
    }

    private static let strangerPatience = Duration.seconds(60)

    /// Runs a handler; its failure is told to the person with a number that is in the log.
    func guarded(_ caller: Caller, _ body: () async throws -> Reaction) async throws -> Reaction {
        do {
            return try await body()
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as DatabaseError {
            throw error
        } catch {
            context.log.error("Request failed", ["request": caller.key, "error": "\(error)"])
            return .reply(caller, caller.wording.html(CommonPhrase.failed, ["id": caller.key]), at: context.now)
        }
    }
}

/// Cells that only label: answered so that they do not spin.
struct NoopButtons: ButtonHandler {
    let route = "noop"

    func plan(_ press: ButtonPress) async throws -> PressPlan? { PressPlan() }
}
