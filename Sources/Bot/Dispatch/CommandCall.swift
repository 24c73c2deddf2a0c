import Market

/// A command as it was typed: `/plot@mayak_bot fo obstats`.
struct CommandCall: Hashable, Sendable {
    /// Lower case, without the slash.
    let name: String
    /// The bot named after `@`, lower case.
    let addressee: String?
    let arguments: [String]

    /// Returns nil for a text that is not a command.
    init?(_ text: String) {
        guard text.first == "/" else { return nil }
        let words = text.dropFirst().split(maxSplits: Self.argumentLimit + 1, whereSeparator: \.isWhitespace)
        guard let first = words.first, text.dropFirst().first?.isWhitespace == false else { return nil }
        let parts = first.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].lowercased()
        guard (1...32).contains(name.utf8.count),
            name.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "_")
            })
        else { return nil }
        self.name = name
        addressee = parts.count > 1 ? parts[1].lowercased() : nil
        let rest = words.dropFirst().prefix(Self.argumentLimit).map { String($0.prefix(Self.argumentLength)) }
        // Only `/start` takes a code; answers repeat what they did not understand.
        arguments = self.name == "start" ? rest : DateReader.joined(rest.map(CodeSpotter.veil))
    }

    /// More words than any command takes, and longer ones than any argument is.
    private static let argumentLimit = 16
    private static let argumentLength = 100
}
