/// What a button under a question says.
enum ConfirmationAnswer: String, CaseIterable, Sendable {
    /// By the person who asked.
    case yes = "y"
    case no = "n"
    /// By somebody else.
    case approve = "a"
    case decline = "d"
}

/// A button under a question: `v1:ok:<nonce>:<answer>`.
///
/// The nonce cannot be guessed, and gives no right by itself: who presses is looked at each time.
struct ConfirmationRoute: Hashable, Sendable {
    static let name = "ok"

    let nonce: String
    let answer: ConfirmationAnswer

    init(nonce: String, answer: ConfirmationAnswer) {
        self.nonce = nonce
        self.answer = answer
    }

    /// Reads the arguments after the route's name; nil when they are not what this bot writes.
    init?(_ arguments: [String]) {
        guard arguments.count == 2, arguments[0].utf8.count == 16, arguments[0].allSatisfy(\.isHexDigit),
            let answer = ConfirmationAnswer(rawValue: arguments[1])
        else { return nil }
        self.init(nonce: arguments[0], answer: answer)
    }

    var payload: String {
        CallbackPayload(route: Self.name, arguments: [nonce, answer.rawValue]).text
    }
}
