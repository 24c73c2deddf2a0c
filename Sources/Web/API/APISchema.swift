import Platform

/// A JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it) of a value that goes in or out.
struct APISchema: Sendable {
    let json: JSON

    init(_ json: JSON) {
        self.json = json
    }

    static let string = APISchema(["type": "string"])
    static let integer = APISchema(["type": "integer"])
    static let number = APISchema(["type": "number"])
    static let boolean = APISchema(["type": "boolean"])
    /// `YYYY-MM-DD`.
    static let date = APISchema(["type": "string", "format": "date"])
    /// RFC 3339.
    static let instant = APISchema(["type": "string", "format": "date-time"])
    /// Whatever it may be.
    static let any = APISchema([:])

    static func integer(in range: ClosedRange<Int64>) -> APISchema {
        APISchema(["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)])
    }

    /// - Parameter length: in characters.
    static func text(_ length: ClosedRange<Int>) -> APISchema {
        APISchema([
            "type": "string", "minLength": .int(Int64(length.lowerBound)), "maxLength": .int(Int64(length.upperBound)),
        ])
    }

    static func choice(_ values: [String]) -> APISchema {
        APISchema(["type": "string", "enum": .strings(values)])
    }

    static func array(_ items: APISchema) -> APISchema {
        APISchema(["type": "array", "items": items.json])
    }

    /// An object with exactly these members.
    ///
    /// - Parameter optional: those of them that may be absent.
    static func object(_ members: KeyValuePairs<String, APISchema>, optional: Set<String> = []) -> APISchema {
        let required = members.map(\.key).filter { !optional.contains($0) }
        return APISchema(
            JSON.object(
                [
                    JSON.Member("type", "object"),
                    JSON.Member("properties", .object(members.map { JSON.Member($0.key, $0.value.json) })),
                ] + (required.isEmpty ? [] : [JSON.Member("required", .strings(required))])
                    + [JSON.Member("additionalProperties", false)]
            )
        )
    }

    /// An object whose names are not known before.
    static func map(_ values: APISchema) -> APISchema {
        APISchema(["type": "object", "additionalProperties": values.json])
    }

    /// The same, or null.
    var orNull: APISchema {
        if let type = json["type"]?.string {
            var widened = json.setting("type", to: .strings([type, "null"]))
            if let values = json["enum"]?.array { widened = widened.setting("enum", to: .array(values + [.null])) }
            return APISchema(widened)
        }
        return APISchema(["anyOf": [json, ["type": "null"]]])
    }
}
