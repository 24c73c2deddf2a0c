import Market

extension Wording {
    /// `21 слот`, `1 slot`; the number is grouped by thousands.
    package func count(_ number: Int, _ noun: CountedNoun) -> String {
        "\(grouped(number))\(Self.thinSpace)\(noun.form(for: number, in: language))"
    }

    /// `12 345` with a no-break space in Russian, `12,345` in English.
    package func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        guard digits.count > 4 else { return String(number) }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += language == .russian ? "\u{A0}" : "," }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// A number with a fixed count of decimals: comma in Russian, point in English.
    package func decimal(_ number: Double, places: Int = 1) -> String {
        guard number.isFinite, number.magnitude < 1e15 else { return "—" }
        let scale = (0..<places).reduce(1.0) { value, _ in value * 10 }
        let whole = Int64((number.magnitude * scale).rounded())
        let sign = number < 0 && whole != 0 ? "-" : ""
        let digits = String(whole)
        guard places > 0 else { return sign + digits }
        let filled = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return sign + filled.dropLast(places) + (language == .russian ? "," : ".") + filled.suffix(places)
    }

    /// A fraction as `8,78 %` in Russian, `8.78 %` in English; a change with `+` where it grew.
    package func percent(_ fraction: Double, isChange: Bool = false) -> String {
        (isChange && fraction > 0 ? "+" : "") + decimal(fraction * 100, places: 2) + Self.thinSpace + "%"
    }

    /// `95 с` up to two minutes, `17 мин` up to an hour, then `1 ч 55 мин`, from two days on `3 дн`.
    ///
    /// Whole minutes: 15 min 40 s after 10:00 it is 10:15. But checks come seconds early or late, and five minutes must not
    /// read as four.
    package func duration(_ span: Duration) -> String {
        let seconds = max(0, span.wholeSeconds)
        let isRussian = language == .russian
        let gap = Self.thinSpace
        if seconds < 120, seconds != 60 { return "\(seconds)\(gap)\(isRussian ? "с" : "s")" }
        let minutes = (seconds + Self.earliness) / 60
        if minutes < 60 { return "\(minutes)\(gap)\(isRussian ? "мин" : "min")" }
        let hours = minutes / 60
        guard hours < 48 else { return "\(hours / 24)\(gap)\(isRussian ? "дн" : "d")" }
        let rest = minutes % 60
        let whole = "\(hours)\(gap)\(isRussian ? "ч" : "h")"
        return rest == 0 ? whole : "\(whole) \(rest)\(gap)\(isRussian ? "мин" : "min")"
    }

    /// As ``duration(_:)`` where a span is read as a measured figure: `11 мин 11 с` up to an hour.
    package func figure(_ span: Duration) -> String {
        let seconds = max(0, span.wholeSeconds)
        guard seconds >= 120, seconds < 3_600, !seconds.isMultiple(of: 60) else { return duration(span) }
        return "\(duration(.seconds(seconds / 60 * 60))) \(duration(.seconds(seconds % 60)))"
    }

    /// As ``duration(_:)`` in few characters, for a first line: `2 ч 5 м` up to ten hours, then whole hours.
    package func shortDuration(_ span: Duration) -> String {
        let minutes = (max(0, span.wholeSeconds) + Self.earliness) / 60
        guard minutes >= 60 else { return duration(span) }
        guard minutes < 600 else { return duration(.hours(minutes / 60)) }
        let whole = duration(.hours(minutes / 60))
        guard !minutes.isMultiple(of: 60) else { return whole }
        return "\(whole)\(Self.thinSpace)\(minutes % 60)\(Self.thinSpace)\(language == .russian ? "м" : "m")"
    }

    /// Seconds by which a check may come too early for its minute.
    private static let earliness: Int64 = 10

    /// Keeps a number and its unit on one line.
    static let thinSpace = "\u{A0}"
}
