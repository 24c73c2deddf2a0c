import Platform

/// The body of a control request: JSON, or a form, a multipart form or a query with the same names.
enum ControlBody {
    /// What stays text although it looks like a number or a word of JSON.
    private static let texts: Set<String> = [
        "text", "button", "title", "first_name", "emoji", "jump", "for", "at", "until", "kind", "target", "name",
    ]

    static func read(_ request: WebRequest) throws -> JSON {
        let type = request.header("Content-Type")?.lowercased() ?? ""
        let isForm = type.hasPrefix("application/x-www-form-urlencoded") || type.hasPrefix("multipart/form-data")
        // An object is one whatever its type says: curl and others call every body a form.
        let isObject = request.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
        let isQuery = request.body.isEmpty && !request.query.isEmpty
        guard !isObject, isForm || isQuery else { return try JSON.parse(request.body) }
        return .object(try request.arguments().values.map { JSON.Member($0.name, value($0.value, of: $0.name)) })
    }

    /// A name, or a number written as one.
    static func name(_ value: JSON?) -> String? {
        value?.string ?? value?.int.map { String($0) }
    }

    private static func value(_ text: String, of name: String) -> JSON {
        // What is no JSON is the text it is.
        guard !texts.contains(name), let value = try? JSON.parse(text) else { return .string(text) }
        return value
    }
}
