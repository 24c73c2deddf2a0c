/// Percent-encoding of URL parts and forms, both ways (RFC 3986 §2, WHATWG URL "application/x-www-form-urlencoded").
package enum URLEncoding {
    /// Encodes everything but letters, digits and `-._~`: right for a path segment, a query name or a value.
    package static func component(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text, spaceAsPlus: false, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `a=1&b=%D0%B0+b`: a form body; spaces become `+`.
    package static func form(_ fields: [(String, String)]) -> String {
        join(fields, spaceAsPlus: true)
    }

    /// `a=1&b=%D0%B0%20b`: a query string without the question mark; spaces become `%20`.
    package static func query(_ fields: [(String, String)]) -> String {
        join(fields, spaceAsPlus: false)
    }

    /// Adds a query to a URL that may already have one; without fields the URL stays as it is.
    package static func url(_ base: String, query fields: [(String, String)]) -> String {
        guard !fields.isEmpty else { return base }
        return base + (base.contains("?") ? "&" : "?") + query(fields)
    }

    /// Reads a query or a form body.
    ///
    /// A name without `=` has an empty value; broken escapes stay as they are; broken UTF-8 becomes U+FFFD.
    package static func fields(of text: some StringProtocol) -> [(String, String)] {
        text.utf8.split(separator: UInt8(ascii: "&")).map { pair in
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
                return (decode(pair, plusAsSpace: true), "")
            }
            return (
                decode(pair[..<equals], plusAsSpace: true),
                decode(pair[pair.index(after: equals)...], plusAsSpace: true)
            )
        }
    }

    /// Decodes a path; `+` stays a plus.
    package static func decodedPath(_ path: some StringProtocol) -> String {
        decode(path.utf8, plusAsSpace: false)
    }

    /// An `Authorization` header for HTTP Basic (RFC 7617, UTF-8).
    package static func basicAuthorization(user: String, password: String) -> (String, String) {
        ("Authorization", "Basic " + Base64.standard.encode(Array("\(user):\(password)".utf8)))
    }

    private static func join(_ fields: [(String, String)], spaceAsPlus: Bool) -> String {
        var bytes: [UInt8] = []
        // Room for a text whose every second byte is encoded.
        bytes.reserveCapacity(fields.reduce(0) { $0 + 2 * ($1.0.utf8.count + $1.1.utf8.count) + 2 })
        for (name, value) in fields {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
            append(name, spaceAsPlus: spaceAsPlus, to: &bytes)
            bytes.append(UInt8(ascii: "="))
            append(value, spaceAsPlus: spaceAsPlus, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ text: String, spaceAsPlus: Bool, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: " ") where spaceAsPlus:
                bytes.append(UInt8(ascii: "+"))
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexDigit(byte >> 4))
                bytes.append(hexDigit(byte & 15))
            }
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    private static func decode(_ text: some Sequence<UInt8>, plusAsSpace: Bool) -> String {
        let input = Array(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            let byte = input[index]
            if byte == UInt8(ascii: "%"), index + 2 < input.count, let high = hexValue(input[index + 1]),
                let low = hexValue(input[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
                continue
            }
            bytes.append(plusAsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            index += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
