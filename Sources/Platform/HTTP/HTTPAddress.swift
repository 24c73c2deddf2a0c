import Glibc

/// The checked parts of a URL, and the only form of it that errors and logs may show.
struct HTTPAddress: Hashable, Sendable {
    let isSecure: Bool
    /// Lower case; an IPv6 address keeps its brackets.
    let host: String
    /// As written; empty for the scheme's own port.
    let port: String
    /// Without query and fragment, as written.
    let path: String

    /// - Throws: `HTTPError` of kind `invalidURL` that does not quote the URL.
    init(_ url: String) throws(HTTPError) {
        func refuse(_ reason: String) -> HTTPError { HTTPError(kind: .invalidURL, detail: reason) }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw refuse("The URL holds spaces, control or non-ASCII characters: percent-encode them")
        }
        guard let schemeEnd = url.firstRange(of: "://") else {
            throw refuse("The URL has no scheme: use http or https")
        }
        switch url[..<schemeEnd.lowerBound].lowercased() {
        case "http": isSecure = false
        case "https": isSecure = true
        default: throw refuse("The URL's scheme is neither http nor https")
        }
        let rest = url[schemeEnd.upperBound...]
        let authority = rest.prefix { !"/?#\\".contains($0) }
        guard !authority.contains("@") else {
            throw refuse("The URL holds a user name: send an Authorization header instead")
        }
        path = String(rest[authority.endIndex...].prefix { $0 != "?" && $0 != "#" })
        let hostEnd: Substring.Index
        if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
            hostEnd = authority.index(after: bracket)
        } else {
            hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
        }
        host = authority[..<hostEnd].lowercased()
        let tail = authority[hostEnd...]
        port = String(tail.dropFirst())
        guard !host.isEmpty else { throw refuse("The URL has no host") }
        guard tail.isEmpty || tail == ":" || (tail.hasPrefix(":") && UInt16(port) != nil) else {
            throw refuse("The URL's port is not a number from 0 to 65535")
        }
    }

    /// True for addresses that never leave this machine, in any spelling that a resolver takes.
    var isLoopback: Bool {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        var four = in_addr()
        if inet_aton(name, &four) != 0 { return Self.isLoopback(UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard name.hasPrefix("["),
            inet_pton(AF_INET6, String(name.dropFirst().prefix { $0 != "]" && $0 != "%" }), &six) == 1
        else { return false }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        let last = bytes[12...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        if bytes[..<12].allSatisfy({ $0 == 0 }) { return last <= 1 }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped && Self.isLoopback(last)
    }

    /// 127.0.0.0/8, and the address that means this host.
    private static func isLoopback(_ address: UInt32) -> Bool {
        address >> 24 == 127 || address == 0
    }

    /// `host:port/path` with every path segment that could be a secret replaced by `‹…›`.
    ///
    /// A segment is shown only when it is short and plain words: `/bot123:AA/getMe` becomes `/‹…›/getMe`.
    var redacted: String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            Self.isPlain(segment) ? String(segment) : "‹…›"
        }
        return host + (port.isEmpty ? "" : ":\(port)") + segments.joined(separator: "/")
    }

    private static func isPlain(_ segment: Substring) -> Bool {
        segment.utf8.count <= 32
            && segment.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
