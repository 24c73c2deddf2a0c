/// Lengths of time as people write them: `90s`, `5m`, `1h30m`, `2d`.
package enum SpanText {
    /// Returns nil unless the text is numbers each followed by one of `d h m s`, in that order; up to 366 days.
    package static func read(_ text: String) -> Duration? {
        let units: [(Character, Int64)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
        var unit = 0
        var seconds: Int64 = 0
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
                guard digits.utf8.count <= 8 else { return nil }
                continue
            }
            guard let number = Int64(digits), let position = units[unit...].firstIndex(where: { $0.0 == character })
            else {
                return nil
            }
            seconds += number * units[position].1
            unit = position + 1
            digits = ""
        }
        guard digits.isEmpty, unit > 0, seconds <= 366 * 86_400 else { return nil }
        return .seconds(seconds)
    }
}
