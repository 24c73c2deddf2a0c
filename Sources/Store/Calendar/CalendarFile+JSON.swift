/// The shapes of `trading_calendar.json` as they stand in the file; `CalendarFile+Reading` and `+Writing` give them meaning.
struct RawCalendar: Decodable {
    var format: Int
    var revised: String
    var pin: String?
    var profiles: [Strict<RawProfile>]
    var classic: [Strict<RawProfile>]
    var days: [Strict<RawDay>]
}

struct RawProfile: Codable {
    var market: String
    var from: String
    var sessions: [Strict<RawSession>]
    var weekend: [Strict<RawSession>]?
    /// Endpoint, then session name.
    var slots: [String: [String: Strict<RawEdge>]]?
    var note: String?
}

struct RawSession: Codable {
    var name: String
    var open: String
    var close: String
}

struct RawEdge: Codable {
    var first: String?
    var last: String?
}

struct RawDay: Codable {
    var market: String
    var date: String
    var kind: String
    var sessions: [Strict<RawSession>]?
    var tradeDate: String?
    var confirmed: Bool?
    var source: String?
    var note: String?
}

/// A JSON object whose keys are all known: a misspelt `sesions` must not be silently ignored.
struct Strict<Value: KeyListed>: Decodable {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: AnyKey.self).allKeys
        let unknown = keys.map(\.stringValue).filter { !Value.keys.contains($0) }.sorted()
        if let key = unknown.first {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath + [AnyKey(stringValue: key)],
                    debugDescription: "unknown key; allowed: \(Value.keys.joined(separator: ", "))"
                )
            )
        }
        value = try Value(from: decoder)
    }
}

extension Strict: Encodable where Value: Encodable {
    func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}

protocol KeyListed: Decodable {
    static var keys: [String] { get }
}

extension RawCalendar: KeyListed {
    static let keys = ["format", "revised", "pin", "profiles", "classic", "days"]
}

extension RawProfile: KeyListed {
    static let keys = ["market", "from", "sessions", "weekend", "slots", "note"]
}

extension RawSession: KeyListed {
    static let keys = ["name", "open", "close"]
}

extension RawEdge: KeyListed {
    static let keys = ["first", "last"]
}

extension RawDay: KeyListed {
    static let keys = ["market", "date", "kind", "sessions", "tradeDate", "confirmed", "source", "note"]
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
