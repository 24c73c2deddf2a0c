/// A value of a configuration file and the place it came from.
package struct ConfigNode: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// Nothing, `~` or `null`.
        case null
        /// Text as written; what it means is up to the key.
        case scalar(String)
        case sequence([ConfigNode])
        case mapping([Entry])
    }

    package struct Entry: Hashable, Sendable {
        package let key: String
        package let position: Position
        package let value: ConfigNode

        package init(key: String, position: Position, value: ConfigNode) {
            self.key = key
            self.position = position
            self.value = value
        }
    }

    package typealias Position = TextPlace

    package let content: Content
    package let position: Position

    package init(_ content: Content, at position: Position) {
        self.content = content
        self.position = position
    }

    /// The value of a key; nil when this is no mapping or has no such key.
    package subscript(key: String) -> ConfigNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The bounds that keep a hostile or broken file from costing more than a moment.
    enum Limit {
        /// Unit: bytes.
        static let size = 1 << 20
        static let depth = 32
        /// Values after aliases are expanded.
        static let nodes = 100_000
    }
}

/// A file that cannot be read as YAML, JSON or `.env`.
package struct ConfigSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    package let position: ConfigNode.Position
    package let detail: String

    package init(_ position: ConfigNode.Position, _ detail: String) {
        self.position = position
        self.detail = detail
    }

    package var description: String { "\(position): \(detail)" }
}
