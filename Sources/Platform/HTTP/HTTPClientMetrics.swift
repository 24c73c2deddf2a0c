/// What a client counts: its requests by how they ended.
package struct HTTPClientMetrics: Sendable {
    /// How a request ended: the class of its status, or why there is no answer.
    package enum Outcome: String, MetricLabel {
        case informational = "1xx"
        case success = "2xx"
        case redirection = "3xx"
        case clientError = "4xx"
        case serverError = "5xx"
        case otherStatus = "other_status"
        case unreachable, timeout, tls, reset, redirect, shutdown, local, cancelled
        case tooLarge = "too_large"
        case malformedReply = "malformed_reply"
        case invalidRequest = "invalid_request"

        package static let name = "outcome"

        init(status: Int) {
            switch status / 100 {
            case 1: self = .informational
            case 2: self = .success
            case 3: self = .redirection
            case 4: self = .clientError
            case 5: self = .serverError
            default: self = .otherStatus
            }
        }

        init(_ error: any Error) {
            switch (error as? HTTPError)?.kind {
            case .unreachable: self = .unreachable
            case .timeout: self = .timeout
            case .tls: self = .tls
            case .tooLarge: self = .tooLarge
            case .reset: self = .reset
            case .malformedReply: self = .malformedReply
            case .redirect: self = .redirect
            case .invalidURL, .invalidRequest: self = .invalidRequest
            case .cancelledByShutdown: self = .shutdown
            case .local: self = .local
            case nil: self = .cancelled
            }
        }
    }

    let requests: Counter<Outcome>

    /// - Parameter peer: whom the client talks to, such as `telegram`: part of the name, `http_<peer>_requests_total`.
    package init(_ registry: MetricsRegistry, peer: String) {
        requests = registry.counter(
            "http_\(peer)",
            .requests,
            help: "HTTP requests by their end: class of status, or why there was no answer.",
            by: Outcome.self
        )
    }
}
