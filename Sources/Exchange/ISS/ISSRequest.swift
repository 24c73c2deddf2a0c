import Platform

/// One question to ISS.
package struct ISSRequest: Hashable, Sendable {
    /// Below `/iss`, already percent-encoded, without slash at the ends and without suffix.
    package var path: String
    package var query: [Parameter]
    /// What a 403 speaks of: calls of one family cool down together, such as `algopack/fo/obstats`.
    package var family: String

    package struct Parameter: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(path: String, query: [Parameter] = [], family: String) {
        self.path = path
        self.query = query
        self.family = family
    }

    /// The same question from another row on.
    package func starting(at row: Int) -> ISSRequest {
        guard row > 0 else { return self }
        var request = self
        request.query.append(Parameter("start", String(row)))
        return request
    }

    /// - Parameter suffix: `.json`, or nothing for the page that a browser shows.
    package func url(base: String, suffix: String = "") -> String {
        URLEncoding.url("\(base)/\(path)\(suffix)", query: query.map { ($0.name, $0.value) })
    }
}

/// A good answer of ISS.
package struct ISSAnswer: Sendable {
    package let document: ISSDocument
    /// True when the exchange marked the login as not entitled: rows may be late, fewer or none.
    package let isDegraded: Bool
}
