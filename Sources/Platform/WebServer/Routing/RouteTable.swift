/// The routes of a server, as data: who is asked for a request, and what else its path would allow.
///
/// The first route that fits wins, so a literal stands before the parameter that would take its place.
package struct RouteTable<Handler: Sendable>: Sendable {
    /// What a table says of a request.
    package enum Match {
        case found(Handler, PathParameters)
        /// OPTIONS, or a method that the path does not have: what belongs into `Allow`.
        case allows([String], isQuestion: Bool)
        case unknownPath
    }

    package let routes: [Route<Handler>]

    /// - Precondition: no two routes have the same method and pattern.
    package init(_ routes: [Route<Handler>]) {
        let names = routes.map { "\($0.method?.rawValue ?? "any") \($0.pattern)" }
        precondition(Set(names).count == names.count, "a route is in the table twice: \(names)")
        self.routes = routes
    }

    /// HEAD is found where GET is; what the handler answers is sent without its body.
    package func match(_ method: String, _ path: String) -> Match {
        let wanted = method == "HEAD" ? WebMethod.get.rawValue : method
        var allowed: [WebMethod] = []
        for route in routes {
            guard let parameters = route.pattern.match(path) else { continue }
            guard let routeMethod = route.method, routeMethod.rawValue != wanted else {
                return .found(route.handler, parameters)
            }
            if !allowed.contains(routeMethod) { allowed.append(routeMethod) }
        }
        guard !allowed.isEmpty else { return .unknownPath }
        let names = allowed.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        return .allows(names + ["OPTIONS"], isQuestion: method == "OPTIONS")
    }
}
