import Market
import Platform

extension ExchangeError {
    /// What an answer is besides a good one (docs/reference/algopack.md, Refusals); nil for a good one.
    ///
    /// - Parameters:
    ///   - path: Of the request, for the detail.
    ///   - now: Against which a `Retry-After` date is read.
    init?(_ response: HTTPResponse, path: String, now: Timestamp) {
        let status = response.status
        let wait = Self.retryAfter(response, now: now)
        func failed(_ kind: Kind, _ detail: String) -> ExchangeError {
            ExchangeError(kind, status: status, retryAfter: wait, detail: "\(path): \(detail)")
        }
        switch status {
        case 200:
            guard let error = Self.spoiledSuccess(response, path: path) else { return nil }
            self = error
        case 401:
            self = failed(.unauthorized, "the key or the login is missing, expired or rejected; check MOEX_API_KEY")
        case 403 where Self.speaksOfLimit(response):
            self = failed(.networkProtection, "the network's protection refuses calls for now; ask less often")
        case 403:
            self = failed(.forbidden, "the plan lacks this product, or the base URL is not the gateway's")
        case 404:
            self = failed(.notFound, "no such route; check the base URL")
        case 429:
            self = failed(.rateLimited, "too many calls")
        case 500...599:
            self = failed(.serverError, "the exchange failed")
        case 300...399 where Self.leadsToPassport(response):
            self = failed(.loginPage, "sent to the login page: not authorised, or the route is not served")
        case 300...399:
            self = failed(.rejected, "redirected elsewhere; check the base URL")
        default:
            self = failed(.rejected, "a status that ISS does not use")
        }
    }

    /// What happened below HTTP.
    init(_ error: HTTPError, path: String) {
        let kind: Kind =
            switch error.kind {
            case .unreachable: .unreachable
            case .timeout: .timeout
            case .tls: .tls
            case .tooLarge: .tooLarge
            case .reset: .reset
            case .malformedReply: .badPayload
            case .redirect, .invalidURL, .invalidRequest, .cancelledByShutdown, .local: .misconfigured
            }
        self.init(kind, detail: "\(path): \(error.detail)")
    }

    /// A 200 that is no answer: a page, or nothing for a login without rights.
    private static func spoiledSuccess(_ response: HTTPResponse, path: String) -> ExchangeError? {
        let type = response.header("Content-Type")?.lowercased() ?? ""
        let first = response.body.first { $0 > 0x20 }
        if type.hasPrefix("text/html") || first == UInt8(ascii: "<") {
            return ExchangeError(
                .notData,
                status: 200,
                detail: "\(path): a page instead of data: trouble at the exchange, a login, or no such route"
            )
        }
        guard first == nil else { return nil }
        return isMarkedDenied(response)
            ? ExchangeError(.notEntitled, status: 200, detail: "\(path): the login has no rights to this product")
            : ExchangeError(.emptyBody, status: 200, detail: "\(path): an empty body")
    }

    /// True when the exchange says that the cookie gives no rights; not an error alone.
    static func isMarkedDenied(_ response: HTTPResponse) -> Bool {
        response.header("X-MicexPassport-Marker")?.lowercased() == "denied"
    }

    private static func speaksOfLimit(_ response: HTTPResponse) -> Bool {
        String(decoding: response.body.prefix(4096), as: UTF8.self).lowercased().contains("too many requests")
    }

    private static func leadsToPassport(_ response: HTTPResponse) -> Bool {
        let location = response.header("Location")?.lowercased() ?? ""
        return location.contains("passport") || location.contains("/authenticate") || location.contains("login")
    }

    /// `Retry-After` as seconds or as a date (RFC 9110 §10.2.3).
    private static func retryAfter(_ response: HTTPResponse, now: Timestamp) -> Duration? {
        guard let text = response.header("Retry-After") else { return nil }
        if let seconds = Int64(text), seconds >= 0 { return .seconds(min(seconds, 86_400)) }
        return HTTPDate.instant(text).map { max(.zero, now.duration(to: $0)) }
    }
}
