import Glibc

/// Which proxy requests go through, by the names in the environment that curl reads (curl(1), Environment).
///
/// `https_proxy` or `HTTPS_PROXY`, `http_proxy` (in lower case only: a web server hands a caller's header `Proxy` on as
/// `HTTP_PROXY`), `all_proxy` or `ALL_PROXY` for what has none, and `no_proxy` or `NO_PROXY` with hosts, domains and networks
/// that are reached directly. Lower case wins, an empty value counts as absent. Loopback is always reached directly.
package struct HTTPProxies: Hashable, Sendable {
    /// The names, as they stand in the environment.
    package static let names = [
        "https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
    ]

    /// Those of this process.
    package static let inherited = HTTPProxies(
        environment: names.reduce(into: [:]) { values, name in
            values[name] = getenv(name).map { String(cString: $0) }
        }
    )

    private let secure: String?
    private let plain: String?
    private let direct: String?

    package init(environment: [String: String]) {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = first("all_proxy", "ALL_PROXY")
        secure = first("https_proxy", "HTTPS_PROXY") ?? all
        plain = first("http_proxy") ?? all
        direct = first("no_proxy", "NO_PROXY")
    }

    /// `CURLOPT_PROXY`: empty for none, so that libcurl does not look into the environment itself.
    func proxy(for address: HTTPAddress) -> String {
        address.isLoopback ? "" : (address.isSecure ? secure : plain) ?? ""
    }

    /// `CURLOPT_NOPROXY`; libcurl knows no `*.` before a domain, which it takes as `.`, and a single `*` for everything.
    var exceptions: String {
        let hosts = (direct ?? "").split { $0 == "," || $0.isWhitespace }
        if hosts.contains("*") { return "*" }
        return (Self.loopback + hosts.map { String($0.hasPrefix("*.") ? $0.dropFirst() : $0) }).joined(separator: ",")
    }

    /// For redirects, which libcurl follows itself.
    private static let loopback = ["localhost", "127.0.0.0/8", "::1"]
}
