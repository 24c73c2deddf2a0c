/// Which paths a route is for, such as `/api/feeds/{feed}/slots/{number:int}`.
///
/// A segment is literal text, `{name}` (any text but an empty one), `{name:int}` (a whole number, `-` allowed) or, last,
/// `{name...}`: whatever follows, slashes included, nothing included. Text may stand before `{name}` and `{name...}`:
/// `/bot{token}/{method...}`, `/iss{rest...}`; behind such text a parameter may be empty. Empty segments count, so `/a` and
/// `/a/` are two paths. Matching is exact and knows no case folding.
package struct RoutePattern: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    private enum Segment: Hashable {
        case literal(String)
        case text(prefix: String, name: String)
        case integer(name: String)
        case rest(prefix: String, name: String)
    }

    package let description: String
    private let segments: [Segment]

    package init(stringLiteral text: String) { self.init(text) }

    /// - Precondition: the text follows the rules above; patterns are written in the program, not read from outside.
    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "\(text): a pattern begins with /")
        description = text
        segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(Self.segment)
        let isRestLast = segments.dropLast().allSatisfy { if case .rest = $0 { false } else { true } }
        precondition(isRestLast, "\(text): nothing can follow {name...}")
    }

    private static func segment(_ text: Substring) -> Segment {
        guard let open = text.firstIndex(of: "{") else { return .literal(String(text)) }
        precondition(text.last == "}", "\(text): a parameter ends its segment")
        let prefix = String(text[..<open])
        let inner = text[text.index(after: open)...].dropLast()
        if inner.hasSuffix("...") { return .rest(prefix: prefix, name: String(inner.dropLast(3))) }
        guard let colon = inner.firstIndex(of: ":") else { return .text(prefix: prefix, name: String(inner)) }
        precondition(inner[colon...] == ":int" && prefix.isEmpty, "\(text): the only type is {name:int}")
        return .integer(name: String(inner[..<colon]))
    }

    /// The parameters of a path, already percent-decoded; nil when it is not one of these paths.
    package func match(_ path: String) -> PathParameters? {
        var parameters = PathParameters()
        var left = path[...]
        for segment in segments {
            guard left.first == "/" else { return nil }
            let after = left.dropFirst()
            if case .rest(let prefix, let name) = segment {
                guard after.hasPrefix(prefix) else { return nil }
                parameters.add(name, .text(String(after.dropFirst(prefix.count))))
                return parameters
            }
            let end = after.firstIndex(of: "/") ?? after.endIndex
            guard Self.match(segment, after[..<end], into: &parameters) else { return nil }
            left = after[end...]
        }
        return left.isEmpty ? parameters : nil
    }

    private static func match(_ segment: Segment, _ piece: Substring, into parameters: inout PathParameters) -> Bool {
        switch segment {
        case .literal(let text): return piece == text
        case .text(let prefix, let name):
            guard piece.hasPrefix(prefix), !piece.isEmpty else { return false }
            parameters.add(name, .text(String(piece.dropFirst(prefix.count))))
        case .integer(let name):
            guard piece.first != "+", let number = Int64(piece) else { return false }
            parameters.add(name, .integer(number))
        case .rest: return false
        }
        return true
    }
}
