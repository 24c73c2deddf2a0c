import Market
import Operations
import Store

/// Lifts a silence from the list: `v1:sil:<number>`.
struct SilenceButtons: ButtonHandler {
    private static let name = "sil"

    let route = Self.name

    static func payload(lift id: Int64) -> String {
        CallbackPayload(route: name, arguments: [String(id)]).text
    }

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard press.payload.arguments.count == 1, let id = press.payload.arguments.first.flatMap({ Int64($0) }) else {
            return nil
        }
        guard press.caller.may(.operator) else { return .refusal(needing: .operator, press.wording) }
        let silences = try await press.context.store.alerts.activeSilences(at: press.now)
        guard let lifted = silences.first(where: { $0.id == id }) else {
            return .refusal(press.wording.text(SilencePhrase.unknown, ["id": String(id)]))
        }
        return PressPlan(toast: press.wording.text(CommonPhrase.commandPosted)) {
            let screen = SilenceScreen(
                silences: silences.filter { $0.id != id },
                mayLift: true,
                today: press.context.today,
                wording: press.wording
            )
            var reaction = Reaction.edit(press.caller, screen.html, keyboard: screen.keyboard, at: press.now)
            reaction.lift([lifted], for: press.caller, press.context, saysSuccess: false)
            return reaction
        }
    }
}

extension Reaction {
    /// Asks the scheduler to end silences, with the audit row.
    mutating func lift(_ silences: [Silence], for caller: Caller, _ context: BotContext, saysSuccess: Bool) {
        post(
            .alert(.endSilences(ids: silences.map(\.id))),
            by: caller,
            action: .silenceEnd,
            object: silences.map(\.scopeLine).joined(separator: ", "),
            saysSuccess: saysSuccess,
            patience: context.options.schedulerPatience,
            at: context.now
        )
    }
}
