package import Platform

/// What a bot's token looks like: the bot's number, a colon, and a secret of letters, digits, `_` and `-`.
package enum BotToken {
    /// What may be written, for the message of a mistake; the token itself is never shown.
    package static let allowed =
        "the bot's number, a colon and its secret of letters, digits, `_` and `-`, as BotFather shows it"

    /// False for what no server can have given: pasted with `bot` or quotes before it, broken by a blank, cut off.
    package static func isPossible(_ text: String) -> Bool {
        guard text.utf8.count <= maximumBytes, let colon = text.firstIndex(of: ":") else { return false }
        let secret = text[text.index(after: colon)...].utf8
        return number(text) != nil && secret.count >= minimumSecret && secret.allSatisfy(isOfSecret)
    }

    /// The bot's own user id, which is the token's first part; nil where it is not a token.
    package static func bot(_ token: Secret<String>) -> Int64? { number(token.reveal()) }

    private static func number(_ text: String) -> Int64? {
        guard let digits = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first,
            !digits.isEmpty, digits.first != "0",
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int64(digits), number < largestNumber
        else { return nil }
        return number
    }

    private static func isOfSecret(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The server's own bounds (docs/reference/telegram.md, Answers).
    private static let maximumBytes = 80
    private static let largestNumber: Int64 = 1 << 54
    /// Real ones have 35; a sandbox's may be a word.
    private static let minimumSecret = 3
}
