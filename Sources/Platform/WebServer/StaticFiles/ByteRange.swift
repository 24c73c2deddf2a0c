/// What a `Range` header asks for (RFC 9110 §14.1.2).
enum ByteRange: Hashable {
    case whole
    case part(Range<Int>)
    /// Nothing of it is there.
    case outside

    /// One range of bytes; anything else, several ranges included, asks for the whole.
    init(_ header: String, size: Int) {
        self = .whole
        guard header.hasPrefix("bytes=") else { return }
        let bounds = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2 else { return }
        let (first, last) = (Self.number(bounds[0]), Self.number(bounds[1]))
        switch (bounds[0].isEmpty, bounds[1].isEmpty) {
        case (false, false):
            guard let first, let last, first <= last else { return }
            self = first < size ? .part(first..<min(last + 1, size)) : .outside
        case (false, true):
            guard let first else { return }
            self = first < size ? .part(first..<size) : .outside
        case (true, false):
            // The last so many bytes.
            guard let last else { return }
            self = last > 0 && size > 0 ? .part(max(0, size - last)..<size) : .outside
        case (true, true): return
        }
    }

    /// Digits only; a number that no file reaches is cut.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(text).map { min($0, Int.max / 2) } ?? Int.max / 2
    }
}
