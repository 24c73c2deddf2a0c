import Market
import Platform

/// One call of the Bot API with its merged arguments; all of them are texts (`telegram.md` §1.1).
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

    /// A nested value; nil when it is absent or no JSON.
    func json(_ name: String) -> JSON? {
        guard let text = arguments[name] else { return nil }
        // A broken value counts as absent: the server ignores what it cannot read in optional arguments.
        return try? JSONParser.parse(text)
    }
}
