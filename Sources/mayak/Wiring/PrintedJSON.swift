import Platform

extension JSON {
    /// JSON as commands print it: indented, the members of an object by name.
    ///
    /// - Parameter isCompact: all on one line.
    func printed(isCompact: Bool = false) -> String {
        isCompact ? sorted.text : sorted.indented
    }
}

extension Encodable {
    /// As ``JSON/printed(isCompact:)``.
    func printed(isCompact: Bool = false) throws -> String {
        try JSON(encoding: self).printed(isCompact: isCompact)
    }
}
