import Platform

/// Keeps pages of other sites away from the sandbox: a browser carries their requests to every port of this machine.
///
/// A browser says where a request comes from (`Origin`, `Sec-Fetch-Site`), and a page cannot change that; programs such as curl
/// say nothing. The name in `Host` must be this machine's, because a name of somebody else's can be made to lead here
/// (DNS rebinding), and a page under it would then be of the same origin.
struct ControlGate {
    /// Where the server listens, as configured.
    let host: String

    /// Why a request is refused; nil when it may pass.
    func refusal(of request: WebRequest) -> WebResponse? {
        let isControl = request.path.hasPrefix("/sandbox/")
        let isPage = !isControl && !Self.isForPrograms(request.path)
        if let name = request.header("Host"), isControl || isPage, !isOurs(name) {
            return Self.refused(403, "Host: this is not the sandbox's name; use localhost, or set sandbox.host to it")
        }
        // The page itself may be opened from a link anywhere.
        let isOpening = isPage && request.method == "GET" && request.header("Origin") == nil
        guard isOpening || isFromHere(request) else {
            return Self.refused(403, "Origin: requests of another site's page are not taken")
        }
        guard isControl, request.method == "POST", !hasControlType(request) else { return nil }
        return Self.refused(415, "Content-Type: must be application/json")
    }

    private func isFromHere(_ request: WebRequest) -> Bool {
        if let site = request.header("Sec-Fetch-Site"), site != "same-origin", site != "none" { return false }
        guard let origin = request.header("Origin") else { return true }
        guard let host = request.header("Host") else { return false }
        return ["http://\(host.lowercased())", "https://\(host.lowercased())"].contains(origin.lowercased())
    }

    /// Whether a body can be what a page of another site sends without asking first, as forms and plain text can.
    ///
    /// Programs may send forms; of a browser nothing but JSON is taken.
    private func hasControlType(_ request: WebRequest) -> Bool {
        let type = request.header("Content-Type").map { text in
            String(text.prefix { $0 != ";" }.filter { !$0.isWhitespace }).lowercased()
        }
        let isBrowser = request.headers.contains { name, _ in
            let name = name.lowercased()
            return name == "origin" || name.hasPrefix("sec-fetch-")
        }
        switch type {
        case "application/json": return true
        case nil, "application/x-www-form-urlencoded", "multipart/form-data": return !isBrowser
        default: return false
        }
    }

    /// A name of this machine: loopback, the one configured, or, where others may call, an address.
    ///
    /// An address in figures is safe: no name had to be looked up. A name without a dot is one of the local network.
    private func isOurs(_ value: String) -> Bool {
        let name = Self.withoutPort(value.lowercased())
        if name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" { return true }
        if name == host.lowercased() || name == "[\(host.lowercased())]" { return true }
        let isAddress = name.hasPrefix("[") || name.wholeMatch(of: /[0-9]+(\.[0-9]+){3}/) != nil
        if isAddress, name.hasPrefix("127.") { return true }
        let isLoopbackOnly = host == "::1" || host.hasPrefix("127.")
        return !isLoopbackOnly && !name.isEmpty && (isAddress || !name.contains("."))
    }

    private static func withoutPort(_ value: String) -> String {
        if value.hasPrefix("["), let end = value.firstIndex(of: "]") { return String(value[...end]) }
        return String(value.prefix { $0 != ":" })
    }

    /// What bots and the monitor call, under whatever name they know this machine.
    private static func isForPrograms(_ path: String) -> Bool {
        path.hasPrefix("/bot") || path.hasPrefix("/file/bot") || path.hasPrefix("/iss") || path == "/authenticate"
            || path.hasPrefix("/rest/") || path.hasPrefix("/ws/")
    }

    private static func refused(_ status: Int, _ words: String) -> WebResponse {
        let body: JSON = ["ok": false, "error": .string(words)]
        return .json(body.bytes, status: status, headers: [("Cache-Control", "no-store")])
    }
}
