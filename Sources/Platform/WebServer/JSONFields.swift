/// Splits a JSON object one level deep, keeping the order of its fields and the exact text of nested values.
enum JSONFields {
    /// Strings unescaped, everything else as written.
    ///
    /// - Throws: `malformedJSON` for anything but one valid object.
    static func split(_ bytes: [UInt8]) throws(WebArgumentError) -> [(name: String, value: String)] {
        var scanner = JSONScanner(bytes)
        var fields: [(name: String, value: String)] = []
        scanner.skipSpace()
        try scanner.object { scanner, name throws(WebArgumentError) in
            let start = scanner.position
            let isString = scanner.next == UInt8(ascii: "\"")
            if isString {
                fields.append((name, try scanner.string()))
            } else {
                try scanner.skipValue(depth: 1)
                fields.append((name, String(decoding: bytes[start..<scanner.position], as: UTF8.self)))
            }
        }
        scanner.skipSpace()
        guard scanner.next == nil else { throw scanner.malformed("text after the object") }
        return fields
    }
}
