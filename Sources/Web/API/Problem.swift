import Platform

/// Why a request is not carried out, as RFC 9457 has it: `application/problem+json`.
struct Problem: Error, Hashable, Sendable {
    /// One word for a program; each has its status.
    enum Kind: String, CaseIterable, Sendable {
        case badRequest = "bad_request"
        /// No key, or one that opens nothing.
        case unauthorized
        /// The key's role is too low.
        case forbidden
        /// The request comes from a page of another site.
        case foreignOrigin = "foreign_origin"
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        /// Somebody changed the same thing in between, or it cannot be done as things are.
        case conflict
        /// What is asked for is the scheduler's to do, and none runs.
        case noScheduler = "no_scheduler"
        case tooLarge = "too_large"
        /// The `Idempotency-Key` stands for another request.
        case reusedKey = "reused_key"
        case tooManyRequests = "too_many_requests"
        /// The store does not answer, or the server stops.
        case unavailable

        var status: Int {
            switch self {
            case .badRequest: 400
            case .unauthorized: 401
            case .forbidden, .foreignOrigin: 403
            case .notFound: 404
            case .methodNotAllowed: 405
            case .conflict, .noScheduler: 409
            case .tooLarge: 413
            case .reusedKey: 422
            case .tooManyRequests: 429
            case .unavailable: 503
            }
        }

        var title: String {
            switch self {
            case .badRequest: "Bad request"
            case .unauthorized: "A token is needed"
            case .forbidden: "Not allowed"
            case .foreignOrigin: "Another site's request"
            case .notFound: "Not found"
            case .methodNotAllowed: "Method not allowed"
            case .conflict: "Not as things are"
            case .noScheduler: "No scheduler runs"
            case .tooLarge: "Too large"
            case .reusedKey: "The key is used already"
            case .tooManyRequests: "Too many requests"
            case .unavailable: "Not available"
            }
        }
    }

    let kind: Kind
    /// What is wrong and what to do, without secrets.
    let detail: String
    var headers: [Header] = []

    struct Header: Hashable, Sendable {
        let name: String
        let value: String
    }

    init(_ kind: Kind, _ detail: String, headers: [Header] = []) {
        self.kind = kind
        self.detail = detail
        self.headers = headers
    }

    var json: JSON {
        [
            "type": "about:blank", "title": .string(kind.title), "status": .int(Int64(kind.status)),
            "detail": .string(Redaction.text(detail, limit: 1_000)), "kind": .string(kind.rawValue),
        ]
    }

    var response: WebResponse {
        WebResponse(
            status: kind.status,
            headers: [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
                + headers.map { ($0.name, $0.value) },
            body: json.bytes
        )
    }

    static let schema = APISchema.object([
        "type": .string, "title": .string, "status": .integer, "detail": .string,
        "kind": .choice(Kind.allCases.map(\.rawValue)),
    ])
}
