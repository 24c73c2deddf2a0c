/// Turns texts in single quotes into JSON's, because the real gateway takes them and a client library relies on that
/// (docs/sandbox.md, Strangers' clients).
enum SingleQuotes {
    static func replaced(in body: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(body.count)
        let (single, double, escape) = (UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"))
        var quote: UInt8?
        var isEscaped = false
        for byte in body {
            if isEscaped {
                // `\'` is no escape of JSON, the quote itself needs none.
                if byte == single { output.removeLast() }
                output.append(byte)
                isEscaped = false
            } else if let open = quote {
                switch byte {
                case escape:
                    isEscaped = true
                    output.append(byte)
                case open:
                    quote = nil
                    output.append(double)
                case double: output += [escape, double]
                default: output.append(byte)
                }
            } else {
                if byte == single || byte == double { quote = byte }
                output.append(byte == single ? double : byte)
            }
        }
        return output
    }
}
