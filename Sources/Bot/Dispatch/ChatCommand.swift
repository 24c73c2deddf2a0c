import Market
import Store

/// One command of the chat, a file of its own in `Commands/`, listed in ``ChatCommands``.
protocol ChatCommand: Sendable {
    /// Latin, lower case, without the slash.
    var name: String { get }
    associatedtype Summary: Phrase
    /// What `/help` and the menu say of it.
    var summary: Summary { get }
    /// What it asks about before it is done; questions that were asked are read again by this list.
    var asks: [any PendingAction.Type] { get }
    /// The least role that may use it; nil: everybody, strangers too.
    var role: Role? { get }
    /// The same for these words: looking may be for everybody and changing not.
    func role(of call: CommandCall) -> Role?
    /// True when it changes nothing: then nobody has to be told that a late one was not run.
    var isReadOnly: Bool { get }
    /// Under which heading `/help` lists it.
    var group: CommandGroup { get }
    /// True when even a late one is answered: what people send to a bot that is not running yet.
    var isAnsweredLate: Bool { get }

    func answer(_ request: CommandRequest) async throws -> Reaction
}

extension ChatCommand {
    var asks: [any PendingAction.Type] { [] }
    var role: Role? { .viewer }
    func role(of call: CommandCall) -> Role? { role }
    var isReadOnly: Bool { true }
    var group: CommandGroup {
        switch role {
        case .admin: .people
        case .operator, .trader: .act
        case .viewer, nil: .watch
        }
    }
    var isAnsweredLate: Bool { false }
}

/// The headings of `/help`, in its order.
enum CommandGroup: CaseIterable, Sendable {
    case watch, act, trade, people, own
}

/// A command with the person who gave it.
struct CommandRequest: Sendable {
    let call: CommandCall
    let caller: Caller
    let context: BotContext
    /// True where a button said it: a choice then takes the place of the one before.
    var isPress = false

    var wording: Wording { caller.wording }
    var now: Timestamp { context.now }

    /// Refuses for want of a role, and says which.
    func refuse(needing role: Role) -> Reaction { reply(HTMLText.escape(caller.refusal(needing: role))) }

    /// Offers a choice: in the message whose button was pressed, or as an answer.
    func offer(_ html: String, _ choice: CommandChoice) -> Reaction {
        isPress ? .edit(caller, html, keyboard: choice.rows, at: now) : reply(html, keyboard: choice.rows)
    }

    func reply(_ html: String, keyboard: [[RenderedMessage.Button]] = []) -> Reaction {
        .reply(caller, html, keyboard: keyboard, at: now)
    }
}
