/// One line of a table of routes: which requests, and what is done with them.
///
/// What a handler is, the table's owner decides: a function from request to response, or anything else that it runs itself.
package struct Route<Handler: Sendable>: Sendable {
    /// Nil for every method.
    package let method: WebMethod?
    package let pattern: RoutePattern
    package let handler: Handler

    package init(_ method: WebMethod?, _ pattern: RoutePattern, _ handler: Handler) {
        self.method = method
        self.pattern = pattern
        self.handler = handler
    }

    package static func get(_ pattern: RoutePattern, _ handler: Handler) -> Route { Route(.get, pattern, handler) }

    package static func post(_ pattern: RoutePattern, _ handler: Handler) -> Route { Route(.post, pattern, handler) }

    /// A route for every method.
    package static func any(_ pattern: RoutePattern, _ handler: Handler) -> Route { Route(nil, pattern, handler) }
}
