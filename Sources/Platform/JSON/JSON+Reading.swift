extension JSON {
    package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        var builder = JSONBuilder(reader: try JSONReader(bytes))
        return try builder.document()
    }

    package static func parse(_ text: String) throws(JSONError) -> JSON {
        try parse(Array(text.utf8))
    }

    /// Also tells where each value stands.
    package static func parseWithPlaces(_ bytes: [UInt8]) throws(JSONError) -> (JSON, JSONPlaces) {
        var builder = JSONBuilder(reader: try JSONReader(bytes), places: JSONPlaces())
        let value = try builder.document()
        return (value, builder.places ?? JSONPlaces())
    }
}

/// Where each value of a parsed text begins, by path (`[2].until`), for messages that name the place.
package struct JSONPlaces: Sendable {
    fileprivate var places: [String: TextPlace] = [:]

    package init() {}

    package func place(of path: String) -> TextPlace {
        places[path] ?? TextPlace(line: 1, column: 1)
    }
}

private struct JSONBuilder {
    var reader: JSONReader
    var places: JSONPlaces?

    /// Nobody asks for the place of what lies deeper than a member of an object in an array, and long paths cost time.
    private static let deepestPlace = 2

    mutating func document() throws(JSONError) -> JSON {
        let value = try value(path: "", depth: 0)
        try reader.end()
        return value
    }

    private mutating func value(path: String, depth: Int) throws(JSONError) -> JSON {
        let token = try reader.next()
        if places != nil, depth <= Self.deepestPlace {
            let place = reader.place(of: reader.start)
            places?.places[path] = place
        }
        let namesParts = places != nil && depth < Self.deepestPlace
        switch token {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .string(let text): return .string(text)
        case .number(let text): return try number(text)
        case .array:
            var items: [JSON] = []
            while try reader.hasItem() {
                items.append(try value(path: namesParts ? "\(path)[\(items.count)]" : "", depth: depth + 1))
            }
            return .array(items)
        case .object:
            var members: [JSON.Member] = []
            while let name = try reader.nextName() {
                members.append(.init(name, try value(path: namesParts ? "\(path).\(name)" : "", depth: depth + 1)))
            }
            return .object(members)
        }
    }

    private mutating func number(_ text: String) throws(JSONError) -> JSON {
        if let whole = Int64(text) { return .int(whole) }
        guard let real = Double(text), real.isFinite else {
            throw JSONError(reader.place(of: reader.start), "not a number: \(text.bounded(to: 100))")
        }
        return .double(real)
    }
}
