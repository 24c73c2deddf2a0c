/// Reads JSON into the tree that YAML files give, with line and column of every value.
///
/// Foundation's readers keep no positions, and libyaml does not know JSON's surrogate escapes.
package struct JSONConfigReader {
    private var reader: JSONReader
    /// The first key that is there already: a mistake, but none of JSON's.
    private var repetition: ConfigSyntaxError?

    /// - Throws: ``ConfigSyntaxError`` with the place of the mistake; duplicate keys are one.
    package static func read(_ text: String) throws(ConfigSyntaxError) -> ConfigNode {
        let limits = JSONReader.Limits(
            size: ConfigNode.Limit.size,
            depth: ConfigNode.Limit.depth,
            values: ConfigNode.Limit.nodes
        )
        var repetition: ConfigSyntaxError?
        let root: ConfigNode
        do throws(JSONError) {
            var reader = JSONConfigReader(reader: try JSONReader(Array(text.utf8), limits: limits))
            defer { repetition = reader.repetition }
            root = try reader.node()
            try reader.reader.end()
        } catch {
            throw repetition ?? ConfigSyntaxError(error.place, "not valid JSON: \(error.detail)")
        }
        if let repetition { throw repetition }
        return root
    }

    private mutating func node() throws(JSONError) -> ConfigNode {
        let token = try reader.next()
        let place = reader.place(of: reader.start)
        switch token {
        case .object: return ConfigNode(.mapping(try entries()), at: place)
        case .array:
            var items: [ConfigNode] = []
            while try reader.hasItem() { items.append(try node()) }
            return ConfigNode(.sequence(items), at: place)
        case .string(let text), .number(let text): return ConfigNode(.scalar(text), at: place)
        case .bool(let value): return ConfigNode(.scalar(value ? "true" : "false"), at: place)
        case .null: return ConfigNode(.null, at: place)
        }
    }

    private mutating func entries() throws(JSONError) -> [ConfigNode.Entry] {
        var entries: [ConfigNode.Entry] = []
        var lines: [String: Int] = [:]
        while let key = try reader.nextName() {
            let place = reader.place(of: reader.start)
            if let line = lines.updateValue(place.line, forKey: key), repetition == nil {
                repetition = ConfigSyntaxError(place, "\(key.bounded(to: 100)): is given twice, first in line \(line)")
            }
            entries.append(ConfigNode.Entry(key: key, position: place, value: try node()))
        }
        return entries
    }
}
