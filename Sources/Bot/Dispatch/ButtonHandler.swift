import Market
import Operations
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
    let context: BotContext
    /// When the message with the button was sent; Unix seconds, 0 where nobody can tell any more.
    var sentAt: Int64 = 0

    var wording: Wording { caller.wording }
    var now: Timestamp { context.now }

    /// Why a menu of the person's own is of no use: they have lost rights since it was sent.
    ///
    /// To be asked by every handler whose buttons continue what the person began.
    var leftBehind: PressPlan? {
        get async throws {
            guard let loss = try await context.store.people.rightsLoss(of: caller.id), sentAt <= loss.at.seconds else {
                return nil
            }
            return .refusal(wording.text(CommonPhrase.refusedExpired))
        }
    }
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
