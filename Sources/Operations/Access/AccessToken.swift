package import Platform

/// The text of a key to the web side: `mayak_` and 48 hexadecimal digits, 192 bits that nobody can guess.
///
/// Shown once to whoever made it; the store has its digest only.
package struct AccessToken: Hashable, Sendable, CustomStringConvertible {
    /// The whole text.
    package let text: String

    /// Draws one.
    ///
    /// - Throws: ``FernetError`` when the system has no random bytes.
    package init(_ random: RandomSource) throws {
        text = try Self.prefix + (0..<3).map { _ in try random.nonce() }.joined()
    }

    /// Reads what somebody sent; nil for anything that cannot be one.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard text.hasPrefix(Self.prefix), digits.count == 48,
            digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.text = text
    }

    /// Not the text, which belongs into no log.
    package var description: String { Redaction.mark }

    /// SHA-256 of the text in hexadecimal.
    ///
    /// - Throws: ``FernetError`` of kind `library`.
    package func digest() throws -> String {
        try FileDigest.sha256(Array(text.utf8))
    }

    private static let prefix = "mayak_"
}
