/// What a button carries: `v1:<route>:<arguments…>`, ASCII, 1 to 64 bytes (docs/reference/telegram.md, Methods).
///
/// It may be forged or come from a keyboard of an older version, so reading one gives no right to anything.
struct CallbackPayload: Hashable, Sendable {
    static let maximumBytes = 64
    /// An inert cell: answered, and nothing else.
    static let noop = CallbackPayload(route: "noop", arguments: [])

    let route: String
    let arguments: [String]

    init(route: String, arguments: [String]) {
        self.route = route
        self.arguments = arguments
    }

    /// Returns nil for anything that is not of this version's form.
    init?(_ text: String) {
        guard (1...Self.maximumBytes).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, parts[0] == "v1", !parts[1].isEmpty else { return nil }
        self.init(route: parts[1], arguments: Array(parts.dropFirst(2)))
    }

    /// - Precondition: at most 64 bytes; the routes are tested with their longest values.
    var text: String {
        let text = (["v1", route] + arguments).joined(separator: ":")
        precondition(text.utf8.count <= Self.maximumBytes, "a callback payload holds at most 64 bytes")
        return text
    }
}
