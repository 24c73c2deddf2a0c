import Platform

extension JSON {
    /// `name: value` for each member of an object, one a line.
    var lines: String {
        (members ?? []).map { "\($0.name): \($0.value.string ?? $0.value.text)" }.joined(separator: "\n")
    }
}
