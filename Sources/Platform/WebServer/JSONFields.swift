/// Splits a JSON object one level deep, keeping the order of its fields and the exact text of nested values.
enum JSONFields {
    /// Strings unescaped, everything else as written.
    ///
    /// - Throws: `malformedJSON` for anything but one valid object.
    static func split(_ bytes: [UInt8]) throws(WebArgumentError) -> [(name: String, value: String)] {
        do throws(JSONError) {
            var reader = try JSONReader(bytes, limits: JSONReader.Limits(depth: 100), repairsText: true)
            var fields: [(name: String, value: String)] = []
            guard try reader.next() == .object else { throw reader.failure("an object is missing") }
            while let name = try reader.nextName() {
                let token = try reader.next()
                let start = reader.start
                try reader.skip(token)
                if case .string(let text) = token {
                    fields.append((name, text))
                } else {
                    fields.append((name, String(decoding: bytes[start..<reader.offset], as: UTF8.self)))
                }
            }
            try reader.end()
            return fields
        } catch {
            throw WebArgumentError(kind: .malformedJSON, detail: "Not a JSON object: \(error.detail) at \(error.place)")
        }
    }
}
