import Platform

/// Why the exchange gave no usable answer: docs/reference/algopack.md, Refusals, and trouble below HTTP.
package struct ExchangeError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// 401: the key or the login is missing, malformed, expired or rejected. All calls stop for minutes.
        case unauthorized
        /// 403: the plan lacks this product, or the host is wrong. The family of endpoints cools down.
        case forbidden
        /// 403 whose body says "Too Many Requests": the network's protection, not rights. All calls back off.
        case networkProtection = "network_protection"
        /// 429. All calls back off, as long as `Retry-After` says where it does.
        case rateLimited = "rate_limited"
        /// A redirect to the passport: not authorised, or the route is not served.
        case loginPage = "login_page"
        /// 200 with a page instead of data: a login page, a gateway's, or a route that is not served. Nobody can tell which.
        case notData = "not_data"
        /// 200 with `X-MicexPassport-Marker: denied` and nothing in it.
        case notEntitled = "not_entitled"
        /// 200 and nothing in it.
        case emptyBody = "empty_body"
        /// 404: no such route, so a mistake in the configuration.
        case notFound = "not_found"
        /// Another status that is not a success.
        case rejected
        /// 5xx, after the retries.
        case serverError = "server_error"
        /// The host does not answer the connection, after the retries.
        case unreachable
        /// The deadline passed, after the retries.
        case timeout
        /// The connection broke before the answer was complete, after the retries.
        case reset
        /// The certificate was refused; see the CA bundle setting (docs/reference/algopack.md, Login).
        case tls
        /// The answer is larger than allowed.
        case tooLarge = "too_large"
        /// The answer is not what ISS sends: not JSON, or broken in it.
        case badPayload = "bad_payload"
        /// The request could not be made: a base URL or a CA file is wrong, or the client was shut down.
        case misconfigured
    }

    /// What is behind a kind of failure; alerts of one cause are one incident.
    package enum Cause: String, CaseIterable, Codable, Sendable {
        case host, login, entitlement, rateLimit = "rate_limit", payload, configuration
    }

    package let kind: Kind
    /// The HTTP status, when there was an answer.
    package let status: Int?
    /// How long the server, or our own cool-down, asks us to wait.
    package let retryAfter: Duration?
    /// True when the call was not made, because an earlier one failed this way and its cool-down has not passed.
    package let isHeldBack: Bool
    /// What happened, to which path, what to do; at most ``TextLimit/detail`` bytes, never a key or a cookie.
    package let detail: String

    package init(
        _ kind: Kind,
        status: Int? = nil,
        retryAfter: Duration? = nil,
        isHeldBack: Bool = false,
        detail: String
    ) {
        self.kind = kind
        self.status = status
        self.retryAfter = retryAfter
        self.isHeldBack = isHeldBack
        self.detail = Redaction.text(detail, limit: TextLimit.detail)
    }

    package var cause: Cause {
        switch kind {
        case .unauthorized, .loginPage: .login
        case .forbidden, .notEntitled: .entitlement
        case .networkProtection, .rateLimited: .rateLimit
        case .serverError, .unreachable, .timeout, .reset, .tls: .host
        case .tooLarge, .badPayload, .notData, .emptyBody: .payload
        case .notFound, .rejected, .misconfigured: .configuration
        }
    }

    /// True for failures that another try within seconds may cure.
    package var isTransient: Bool {
        switch kind {
        case .serverError, .unreachable, .timeout, .reset: true
        case .unauthorized, .forbidden, .networkProtection, .rateLimited, .loginPage, .notData, .notEntitled,
            .emptyBody, .notFound, .rejected, .tls, .tooLarge, .badPayload, .misconfigured:
            false
        }
    }

    /// True for what a cookie that has run out brings as well: a page is then the login's.
    var mayMeanStaleCookie: Bool { cause == .login || kind == .notData }

    /// True when nobody answers at that address, whatever is asked.
    package var isSilence: Bool {
        kind == .unreachable || kind == .timeout || kind == .tls
    }

    package var description: String {
        let code = status.map { " \($0)" } ?? ""
        return "\(kind.rawValue)\(code): \(detail)"
    }
}
