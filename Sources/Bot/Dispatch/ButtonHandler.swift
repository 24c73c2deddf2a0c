import Market
import Store

/// Answers the presses of one route.
protocol ButtonHandler: Sendable {
    /// The word after `v1:` in the payload.
    var route: String { get }

    /// Decides what a press does, without doing it; the spinner is stopped with the plan's answer before its effect.
    ///
    /// - Returns: nil when the payload is not what this bot writes.
    func plan(_ press: ButtonPress) async throws -> PressPlan?
}

/// A press with the person who made it.
struct ButtonPress: Sendable {
    let payload: CallbackPayload
    let caller: Caller
    let desk: BotDesk

    var wording: Wording { caller.wording }
    var now: Timestamp { desk.now }
}

/// What a press is answered with, and what it then does.
struct PressPlan: Sendable {
    /// At most 200 characters.
    var toast: String?
    /// Shown until dismissed: for refusals with a reason.
    var isAlert = false
    /// True when the person lacks the right: such presses are counted.
    var isDenied = false
    var effect: (@Sendable () async throws -> Reaction)?

    static func refusal(_ text: String) -> PressPlan {
        PressPlan(toast: text, isAlert: true)
    }

    static func refusal(needing role: Role, _ wording: Wording) -> PressPlan {
        var plan = refusal(wording.text(CommonPhrase.refusedRole, ["role": wording.name(role)]))
        plan.isDenied = true
        return plan
    }
}
