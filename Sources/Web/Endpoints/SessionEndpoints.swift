import Market
import Operations
import Platform
import Store

/// Browsers that sign in with a link and out again.
struct SessionEndpoints: Sendable {
    let store: OperationsStore
    let clock: any MarketClock
    /// Admins by configuration.
    let appointed: [Int64]
    /// Guesses cannot succeed, but they must not cost the store either.
    private let attempts = RequestPace(rate: 5, burst: 20)

    init(store: OperationsStore, clock: any MarketClock, appointed: [Int64]) {
        self.store = store
        self.clock = clock
        self.appointed = appointed
    }

    var routes: [APIRoute] {
        [
            .change(
                "/api/session",
                "session",
                "Sign a browser in with the text of a link, once; the answer sets its cookie",
                role: nil,
                body: .object(["link": .text(1...100)]),
                answer: .json(.object(["name": .string, "role": StatusEndpoints.role, "expires_at": .instant])),
                problems: [.unauthorized, .tooManyRequests]
            ) { call in try await signIn(call) },
            .change(
                "/api/session",
                "session",
                "Sign the browser out",
                method: .delete,
                role: .viewer,
                answer: .nothing
            ) { call in
                let holder = try call.holder
                guard holder.key.kind == .session else {
                    throw Problem(.conflict, "a token is no session: mayak people revoke \(holder.key.id)")
                }
                _ = try await AccessGranting(store: store, at: call.now).revoke(
                    holder.key.id,
                    by: holder.auditName
                )
                return .response(WebResponse(status: 204, headers: [Self.cookie("", life: .zero)]))
            },
        ]
    }

    private func signIn(_ call: APICall) async throws -> APIAnswer {
        guard attempts.take(0, at: SystemClock().now) else {
            throw Problem(.tooManyRequests, "ask more slowly", headers: [.init(name: "Retry-After", value: "1")])
        }
        // On a fast clock people are still as slow as people are.
        let life = AccessGranting.sessionLife * clock.speedUp
        let body = try call.body(["link"])
        guard let text = try call.text("link", of: body), let link = AccessToken(text),
            let granted = try await AccessGranting(store: store, at: call.now).signIn(link, lasting: life)
        else {
            throw Problem(
                .unauthorized,
                "the link opens nothing: it is unknown, expired or used; mayak people token ID --link makes another"
            )
        }
        let holder = try await store.access.holder(
            .session,
            digest: granted.token.digest(),
            appointed: appointed
        )
        guard let holder else { throw AccessGate.refused }
        let answer: JSON = [
            "name": .string(holder.person.name), "role": .string(holder.role.rawValue),
            "expires_at": .string(RFC3339.text(holder.key.expiresAt)),
        ]
        return .response(
            .json(
                answer.bytes,
                headers: [
                    Self.cookie(granted.token.text, life: AccessGranting.sessionLife), ("Cache-Control", "no-store"),
                ]
            )
        )
    }

    private static func cookie(_ text: String, life: Duration) -> (String, String) {
        (
            "Set-Cookie",
            "\(AccessGate.cookie)=\(text); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(life.wholeSeconds)"
        )
    }
}
