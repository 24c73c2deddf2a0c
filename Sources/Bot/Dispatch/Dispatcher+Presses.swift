import Market
import Platform
import Store

extension Dispatcher {
    func react(
        to payload: CallbackPayload,
        _ query: CallbackQuery,
        _ message: TelegramMessage,
        before: Timestamp?
    ) async throws -> Reaction {
        let caller = try await access.caller(query.from, in: message, key: AnswerKey.press(query.id))
        let press = ButtonPress(payload: payload, caller: caller, context: context, sentAt: message.date)
        guard caller.role != nil else {
            return try await refuse(query, caller, .role, .refusal(caller.wording.text(caller.refusalWithoutRole)))
        }
        guard let plan = try await buttons.first(where: { $0.route == payload.route })?.plan(press) else {
            return try await refuse(query, caller, .forged, forged(caller.wording))
        }
        guard !plan.isDenied else { return try await refuse(query, caller, .role, plan) }
        // What was pressed before a downtime is as old as the command after it.
        if let before, context.age(of: before) > context.options.staleAfter {
            await answer(query, PressPlan(toast: caller.wording.text(CommonPhrase.refusedExpired)))
            context.log.info("Press ignored: too old", ["user.id": "\(caller.id)", "route": payload.route])
            return Reaction()
        }
        // First the answer, because the server forgets a press within seconds; then the work.
        await answer(query, plan)
        guard let effect = plan.effect else { return Reaction() }
        return try await guarded(caller, effect)
    }

    /// A press that carries nothing this bot wrote.
    func react(toForged query: CallbackQuery) async throws -> Reaction {
        guard let message = query.message, !query.from.isBot, !query.from.isShared else {
            await answer(query, forged(Wording(context.options.language)))
            return Reaction()
        }
        let caller = try await access.caller(query.from, in: message, key: AnswerKey.press(query.id))
        return try await refuse(query, caller, .forged, forged(caller.wording))
    }

    private func forged(_ wording: Wording) -> PressPlan {
        PressPlan(toast: wording.text(CommonPhrase.refusedForged))
    }

    /// Answers and counts.
    ///
    /// Past the limit the spinner is stopped without a word. Only a role that does not suffice goes on being told, for nobody else
    /// sees it.
    private func refuse(_ query: CallbackQuery, _ caller: Caller, _ kind: RefusalKind, _ plan: PressPlan) async throws
        -> Reaction
    {
        var reaction = Reaction()
        let isAnswered = try await Refusals(context: context).count(kind, by: caller, query.data ?? "", into: &reaction)
        // A crowd's spinners turn until they stop by themselves, rather than keep the others waiting.
        let isAdmitted =
            caller.role != nil || strangePresses.withLock { $0.admit(caller.id, in: caller.id, at: context.now) }
        if isAdmitted { await answer(query, isAnswered || kind == .role && caller.role != nil ? plan : PressPlan()) }
        return quietened(reaction, caller)
    }

    private func answer(_ query: CallbackQuery, _ plan: PressPlan) async {
        do {
            try await client.answerCallback(query.id, text: plan.toast, isAlert: plan.isAlert)
        } catch let error as TelegramError where error.kind == .callbackExpired {
            context.log.debug("Press answered too late", ["user.id": "\(query.from.id)"])
        } catch {
            // The spinner goes on turning; the effect of the press matters more.
            context.log.warning("Press not answered", ["error": "\(error)"])
        }
    }
}
