// Instants, dates and times of day in stored JSON: instants as the store keeps them, the others as people and the exchange write them.

extension Timestamp: Codable {
    /// Reads milliseconds of Unix time.
    public init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension CivilDate: Codable {
    /// Reads `YYYY-MM-DD`.
    package init(from decoder: any Decoder) throws {
        self = try decoder.text(as: CivilDate.self) { CivilDate(stored: $0) }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension TimeOfDay: Codable {
    /// Reads `HH:MM:SS`.
    package init(from decoder: any Decoder) throws {
        self = try decoder.text(as: TimeOfDay.self) { TimeOfDay($0) }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Decoder {
    fileprivate func text<Value>(as type: Value.Type, _ read: (String) -> Value?) throws -> Value {
        let container = try singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = read(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no \(type)")
        }
        return value
    }
}
