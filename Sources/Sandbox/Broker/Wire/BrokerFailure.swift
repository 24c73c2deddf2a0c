import Platform

/// Why the broker says no: its gRPC status, its own five figures and words (docs/broker.md, Errors).
struct BrokerFailure: Error, Hashable, Sendable {
    /// The gRPC statuses the broker answers with, and what the REST gateway makes of them.
    enum Status: Int, CaseIterable, Sendable {
        case invalidArgument = 3
        case deadlineExceeded = 4
        case notFound = 5
        case permissionDenied = 7
        case resourceExhausted = 8
        case failedPrecondition = 9
        case unimplemented = 12
        case internalError = 13
        case unavailable = 14
        case unauthenticated = 16

        var http: Int {
            switch self {
            case .invalidArgument, .failedPrecondition: 400
            case .unauthenticated: 401
            case .permissionDenied: 403
            case .notFound: 404
            case .resourceExhausted: 429
            case .internalError: 500
            case .unimplemented: 501
            case .unavailable: 503
            case .deadlineExceeded: 504
            }
        }
    }

    let status: Status
    /// Five figures, `30042`; nil where only the gateway speaks.
    let number: Int?
    let message: String

    init(_ status: Status, _ number: Int?, _ message: String) {
        self.status = status
        self.number = number
        self.message = message
    }

    /// The body: the five figures are in `description`, as text.
    var json: JSON {
        [
            "code": .int(Int64(status.rawValue)), "message": .string(message),
            "description": .string(number.map { String($0) } ?? ""),
        ]
    }

    var response: WebResponse { .json(json.bytes, status: status.http) }
}

extension BrokerFailure {
    static let badToken = BrokerFailure(.unauthenticated, 40003, "authentication token is missing or invalid")
    static let readOnly = BrokerFailure(
        .permissionDenied,
        40002,
        "insufficient privileges to access this method or account"
    )
    static let tooManyRequests = BrokerFailure(.resourceExhausted, 80002, "request limit exceeded")
    static let unclear = BrokerFailure(.internalError, 70002, "unknown network error")
    static let instrumentNotFound = BrokerFailure(.notFound, 50002, "instrument not found")
    static let accountNotFound = BrokerFailure(.notFound, 50004, "account not found")
    static let orderNotFound = BrokerFailure(.notFound, 50005, "order not found")
    static let stopOrderNotFound = BrokerFailure(.notFound, 50006, "stop order not found")
    static let noMethod = BrokerFailure(.notFound, nil, "Not Found")
    static let notPost = BrokerFailure(.unimplemented, nil, "Method Not Allowed")

    static func invalid(_ number: Int, _ message: String) -> BrokerFailure {
        BrokerFailure(.invalidArgument, number, message)
    }

    static func missing(_ name: String, _ number: Int = 30001) -> BrokerFailure {
        invalid(number, "missing parameter: '\(name)'")
    }

    /// What the real broker has and the sandbox does not play.
    static func notPlayed(_ what: String) -> BrokerFailure {
        BrokerFailure(.unimplemented, nil, "the sandbox does not play \(what)")
    }
}
