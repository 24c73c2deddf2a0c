import Market
import Platform
import Store

/// The presses under `/settings`; each change is one row of the audit trail.
struct SettingsButtons: ButtonHandler {
    let route = SettingsRoute.name
    let client: TelegramClient

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard let route = SettingsRoute(press.payload.arguments) else { return nil }
        guard press.caller.may(.admin) else { return .refusal(needing: .admin, press.wording) }
        if let left = try await press.leftBehind { return left }
        var state = try await SettingsState(press.context, press.caller)
        switch route {
        case .root, .quiet, .escalation, .topics, .close:
            let screen = SettingsScreen(state: state, wording: press.wording).message(route)
            return PressPlan { .edit(press.caller, screen.html, keyboard: screen.keyboard, at: press.now) }
        case .topicNew(let market):
            guard state.isGroup, state.chat.isForum == true else { return nil }
            return PressPlan { [state] in try await create(market, state, press) }
        case .hours, .quietOff, .mode, .delay, .secondHere, .secondOff, .topicHere, .topicGeneral:
            guard let change = change(route, state) else { return nil }
            var reaction = Reaction.changing(&state, change, press.caller, at: press.now)
            let screen = SettingsScreen(state: state, wording: press.wording).message(route)
            reaction.add(
                press.caller,
                .edit(
                    messageID: press.caller.messageID,
                    RenderedMessage(html: screen.html, keyboard: screen.keyboard)
                ),
                at: press.now
            )
            return PressPlan(toast: press.wording.text(SettingsPhrase.changed)) { [reaction] in reaction }
        }
    }

    private func change(_ route: SettingsRoute, _ state: SettingsState) -> SettingsChange? {
        switch route {
        case .hours(let from, let to):
            guard let from = TimeOfDay(hour: from, minute: 0), let to = TimeOfDay(hour: to, minute: 0) else {
                return nil
            }
            return .quiet(QuietHours(from: from, to: to, mode: state.quiet?.mode ?? .silent))
        case .quietOff: return .quiet(nil)
        case .mode(let mode): return .mode(mode)
        case .delay(let minutes): return .delay(minutes)
        case .secondHere: return state.isGroup ? nil : .secondChat(state.chat.id)
        case .secondOff: return .secondChat(nil)
        case .topicHere(let market):
            guard state.isGroup, let thread = state.thread else { return nil }
            return .topic(market, thread: thread)
        case .topicGeneral(let market): return .topic(market, thread: nil)
        case .root, .quiet, .escalation, .topics, .close, .topicNew: return nil
        }
    }

    /// Makes a topic; a second press of the same button makes none, because the market has one by then.
    private func create(_ market: AlgoPackSegment, _ state: SettingsState, _ press: ButtonPress) async throws
        -> Reaction
    {
        var state = state
        guard state.topics[market] == nil else { return Reaction() }
        let name = press.wording.text(SettingsPhrase.topicName, ["market": market.rawValue])
        do {
            let thread = try await client.createForumTopic(name, in: state.chat.id)
            var reaction = Reaction.changing(&state, .topic(market, thread: thread), press.caller, at: press.now)
            let screen = SettingsScreen(state: state, wording: press.wording).message(.topics)
            let message = RenderedMessage(html: screen.html, keyboard: screen.keyboard)
            reaction.add(press.caller, .edit(messageID: press.caller.messageID, message), at: press.now)
            return reaction
        } catch let error as TelegramError {
            press.context.log.warning("Topic not created", ["error": error.description])
            return .reply(press.caller, press.wording.html(SettingsPhrase.topicRefused), at: press.now)
        }
    }
}

extension Reaction {
    /// A change of the settings with its audit row.
    static func changing(
        _ state: inout SettingsState,
        _ change: SettingsChange,
        _ caller: Caller,
        at now: Timestamp
    ) -> Reaction {
        let (settings, setting, after) = state.apply(change)
        var reaction = Reaction()
        reaction.batch.settings.values = settings
        reaction.batch.audit.entries.append(
            AuditEntry(
                at: now,
                actor: caller.actor,
                action: .settingsSet,
                object: AuditObject.setting(setting, chat: caller.chat.id).text,
                after: after.text,
                result: .done
            )
        )
        return reaction
    }
}
