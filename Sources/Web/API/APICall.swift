import Market
import Platform
import Store

/// One request of the API on its way to the handler, and how its parts are read.
struct APICall: Sendable {
    let request: WebRequest
    let path: PathParameters
    /// Nil only on routes that take requests without a key.
    let caller: AccessHolder?
    let now: Timestamp

    /// Who asks.
    ///
    /// - Throws: ``Problem`` of kind `unauthorized` on a route that lets everybody in.
    var holder: AccessHolder {
        get throws {
            guard let caller else { throw Problem(.unauthorized, "a key is needed here") }
            return caller
        }
    }

    // MARK: The query

    /// A whole number of the query.
    func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int) throws -> Int {
        guard let text = request.queryValue(name) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw wrong(name, text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A date of the query; nil where it is not there.
    func date(_ name: String) throws -> CivilDate? {
        try request.queryValue(name).map { text in
            guard let date = CivilDate(text) else { throw wrong(name, text, CivilDate.allowed) }
            return date
        }
    }

    func choice<Value: RawRepresentable & CaseIterable>(_ name: String, _ type: Value.Type) throws -> Value?
    where Value.RawValue == String {
        try request.queryValue(name).map { text in
            guard let value = Value(rawValue: text) else {
                throw wrong(name, text, "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return value
        }
    }

    func flag(_ name: String, default fallback: Bool) throws -> Bool {
        guard let text = request.queryValue(name) else { return fallback }
        guard text == "true" || text == "false" else { throw wrong(name, text, "true or false") }
        return text == "true"
    }

    /// Where the page before broke off: what its answer gave as `next`.
    func cursor() throws -> Int64? {
        try request.queryValue("cursor").map { text in
            guard let number = Int64(text), number > 0 else { throw wrong("cursor", text, "what `next` of a page was") }
            return number
        }
    }

    // MARK: The body

    /// The body as an object with no other members than these; an empty body is an empty object.
    func body(_ names: [String]) throws -> JSON {
        guard !request.body.isEmpty else { return [:] }
        let type = request.header("Content-Type")?.lowercased() ?? "application/json"
        guard type.hasPrefix("application/json") else {
            throw Problem(.badRequest, "the body must be application/json")
        }
        let body: JSON
        do {
            body = try JSON.parse(request.body)
        } catch {
            throw Problem(.badRequest, "the body is not JSON: \(error)")
        }
        guard let members = body.members else { throw Problem(.badRequest, "the body is not a JSON object") }
        if let unknown = members.first(where: { !names.contains($0.name) }) {
            let allowed = names.isEmpty ? "none" : names.joined(separator: ", ")
            throw wrong("body", unknown.name, "a known member: \(allowed)")
        }
        return body
    }

    /// A truth value of the body; nil where it is absent or null.
    func flag(_ name: String, of body: JSON) throws -> Bool? {
        guard let value = body[name], value != .null else { return nil }
        guard case .bool(let flag) = value else { throw wrong(name, value.text, "true or false") }
        return flag
    }

    /// A text of the body; nil where it is absent or null.
    func text(_ name: String, of body: JSON, limit: Int = 200) throws -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.string, text.count <= limit else {
            throw wrong(name, value.text, "a text of at most \(limit) characters")
        }
        return text
    }

    /// One of a closed set; nil where it is absent or null.
    func choice<Value: RawRepresentable & CaseIterable>(_ name: String, of body: JSON, _ type: Value.Type) throws
        -> Value?
    where Value.RawValue == String {
        guard let text = try text(name, of: body) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw wrong(name, text, "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    func integer(_ name: String, of body: JSON, in range: ClosedRange<Int64>) throws -> Int64? {
        guard let value = body[name], value != .null else { return nil }
        guard let number = value.int, range.contains(number) else {
            throw wrong(name, value.text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Names the place and what is allowed.
    func wrong(_ name: String, _ text: String, _ allowed: String) -> Problem {
        Problem(.badRequest, "\(name): cannot be '\(text.bounded(to: TextLimit.name))'; allowed: \(allowed)")
    }
}
