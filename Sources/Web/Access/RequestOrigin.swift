import Platform

/// Where a request comes from, as browsers tell it; a pure value.
///
/// A page of another site must not change anything in the name of whoever looks at it, and a name that an attacker points
/// at a loopback address must not read anything (DNS rebinding).
struct RequestOrigin: Sendable {
    private let host: String
    private let origin: String?
    private let site: String?
    private let hasCookie: Bool

    init(_ request: WebRequest) {
        host = request.header("Host")?.lowercased() ?? ""
        origin = request.header("Origin")?.lowercased()
        site = request.header("Sec-Fetch-Site")?.lowercased()
        hasCookie = request.header("Cookie") != nil && request.header("Authorization") == nil
    }

    /// True where a change may be asked for from there.
    var mayChange: Bool {
        if let site, site != "same-origin", site != "none" { return false }
        guard let origin else {
            // A browser sends it with every change; whoever has a cookie and no Origin is none that can be trusted.
            return !hasCookie
        }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }

    /// True where the server was asked for by a name of its own.
    ///
    /// - Parameters:
    ///   - isLoopback: whether it listens on this machine only.
    ///   - publicName: the name under which a proxy before it is reached; nil without one.
    func isOurs(isLoopback: Bool, publicName: String? = nil) -> Bool {
        guard isLoopback else { return true }
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        if let publicName, name == publicName { return true }
        return name == "localhost" || name == "127.0.0.1" || name == "::1" || name.isEmpty
    }
}
