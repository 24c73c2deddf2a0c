/// A code that a person types once: ten characters of Crockford's base 32, 50 bits, shown as `K7QM2-XWD9F`.
///
/// Only its digest is kept, so a copy of the store lets nobody in.
package struct OneTimeCode: Hashable, Sendable, CustomStringConvertible {
    /// Ten characters without the dash, fit for a link.
    package let compact: String

    /// Draws a code.
    ///
    /// - Throws: ``FernetError`` when the system has no random bytes.
    package init(_ random: RandomSource) throws {
        while true {
            let characters = try random.bytes(Self.length).map { Self.alphabet[Int($0 % 32)] }
            // One draw in eighteen has no digit that tells it from a word.
            guard let code = OneTimeCode(String(characters)) else { continue }
            self = code
            return
        }
    }

    /// Reads what a person typed, in any case, with or without dash and blanks; `O` is read as 0, `I` and `L` as 1.
    ///
    /// - Returns: nil for anything that cannot be a code, words among them.
    package init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        var characters: [Character] = []
        for character in text.uppercased() where character != "-" && character != " " {
            let read: Character =
                switch character {
                case "O": "0"
                case "I", "L": "1"
                default: character
                }
            guard Self.alphabet.contains(read) else { return nil }
            characters.append(read)
        }
        guard characters.count == Self.length, characters.contains(where: { ("2"..."9").contains($0) }) else {
            return nil
        }
        self.init(unchecked: String(characters))
    }

    private init(unchecked compact: String) {
        self.compact = compact
    }

    /// `K7QM2-XWD9F`.
    package var description: String { "\(compact.prefix(5))-\(compact.suffix(5))" }

    /// SHA-256 of the code in hexadecimal.
    ///
    /// - Throws: ``FernetError`` of kind `library`.
    package func digest() throws -> String {
        try OpenSSL.sha256(Array(compact.utf8)).hexadecimal
    }

    private static let length = 10
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
}
