/// The methods a route can be for.
///
/// HEAD and OPTIONS are answered from the table itself (``RouteTable``).
package enum WebMethod: String, Hashable, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}
