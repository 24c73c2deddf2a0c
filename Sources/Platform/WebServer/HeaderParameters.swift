/// A header value with parameters: `form-data; name="photo"; filename=plot.png`.
struct HeaderParameters {
    /// What stands before the first semicolon.
    let value: String
    private let parameters: [(name: String, value: String)]

    init(_ text: String) {
        var scanner = text.unicodeScalars[...]
        value = String(Self.take(&scanner) { $0 != ";" }).trimmingSpace()
        var parameters: [(name: String, value: String)] = []
        while scanner.popFirst() != nil {  // The semicolon.
            let name = String(Self.take(&scanner) { $0 != "=" && $0 != ";" }).trimmingSpace().lowercased()
            guard scanner.first == "=" else { continue }
            scanner.removeFirst()
            _ = Self.take(&scanner) { $0 == " " }
            if scanner.first == "\"" {
                scanner.removeFirst()
                parameters.append((name, Self.quoted(&scanner)))
                _ = Self.take(&scanner) { $0 != ";" }
            } else {
                parameters.append((name, String(Self.take(&scanner) { $0 != ";" }).trimmingSpace()))
            }
        }
        self.parameters = parameters
    }

    subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    private static func take(
        _ scanner: inout Substring.UnicodeScalarView,
        while isWanted: (Unicode.Scalar) -> Bool
    ) -> Substring.UnicodeScalarView {
        let taken = scanner.prefix(while: isWanted)
        scanner = scanner[taken.endIndex...]
        return taken
    }

    /// Reads up to the closing quote; a backslash protects a quote or a backslash only, because some browsers send
    /// Windows paths.
    private static func quoted(_ scanner: inout Substring.UnicodeScalarView) -> String {
        var result = String.UnicodeScalarView()
        while let scalar = scanner.popFirst(), scalar != "\"" {
            if scalar == "\\", let next = scanner.first, next == "\"" || next == "\\" {
                result.append(next)
                scanner.removeFirst()
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
