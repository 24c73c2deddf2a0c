/// The secrets of this process, so that text from anywhere can be searched for them.
///
/// One for the whole process, because that is what leaks: a server that echoes a token does so in a reply that is parsed far
/// from where the token is known. Filled while the configuration is read.
package final class SecretRegistry: Sendable {
    package static let shared = SecretRegistry()

    /// Secrets in UTF-8, by the first byte, the longest first.
    struct Table: Sendable {
        private var secrets = [[[UInt8]]](repeating: [], count: 256)
        /// For each byte whether a secret begins with it, or it opens an encoding.
        private var interest = (0...255).map { SecretRegistry.opensEncoding(UInt8($0)) }
        private(set) var isEmpty = true

        subscript(first: UInt8) -> [[UInt8]] { secrets[Int(first)] }

        func isOfInterest(_ byte: UInt8) -> Bool { interest[Int(byte)] }

        mutating func insert(_ secret: [UInt8]) {
            let first = Int(secret[0])
            if secrets[first].contains(secret) { return }
            interest[first] = true
            secrets[first].append(secret)
            secrets[first].sort { $0.count > $1.count }
            isEmpty = false
        }
    }

    private struct Tables {
        var all = Table()
        /// Without those that could be a word of ours, such as a password `scheduler`.
        var unmistakable = Table()
    }

    private let tables = Lock(Tables())

    package init() {}

    /// Makes sure that the text is never shown again.
    ///
    /// Shorter than ``shortest`` it is not taken: hiding every `1` would say more than it hides. What is shorter than
    /// ``shortestInside`` is hidden as a whole word only.
    package func add(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= Self.shortest, !Self.wellKnown.contains(text) else { return }
        tables.withLock { tables in
            tables.all.insert(bytes)
            if Self.isUnmistakable(bytes) { tables.unmistakable.insert(bytes) }
        }
    }

    /// Adds a bot's token, whose second half is the secret part.
    package func add(token: String) {
        add(token)
        if let colon = token.firstIndex(of: ":") { add(String(token[token.index(after: colon)...])) }
    }

    /// Adds an address that grants something, with the parts of it that do: user name and password, path, query.
    package func add(url: String) {
        add(url)
        guard let scheme = url.firstRange(of: "://") else { return }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        if let at = authority.lastIndex(of: "@") { add(userInfo: authority[..<at]) }
        let tail = rest[authority.endIndex...]
        if tail.utf8.count >= Self.shortestInside { add(String(tail)) }
        for part in tail.split(whereSeparator: { "/?#&=".contains($0) }) where !Self.isWord(part) { add(String(part)) }
    }

    /// A user name and a password as they stand in an address.
    package func add(userInfo: some StringProtocol) {
        add(String(userInfo))
        if let colon = userInfo.firstIndex(of: ":") { add(String(userInfo[userInfo.index(after: colon)...])) }
    }

    var all: Table { tables.withLock { $0.all } }
    var unmistakable: Table { tables.withLock { $0.unmistakable } }

    /// Whether an encoded piece may begin with this byte; `+` is a space in forms.
    static func opensEncoding(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "%"), UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "+"): true
        default: false
        }
    }

    /// Long enough, and neither a word nor a number that our own texts may hold.
    private static func isUnmistakable(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= shortestInside else { return false }
        let isLetters = bytes.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F || $0 == 0x2D || $0 == 0x20 }
        let isDigits = bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
        return !isLetters && !isDigits || bytes.count >= 20
    }

    /// `ping` and `v1` in an address are no secrets.
    private static func isWord(_ part: some StringProtocol) -> Bool {
        part.utf8.count < 4 || part.utf8.count < 12 && part.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
    }

    /// Unit: bytes.
    static let shortest = 4
    /// Unit: bytes.
    static let shortestInside = 8
    /// What stands in the documentation and in the sandbox's own configuration.
    private static let wellKnown: Set<String> = ["sandbox", "7000000001:sandbox"]
}
