import Platform
import Store

/// The description of the API, OpenAPI 3.1, made from the table that serves it.
struct OpenAPIDocument: Sendable {
    let routes: [APIRoute]
    let version: String

    var json: JSON {
        var paths: [JSON.Member] = []
        for path in routes.map(\.path).uniqued {
            let operations = routes.filter { $0.path == path }.map { route in
                JSON.Member(route.method.rawValue.lowercased(), operation(route))
            }
            paths.append(JSON.Member(path, .object(operations)))
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Mayak",
                "version": .string(version),
                "summary": "Feeds, alerts, jobs, calendar and portfolio of the desk",
                "description": .string(Self.description),
            ],
            "servers": [["url": "/"]],
            "security": [["token": []], ["session": []]],
            "paths": .object(paths),
            "components": [
                "schemas": ["Problem": Problem.schema.json],
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer", "description": "mayak people token ID"],
                    "session": ["type": "apiKey", "in": "cookie", "name": .string(AccessGate.cookie)],
                ],
            ],
        ]
    }

    private static let description = """
        Every request needs a key, a token of `mayak people token` or a browser's session, except where `security` is empty. \
        Lists that go on have `next`; it is the next page's `cursor`. Answers carry an `ETag`. A change may have an \
        `Idempotency-Key`, 1 to 200 visible ASCII characters: sent again, it is done once. Problems are RFC 9457.
        """

    private func operation(_ route: APIRoute) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("operationId", .string(route.operationID)), JSON.Member("tags", .strings([route.tag])),
            JSON.Member("summary", .string(route.summary)),
        ]
        if let role = route.role {
            members.append(JSON.Member("description", .string("Least role: \(role.rawValue).")))
        } else {
            members.append(JSON.Member("security", []))
        }
        let parameters = route.parameters.map(parameter) + (route.isMutation && route.role != nil ? [Self.key] : [])
        if !parameters.isEmpty { members.append(JSON.Member("parameters", .array(parameters))) }
        if let body = route.body {
            members.append(
                JSON.Member(
                    "requestBody",
                    ["required": true, "content": ["application/json": ["schema": body.json]]]
                )
            )
        }
        members.append(JSON.Member("responses", .object(responses(route))))
        return .object(members)
    }

    private func parameter(_ parameter: APIRoute.Parameter) -> JSON {
        [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.place == .path), "description": .string(parameter.summary),
            "schema": parameter.schema.json,
        ]
    }

    private static let key: JSON = [
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "Sent again with the same request, that is carried out once.",
        "schema": ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"],
    ]

    private func responses(_ route: APIRoute) -> [JSON.Member] {
        let good: JSON =
            switch route.answer {
            case .json(let schema):
                ["description": "As asked.", "content": ["application/json": ["schema": schema.json]]]
            case .png: ["description": "A picture.", "content": ["image/png": ["schema": [:]]]]
            case .events: ["description": "Server-sent events.", "content": ["text/event-stream": ["schema": [:]]]]
            case .nothing: ["description": "Done."]
            }
        var statuses: [Int: [String]] = [:]
        for kind in kinds(route) { statuses[kind.status, default: []].append(kind.title) }
        var members: [JSON.Member] = []
        if case .nothing = route.answer {
            members.append(JSON.Member("204", good))
        } else {
            members.append(JSON.Member("200", good))
        }
        if !route.isMutation, case .json = route.answer {
            members.append(JSON.Member("304", ["description": "As the ETag sent."]))
        }
        for (status, titles) in statuses.sorted(by: { $0.key < $1.key }) {
            let problem: JSON = [
                "description": .string(titles.joined(separator: "; ")),
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
            members.append(JSON.Member("\(status)", problem))
        }
        return members
    }

    /// What can go wrong on a route: what all have, and its own.
    private func kinds(_ route: APIRoute) -> [Problem.Kind] {
        var kinds: Set<Problem.Kind> = [.badRequest, .unavailable]
        if route.role != nil { kinds.formUnion([.unauthorized, .forbidden, .tooManyRequests]) }
        if route.isMutation {
            kinds.formUnion([.foreignOrigin, .tooLarge])
            if route.role != nil { kinds.formUnion([.conflict, .noScheduler, .reusedKey]) }
        }
        if route.parameters.contains(where: { $0.place == .path }) { kinds.insert(.notFound) }
        kinds.formUnion(route.problems)
        return Problem.Kind.allCases.filter(kinds.contains)
    }
}

extension [String] {
    /// Each once, in the order of their first places.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
