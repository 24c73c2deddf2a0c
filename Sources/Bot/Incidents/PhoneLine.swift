/// What fits on a phone held upright: a line that wraps hides the next one.
enum PhoneLine {
    /// Characters of a bold first line, its icon not counted.
    static let headline = 36
    /// Characters of any other line.
    static let width = 40
    /// Characters of a person's name within a line.
    static let name = 10

    /// Puts parts on as few lines as they fit, separated by a dot within a line.
    ///
    /// - Parameter parts: HTML, each of them shorter than a line.
    static func lines(of parts: [String]) -> [String] {
        var lines: [String] = []
        for part in parts {
            guard let last = lines.last, HTMLText.plain(last).count + 3 + HTMLText.plain(part).count <= width else {
                lines.append(part)
                continue
            }
            lines[lines.count - 1] = "\(last) · \(part)"
        }
        return lines
    }
}

extension String {
    /// A name as a line has room for it: `Константин Иванов` becomes `Константин`.
    var shortName: String {
        guard count > PhoneLine.name else { return self }
        let first = prefix { !$0.isWhitespace }
        return first.count <= PhoneLine.name ? String(first) : first.prefix(PhoneLine.name - 1) + "…"
    }
}
