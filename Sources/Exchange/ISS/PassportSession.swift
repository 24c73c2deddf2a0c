import Market
import Platform

/// The cookie that a login and a password give, renewed when refused or expired (docs/reference/algopack.md, Login).
///
/// Logs in a bounded number of times without a good answer in between, so that a wrong password never becomes a loop.
actor PassportSession {
    struct Cookie: Sendable {
        let value: Secret<String>
        let expires: Timestamp?
        let serial: Int
    }

    private let options: ISSOptions
    private let http: HTTPClient
    private let pacer: RequestPacer
    private let clock: any MarketClock
    private var current: Cookie?
    /// The login under way; everyone who needs a cookie waits for the same one.
    private var pending: Task<Cookie, any Error>?
    private var serial = 0
    private var loginsSinceGoodAnswer = 0

    init(options: ISSOptions, http: HTTPClient, pacer: RequestPacer, clock: any MarketClock) {
        self.options = options
        self.http = http
        self.pacer = pacer
        self.clock = clock
    }

    /// The cookie in force, after a login when there is none.
    ///
    /// - Throws: ``ExchangeError``; `unauthorized` when the login is refused or was tried too often.
    func cookie() async throws -> Cookie {
        if let current, current.expires.map({ $0 > clock.now }) ?? true { return current }
        if let pending { return try await pending.value }
        guard loginsSinceGoodAnswer < options.maximumLogins else {
            // The pause that this error begins ends the count: after it, the same number again.
            loginsSinceGoodAnswer = 0
            throw refused("logged in \(options.maximumLogins) times without being let in")
        }
        // Not a child of the caller: its cancellation must not take the login from the others who wait.
        // It ends by itself with the request's deadline.
        let login = Task { try await logIn() }
        pending = login
        defer { pending = nil }
        let cookie = try await login.value
        current = cookie
        return cookie
    }

    /// Forgets a cookie that was refused, unless it is already replaced.
    func refuse(_ cookie: Cookie) {
        if current?.serial == cookie.serial { current = nil }
    }

    func confirm() {
        loginsSinceGoodAnswer = 0
    }

    private func logIn() async throws -> Cookie {
        guard let login = options.login, let password = options.password else { throw refused("no login configured") }
        try await pacer.admit("passport")
        let request = HTTPRequest(
            url: options.passportURL,
            headers: [URLEncoding.basicAuthorization(user: login.reveal(), password: password.reveal())],
            timeout: options.timeout,
            maximumResponseBytes: 1 << 20
        )
        // A proxy may echo the header as it came.
        for (_, value) in request.headers { SecretRegistry.shared.add(String(value.split(separator: " ").last ?? "")) }
        let response: HTTPResponse
        do {
            response = try await http.send(request)
        } catch let error as HTTPError {
            throw ExchangeError(error, path: "passport")
        }
        if response.status >= 500 || response.status == 429 || response.status == 403,
            let error = ExchangeError(response, path: "passport", now: clock.now), error.kind != .forbidden
        {
            throw error
        }
        // From here on the passport has judged; a passport that does not answer is no refusal.
        loginsSinceGoodAnswer += 1
        guard (200...299).contains(response.status) else { throw refused("status \(response.status)") }
        // The body is documented by clients only; where it is not the JSON they saw, the cookie decides.
        if let verdict = try? JSON.parse(response.body), verdict["success"]?.bool == false {
            throw refused(verdict["error"]?.string ?? "no reason given")
        }
        serial += 1
        guard let cookie = Self.cookie(response, serial: serial, now: clock.now) else {
            throw refused("no cookie MicexPassportCert in the answer")
        }
        return cookie
    }

    private func refused(_ reason: String) -> ExchangeError {
        let words = Redaction.text(reason, limit: 200)
        return ExchangeError(
            .unauthorized,
            detail: "passport: \(words); check MOEX_PASSPORT_LOGIN and MOEX_PASSPORT_PASSWORD"
        )
    }

    /// Finds the cookie among the `Set-Cookie` headers (RFC 6265 §4.1).
    static func cookie(_ response: HTTPResponse, serial: Int, now: Timestamp) -> Cookie? {
        for header in response.headers where header.name.lowercased() == "set-cookie" {
            let parts = header.value.split(separator: ";").map { part in
                part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    .map { String($0).trimmingPrefix { $0 == " " } }
            }
            guard let first = parts.first, first.count == 2, first[0] == "MicexPassportCert", !first[1].isEmpty else {
                continue
            }
            var expires: Timestamp?
            for part in parts.dropFirst() where part.count == 2 {
                switch part[0].lowercased() {
                case "max-age":
                    expires = Int64(part[1]).map { now + .seconds(min(max($0, 0), 400 * 86_400)) } ?? expires
                case "expires": expires = expires ?? HTTPDate.instant(String(part[1]))
                default: break
                }
            }
            SecretRegistry.shared.add(String(first[1]))
            return Cookie(value: Secret(String(first[1])), expires: expires, serial: serial)
        }
        return nil
    }
}
