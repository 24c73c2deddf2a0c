import Market

/// Stored as `{"kind": …, "arguments": {place: text}}`.
extension Notice: Codable {
    private enum Key: String, CodingKey {
        case kind, arguments
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        try self.init(
            container.decode(Kind.self, forKey: .kind),
            StoredPlaces(
                texts: container.decode([String: String].self, forKey: .arguments),
                path: container.codingPath + [Key.arguments]
            )
        )
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        let texts = places.map { ($0.name, $0.value.stored) }
        try container.encode(Dictionary(uniqueKeysWithValues: texts), forKey: .arguments)
    }

    /// The texts of a stored notice; words may be absent, what is counted or measured may not.
    struct StoredPlaces {
        let texts: [String: String]
        let path: [any CodingKey]

        func text(_ name: String) -> String { texts[name] ?? "" }

        func count(_ name: String) throws -> Int { try value(name, "a whole number") { Int($0) } }

        func fraction(_ name: String) throws -> Double { try value(name, "a number") { Double($0) } }

        func time(_ name: String) throws -> TimeOfDay { try value(name, "a time of day") { TimeOfDay($0) } }

        func since(_ name: String) -> Since {
            Int64(text(name)).map { .instant(Timestamp(milliseconds: $0)) } ?? .words(text(name))
        }

        /// A cause that only another version knows is one of the others.
        func cause(_ name: String) -> PollTrouble.Cause { PollTrouble.Cause(rawValue: text(name)) ?? .other }

        func haltCause(_ name: String) throws -> Halt.Cause {
            try value(name, "the cause of a halt") { Halt.Cause(rawValue: $0) }
        }

        private func value<Value>(_ name: String, _ what: String, _ read: (String) -> Value?) throws -> Value {
            guard let value = read(text(name)) else {
                let words = "\(name): '\(text(name))' is not \(what)"
                throw DecodingError.dataCorrupted(DecodingError.Context(codingPath: path, debugDescription: words))
            }
            return value
        }
    }
}

extension Notice.Value {
    /// The text that is stored.
    fileprivate var stored: String {
        switch self {
        case .count(let number), .minutes(let number), .seconds(let number): "\(number)"
        case .time(let time): time.shortDescription
        case .since(.instant(let instant)): "\(instant.milliseconds)"
        case .since(.words(let words)): words
        case .fraction(let number), .change(let number), .price(let number): "\(number)"
        case .cause(let cause): cause.rawValue
        case .haltCause(let cause): cause.rawValue
        case .person(let text), .scope(let text), .technical(let text), .text(let text): text
        }
    }
}
