/// What the parameters of a route's pattern stood for in a path.
package struct PathParameters: Sendable {
    enum Value: Hashable, Sendable {
        case text(String)
        case integer(Int64)
    }

    private var values: [(name: String, value: Value)] = []

    package init() {}

    mutating func add(_ name: String, _ value: Value) {
        values.append((name, value))
    }

    /// The text of `{name}` or `{name...}`.
    ///
    /// - Precondition: the route's pattern has such a parameter.
    package func text(_ name: String) -> String {
        guard case .text(let text) = value(name) else { preconditionFailure("{\(name)} is not in this pattern") }
        return text
    }

    /// The number of `{name:int}`.
    ///
    /// - Precondition: the route's pattern has such a parameter.
    package func integer(_ name: String) -> Int64 {
        guard case .integer(let number) = value(name) else {
            preconditionFailure("{\(name):int} is not in this pattern")
        }
        return number
    }

    private func value(_ name: String) -> Value? {
        values.first { $0.name == name }?.value
    }
}
