import Market
import Platform
import Store

/// Turns an update into a reaction: filter, caller, role, command or button.
struct Dispatcher: Sendable {
    let desk: BotDesk
    let client: TelegramClient
    let commands: [any ChatCommand]
    let buttons: [any ButtonHandler]

    private var access: Access { Access(desk: desk) }

    init(desk: BotDesk, client: TelegramClient) {
        self.desk = desk
        self.client = client
        commands = ChatCommands.all
        buttons = [IncidentButtons(), CalendarButtons(), PlotFileButtons(), RunButtons(), NoopButtons()]
    }

    /// - Throws: what makes it impossible to go on (the store, cancellation); a failing handler is answered and logged.
    func react(to update: TelegramUpdate, botName: String) async throws -> Reaction {
        switch UpdateFilter(botName: botName).judge(update) {
        case .command(let call, let message, let user):
            return try await react(to: call, message, user)
        case .press(let payload, let query, let message):
            return try await react(to: payload, query, message)
        case .forgedPress(let query):
            await answer(query, PressPlan(toast: Wording(desk.options.language).text(CommonPhrase.refusedForged)))
            return Reaction()
        case .migration(let from, let to):
            desk.log.info("Group migrated", ["chat.old": "\(from)", "chat.new": "\(to)"])
            var reaction = Reaction()
            reaction.batch.settings[ChatDirectory.key(from)] = "\(to)"
            return reaction
        case .membership(let change):
            var reaction = Reaction()
            if change.newMember.isPresent {
                reaction.batch.settings.updateValue(nil, forKey: ClosedChats.key(change.chat.id))
            }
            return reaction
        case .ignored(let reason):
            desk.log.debug("Update ignored", ["update.id": "\(update.id)", "reason": reason.rawValue])
            return Reaction()
        }
    }

    private func react(to call: CommandCall, _ message: TelegramMessage, _ user: TelegramUser) async throws -> Reaction
    {
        // A chat and a message number never come twice, unlike update ids.
        let key = "cmd:\(message.chat.id):\(message.messageID)"
        let caller = try await access.caller(user, in: message, key: key)
        guard let command = commands.first(where: { $0.name == call.name }) else {
            return unknown(call, caller)
        }
        if let role = command.role, !caller.may(role) {
            desk.log.info(
                "Command refused",
                ["user.id": "\(user.id)", "chat.id": "\(message.chat.id)", "command": call.name]
            )
            // A stranger learns nothing; a person with a role learns which one is missing.
            guard caller.role != nil else { return Reaction() }
            return .reply(
                caller,
                caller.wording.html(CommonPhrase.refusedRole, ["role": caller.wording.name(role)]),
                at: desk.now
            )
        }
        let age = Timestamp(seconds: message.date).duration(to: desk.now)
        guard command.isAnsweredLate || age <= desk.options.staleAfter else {
            // After a downtime nobody wants the answers of an hour ago.
            guard !command.isReadOnly else { return Reaction() }
            var reaction = Reaction.reply(
                caller,
                caller.wording.html(CommonPhrase.refusedStale, ["command": "/\(call.name)"]),
                at: desk.now
            )
            reaction.batch.audit.append(
                AuditEntry(
                    at: desk.now,
                    actor: caller.actor,
                    action: "command.\(call.name)",
                    object: "",
                    result: "refused: stale"
                )
            )
            return reaction
        }
        return try await guarded(caller) {
            try await command.answer(CommandRequest(call: call, caller: caller, desk: desk))
        }
    }

    /// Names the nearest command, to people with a role; a group is bothered only when the bot was addressed.
    private func unknown(_ call: CommandCall, _ caller: Caller) -> Reaction {
        guard caller.role != nil, caller.chat.isPrivate || call.addressee != nil else { return Reaction() }
        let known = commands.filter { command in command.role.map(caller.may) ?? true }.map(\.name)
        guard let closest = nearest(to: call.name, among: known) else { return Reaction() }
        let text = caller.wording.html(
            CommandPhrase.unknownCommand,
            ["command": "/\(call.name)", "nearest": "/\(closest)"]
        )
        return .reply(caller, text, at: desk.now)
    }

    private func react(to payload: CallbackPayload, _ query: CallbackQuery, _ message: TelegramMessage) async throws
        -> Reaction
    {
        let caller = try await access.caller(query.from, in: message, key: "cb:\(query.id)")
        let forged = PressPlan(toast: caller.wording.text(CommonPhrase.refusedForged))
        guard caller.role != nil else {
            await answer(query, .refusal(needing: .viewer, caller.wording))
            return Reaction()
        }
        let press = ButtonPress(payload: payload, caller: caller, desk: desk)
        let plan = try await buttons.first { $0.route == payload.route }?.plan(press) ?? forged
        // First the answer, because the server forgets a press within seconds; then the work.
        await answer(query, plan)
        guard let effect = plan.effect else { return Reaction() }
        return try await guarded(caller, effect)
    }

    private func answer(_ query: CallbackQuery, _ plan: PressPlan) async {
        do {
            try await client.answerCallback(query.id, text: plan.toast, isAlert: plan.isAlert)
        } catch let error as TelegramError where error.kind == .callbackExpired {
            desk.log.debug("Press answered too late", ["user.id": "\(query.from.id)"])
        } catch {
            // The spinner goes on turning; the effect of the press matters more.
            desk.log.warning("Press not answered", ["error": "\(error)"])
        }
    }

    /// Runs a handler; its failure is told to the person with a number that is in the log.
    private func guarded(_ caller: Caller, _ body: () async throws -> Reaction) async throws -> Reaction {
        do {
            return try await body()
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as DatabaseError {
            throw error
        } catch {
            desk.log.error("Request failed", ["request": caller.key, "error": "\(error)"])
            return .reply(caller, caller.wording.html(CommonPhrase.failed, ["id": caller.key]), at: desk.now)
        }
    }
}

/// Cells that only label: answered so that they do not spin.
struct NoopButtons: ButtonHandler {
    let route = "noop"

    func plan(_ press: ButtonPress) async throws -> PressPlan? { PressPlan() }
}
