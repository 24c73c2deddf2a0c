/// What answers the requests of a route.
package typealias WebHandler = @Sendable (WebRequest, PathParameters) async -> WebResponse

extension RouteTable where Handler == WebHandler {
    /// Runs the route of a request; an unknown path gets 404, a method that the path does not have 405 with `Allow`,
    /// OPTIONS 204 with `Allow`.
    package func respond(to request: WebRequest) async -> WebResponse {
        switch match(request.method, request.path) {
        case .found(let handler, let parameters): return await handler(request, parameters)
        case .allows(let methods, isQuestion: true): return WebResponse(status: 204, headers: [Self.allow(methods)])
        case .allows(let methods, isQuestion: false):
            return .text(
                "This path takes \(methods.joined(separator: ", "))\n",
                status: 405,
                headers: [Self.allow(methods)]
            )
        case .unknownPath: return .text("There is nothing at this path\n", status: 404)
        }
    }

    private static func allow(_ methods: [String]) -> (String, String) { ("Allow", methods.joined(separator: ", ")) }
}
