import Operations
import Platform
import Store

/// Decides who asks, and whether a page of another site does.
struct AccessGate: Sendable {
    /// Of the browser's session; `__Host-` would need TLS, which a loopback address has not.
    static let cookie = "mayak_session"

    let store: AccessStore
    let appointed: [Int64]

    /// Who asks; nil where no key was sent.
    ///
    /// - Throws: ``Problem`` of kind `unauthorized` for a key that opens nothing.
    func caller(of request: WebRequest) async throws -> AccessHolder? {
        if let header = request.header("Authorization") {
            let parts = header.split(separator: " ", omittingEmptySubsequences: true)
            guard parts.count == 2, parts[0].lowercased() == "bearer", let token = AccessToken(String(parts[1])),
                let holder = try await store.holder(.token, digest: token.digest(), appointed: appointed)
            else { throw Self.refused }
            try await store.noteUse(of: holder.key.id)
            return holder
        }
        guard let token = Self.session(of: request) else { return nil }
        guard let holder = try await store.holder(.session, digest: token.digest(), appointed: appointed) else {
            throw Self.refused
        }
        try await store.noteUse(of: holder.key.id)
        return holder
    }

    /// The text of the browser's session; nil where there is none.
    static func session(of request: WebRequest) -> AccessToken? {
        for header in request.headers where header.0.lowercased() == "cookie" {
            for pair in header.1.split(separator: ";") {
                let text = pair.drop { $0 == " " }
                guard text.hasPrefix("\(cookie)=") else { continue }
                return AccessToken(String(text.dropFirst(cookie.utf8.count + 1)))
            }
        }
        return nil
    }

    /// One word for every kind of key that opens nothing, so that nobody learns which it was.
    static let refused = Problem(
        .unauthorized,
        "the key opens nothing: it is unknown, expired or revoked, or its person has no role; mayak people token makes one",
        headers: [.init(name: "WWW-Authenticate", value: "Bearer realm=\"mayak\"")]
    )

    static let missing = Problem(
        .unauthorized,
        "send Authorization: Bearer TOKEN (mayak people token ID), or sign in with a link (mayak people token ID --link)",
        headers: [.init(name: "WWW-Authenticate", value: "Bearer realm=\"mayak\"")]
    )
}
