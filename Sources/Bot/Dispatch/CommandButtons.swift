import Store

/// A button that says a command: `v1:do:<command>:<word>:…`, for people who would rather press than type.
struct CommandButtons: ButtonHandler {
    private static let name = "do"

    let route = Self.name

    /// The commands that have such buttons.
    static let commands: Set<String> = ["plot", "silence", "report", "delays", "vwap", "oncall"]

    static func payload(_ command: String, _ words: [String]) -> String {
        CallbackPayload(route: name, arguments: [command] + words).text
    }

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        let words = press.payload.arguments
        guard let name = words.first, Self.commands.contains(name), let command = ChatCommands.named(name),
            let call = CommandCall("/" + words.joined(separator: " "))
        else { return nil }
        if let role = command.role(of: call), !press.caller.may(role) { return .refusal(needing: role, press.wording) }
        let request = CommandRequest(call: call, caller: press.caller, context: press.context, isPress: true)
        return PressPlan { try await command.answer(request) }
    }
}

/// A choice that a command offers where words are missing.
struct CommandChoice {
    let command: String
    private(set) var rows: [[RenderedMessage.Button]] = []

    init(_ command: String) {
        self.command = command
    }

    /// One row of buttons, each with its label and the words after the command.
    mutating func add(_ buttons: [(label: String, words: [String])]) {
        rows.append(
            buttons.map { label, words in
                RenderedMessage.Button(label: label, data: CommandButtons.payload(command, words))
            }
        )
    }
}
