import Platform

/// Why the broker gave no usable answer (docs/broker.md, Errors).
package struct TInvestError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, CaseIterable, Sendable {
        /// A setting is missing or wrong; nothing was sent.
        case misconfigured
        /// The broker answered no, with its five figures.
        case refused
        /// 429: the limit of a minute is used up; ``TInvestError/retryAfter`` says for how long.
        case rateLimited = "rate_limited"
        /// 401: the token is missing, wrong or has lapsed.
        case unauthorized
        /// 5xx, or 70xxx: the broker's own trouble.
        case serverError = "server_error"
        case unreachable, timeout, tls, reset
        /// What came is not the broker's contract.
        case badPayload = "bad_payload"
    }

    package let kind: Kind
    /// The broker's five figures, where it gave some.
    package let code: Int?
    /// Whether the broker may have done what was asked: only a question answers that.
    package let mayHaveBeenDone: Bool
    package let retryAfter: Duration?
    /// The broker's id of the call, for its support.
    package let trackingID: String?
    /// What happened to which method, and what to do; never the token.
    package let detail: String

    package init(
        _ kind: Kind,
        code: Int? = nil,
        mayHaveBeenDone: Bool = false,
        retryAfter: Duration? = nil,
        trackingID: String? = nil,
        detail: String
    ) {
        self.kind = kind
        self.code = code
        self.mayHaveBeenDone = mayHaveBeenDone
        self.retryAfter = retryAfter
        self.trackingID = trackingID
        self.detail = Redaction.text(detail, limit: TextLimit.detail)
    }

    /// What is to be done about it.
    package var action: BrokerAction {
        if let code, let row = BrokerErrorTable.row(of: code) { return row.action }
        return switch kind {
        case .misconfigured, .tls, .unauthorized: .stopTrading
        case .rateLimited: .slowDown
        case .serverError, .unreachable, .timeout, .reset, .badPayload: .retryOrAsk
        case .refused: .reject
        }
    }

    /// True where a question may be asked again within seconds.
    package var isTransient: Bool {
        switch kind {
        case .serverError, .unreachable, .timeout, .reset, .rateLimited: true
        case .misconfigured, .refused, .unauthorized, .tls, .badPayload: false
        }
    }

    package var description: String {
        let figures = code.map { " \($0)" } ?? ""
        let id = trackingID.map { " (tracking id \($0))" } ?? ""
        return "\(kind.rawValue)\(figures): \(detail)\(id)"
    }
}
