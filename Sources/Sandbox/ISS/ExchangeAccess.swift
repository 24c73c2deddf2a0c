import Market
package import Platform

/// Who may read AlgoPack, and by which proof (docs/reference/algopack.md, Login).
package struct ExchangeAccess: Sendable {
    /// Keys accepted as `Authorization: Bearer`; nil accepts any key that is not empty.
    package var apiKey: Secret<String>?
    /// Accepted at `/authenticate`; nil accepts any login.
    package var login: String?
    package var password: Secret<String>?
    /// False lets everybody in, as for a first look with curl.
    ///
    /// Default true.
    package var isRequired = true

    package init() {}
}

/// How a request proved itself.
enum Credentials {
    case bearer, cookie
    /// The cookie is unknown or no longer valid: ISS answers with the login page.
    case staleCookie
    case none
    case rejectedKey
}

extension ExchangeAccess {
    /// - Parameter validSince: cookies issued earlier are worthless, since a fault ended all logins then.
    func credentials(of request: WebRequest, validSince: Timestamp?) -> Credentials {
        if let header = request.header("Authorization"), header.lowercased().hasPrefix("bearer") {
            let key = header.dropFirst(6).drop { $0 == " " }
            let isAccepted = apiKey.map { $0.reveal() == key } ?? !key.isEmpty
            return isAccepted ? .bearer : .rejectedKey
        }
        guard let cookie = Self.cookie(in: request) else { return isRequired ? .none : .bearer }
        let parts = cookie.split(separator: "-")
        guard parts.count == 2, parts[0] == "sandbox", let issued = Int64(parts[1]) else { return .staleCookie }
        return validSince.map { issued < $0.milliseconds } ?? false ? .staleCookie : .cookie
    }

    /// The answer of `/authenticate` to HTTP Basic.
    func authenticate(_ request: WebRequest, now: Timestamp) -> WebResponse {
        guard let header = request.header("Authorization"), header.lowercased().hasPrefix("basic "),
            let pair = Self.pair(header.dropFirst(6)), let colon = pair.firstIndex(of: ":"),
            login.map({ $0 == pair[..<colon] }) ?? true,
            password.map({ $0.reveal() == pair[pair.index(after: colon)...] }) ?? true
        else {
            let body: JSON = ["success": false, "error": "Wrong login or password"]
            return .json(body.bytes, status: 401, headers: [("X-MicexPassport-Marker", "denied")])
        }
        let cookie = "MicexPassportCert=sandbox-\(now.milliseconds); Path=/; Max-Age=86400"
        let body: JSON = ["success": true, "error": .null]
        return .json(body.bytes, headers: [("Set-Cookie", cookie), ("X-MicexPassport-Marker", "granted")])
    }

    /// `login:password`, as HTTP Basic writes it (RFC 7617).
    private static func pair(_ credentials: Substring) -> String? {
        Base64.standard.decode(String(credentials)).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static func cookie(in request: WebRequest) -> String? {
        for header in request.headers where header.0.lowercased() == "cookie" {
            for pair in header.1.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                if trimmed.hasPrefix("MicexPassportCert=") { return String(trimmed.dropFirst(18)) }
            }
        }
        return nil
    }
}
