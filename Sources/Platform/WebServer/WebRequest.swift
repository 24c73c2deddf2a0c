/// One request as the server received it, its body complete.
package struct WebRequest: Sendable {
    package var method: String
    /// Percent-decoded, without the query.
    package var path: String
    /// Decoded, in the order written.
    package var query: [(String, String)]
    /// In the order received, names as written.
    package var headers: [(String, String)]
    package var body: [UInt8]

    package init(
        method: String = "GET",
        path: String,
        query: [(String, String)] = [],
        headers: [(String, String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first value of that name in the query.
    package func queryValue(_ name: String) -> String? {
        query.first { $0.0 == name }?.1
    }

    /// The first header of that name, in any case of letters.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.0.lowercased() == wanted }?.1
    }
}
