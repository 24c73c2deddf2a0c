import Market
import Platform

/// One call of the Bot API with its merged arguments; all of them are texts (docs/reference/telegram.md, Requests).
struct MethodCall {
    let method: String
    let arguments: WebArguments
    let bot: Int
    let now: Timestamp

    func text(_ name: String) -> String? {
        arguments[name]
    }

    /// Bad numbers become 0, as on the server.
    func number(_ name: String) -> Int64? {
        arguments[name].map { Int64($0.filter { !$0.isWhitespace }) ?? 0 }
    }

    /// `true`, `yes` and `1` are true, everything else is false.
    func flag(_ name: String) -> Bool {
        ["true", "yes", "1"].contains(arguments[name]?.lowercased().filter { !$0.isWhitespace } ?? "")
    }

    /// The objects of an array that a refusal calls by name; none when the argument is absent.
    func list(_ name: String, of type: String, calling words: String) throws(TelegramFailure) -> [JSON] {
        guard let text = arguments[name], !text.isEmpty else { return [] }
        guard let value = json(name) else { throw .bad("can't parse \(words) JSON object") }
        guard let entries = value.array else { throw .bad("expected an Array of \(type)") }
        guard entries.allSatisfy({ $0.members != nil }) else { throw .bad("can't parse \(type): expected an Object") }
        return entries
    }

    /// A nested object; nil when it is absent.
    func object(_ name: String, calling words: String) throws(TelegramFailure) -> JSON? {
        guard let text = arguments[name], !text.isEmpty else { return nil }
        guard let value = json(name) else { throw .bad("can't parse \(words) JSON object") }
        guard value.members != nil else { throw .bad("object expected as \(words)") }
        return value
    }

    /// A nested value; nil when it is absent or no JSON.
    func json(_ name: String) -> JSON? {
        guard let text = arguments[name] else { return nil }
        // A broken value counts as absent: the server ignores what it cannot read in optional arguments.
        return try? JSON.parse(text)
    }
}
