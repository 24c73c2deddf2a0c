import Platform
import Store

/// One line of the API: what is asked, who may ask, what goes in and out, and who answers.
///
/// The same table serves the requests and writes `/api/openapi.json`.
struct APIRoute: Sendable {
    /// Something that a request is asked with.
    struct Parameter: Sendable {
        enum Place: String, Sendable {
            case path, query
        }

        let name: String
        let place: Place
        let schema: APISchema
        let summary: String

        static func query(_ name: String, _ schema: APISchema, _ summary: String) -> Parameter {
            Parameter(name: name, place: .query, schema: schema, summary: summary)
        }

        static func path(_ name: String, _ schema: APISchema, _ summary: String) -> Parameter {
            Parameter(name: name, place: .path, schema: schema, summary: summary)
        }
    }

    /// What a good answer carries.
    enum Content: Sendable {
        case json(APISchema)
        case png
        /// Server-sent events.
        case events
        case nothing
    }

    typealias Handler = @Sendable (APICall) async throws -> APIAnswer

    let method: WebMethod
    let pattern: RoutePattern
    /// Groups routes in the description: `alerts`, `jobs`.
    let tag: String
    let summary: String
    /// The least role; nil: whoever asks, without a key too.
    let role: Role?
    var parameters: [Parameter]
    var body: APISchema?
    var answer: Content
    /// What else may come besides the problems that every route has.
    var problems: [Problem.Kind]
    /// True where asking twice does it twice, so that `Idempotency-Key` counts.
    let isMutation: Bool
    let handler: Handler

    static func get(
        _ pattern: RoutePattern,
        _ tag: String,
        _ summary: String,
        role: Role? = .viewer,
        parameters: [Parameter] = [],
        answer: Content,
        problems: [Problem.Kind] = [],
        _ handler: @escaping Handler
    ) -> APIRoute {
        APIRoute(
            method: .get,
            pattern: pattern,
            tag: tag,
            summary: summary,
            role: role,
            parameters: parameters,
            body: nil,
            answer: answer,
            problems: problems,
            isMutation: false,
            handler: handler
        )
    }

    static func change(
        _ pattern: RoutePattern,
        _ tag: String,
        _ summary: String,
        method: WebMethod = .post,
        role: Role? = .operator,
        parameters: [Parameter] = [],
        body: APISchema? = nil,
        answer: Content,
        problems: [Problem.Kind] = [],
        _ handler: @escaping Handler
    ) -> APIRoute {
        APIRoute(
            method: method,
            pattern: pattern,
            tag: tag,
            summary: summary,
            role: role,
            parameters: parameters,
            body: body,
            answer: answer,
            problems: problems,
            isMutation: true,
            handler: handler
        )
    }

    /// `/api/alerts/{id}`: the pattern as OpenAPI writes it.
    var path: String { pattern.description.replacing(":int}", with: "}") }

    /// `get_api_alerts_id`.
    var operationID: String {
        let words = path.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return ([method.rawValue.lowercased()] + words).joined(separator: "_")
    }
}

/// What a handler answers.
enum APIAnswer: Sendable {
    case json(JSON, status: Int = 200)
    /// Everything else: a picture, a stream, a cookie.
    case response(WebResponse)
}
