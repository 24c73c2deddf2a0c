/// Days in a row as people write them.
extension DateReader {
    /// One day, or both ends of a span: `2027-01-01..2027-01-08`, `20.07-25.07`, `20–25 июля`, `с 20.07 по 25.07`, `20 July to 25 July`.
    ///
    /// An end without a year is the day nearest to the other end: `20.12-10.01` crosses the new year, `20.09-25.09.2025` is of 2025.
    package func span(_ text: String) -> DateSpan? {
        ends(text).flatMap { $0 <= $1 ? DateSpan($0, $1) : nil }
    }

    /// Whether these are two days of which the later stands first.
    package func isBackwards(_ text: String) -> Bool {
        ends(text).map { $0 > $1 } ?? false
    }

    private func ends(_ text: String) -> (CivilDate, CivilDate)? {
        if let day = date(text) { return (day, day) }
        guard text.utf8.count <= Self.longestSpan else { return nil }
        var words = text.split(separator: " ")
        if let lead = words.first, Self.spanLeads.contains(lead.lowercased()) { words.removeFirst() }
        let said = words.joined(separator: " ").lowercased()
        for separator in Self.separators {
            for place in said.ranges(of: separator) {
                let (left, right) = (said[..<place.lowerBound].trimmed, said[place.upperBound...].trimmed)
                if let ends = ends(left, right, mayShareMonth: separator != " ") { return ends }
            }
        }
        return nil
    }

    /// Words of a command with those joined that are one span: `с`, `20.07`, `по`, `25.07`.
    package func joinedSpans(_ words: [String]) -> [String] {
        for start in words.indices {
            for count in stride(from: min(4, words.count - start), through: 2, by: -1) {
                let part = words[start..<start + count]
                let isLed = Self.spanLeads.contains(part[start].lowercased())
                let isSpan = isLed || part.dropFirst().contains(where: Self.joins)
                let text = part.joined(separator: " ")
                guard isSpan, let (first, last) = ends(text) else { continue }
                let said = first == last ? "\(first)" : "\(first)..\(last)"
                return words[..<start] + [said] + words[(start + count)...]
            }
        }
        return words
    }

    private func ends(_ left: String, _ right: String, mayShareMonth: Bool) -> (CivilDate, CivilDate)? {
        guard let first = date(left) ?? (mayShareMonth ? day(left, ofMonthIn: right) : nil), let last = date(right)
        else { return nil }
        let (start, end) = (dayOfYear(left), dayOfYear(right))
        if let start, start.year == nil, end == nil || end?.year != nil {
            return start.nearest(to: last).map { ($0, last) }
        }
        return (first, end?.nearest(to: first) ?? last)
    }

    /// `20` before `25.07` or `25 июля 2026`.
    private func day(_ left: String, ofMonthIn right: String) -> CivilDate? {
        guard Self.isDay(left[...]) else { return nil }
        let number = right.prefix { $0.isASCII && $0.isNumber }
        let rest = right.dropFirst(number.count)
        guard Self.isDay(number), rest.first == "." || rest.first == " " || rest.first == "/" else { return nil }
        return date(left + rest)
    }

    private static func isDay(_ text: Substring) -> Bool {
        (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func joins(_ word: String) -> Bool {
        separators.contains { $0 != " " && $0.trimmed == word.lowercased() }
    }

    private static let spanLeads: Set = ["с", "со", "from"]
    private static let separators = ["..", " по ", " to ", "–", "—", "-", " "]

    /// Bytes; more is no span.
    private static let longestSpan = 100
}

extension StringProtocol {
    /// Without spaces at either end.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
