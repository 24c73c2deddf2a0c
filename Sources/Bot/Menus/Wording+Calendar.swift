import Market
import Operations

extension Wording {
    /// `20 ноября 2026, пт`, `1–8 января 2027`, `28 декабря 2026 – 8 января 2027`.
    func span(_ span: DateSpan) -> String {
        guard !span.isSingle else { return longDate(span.first) }
        let (first, last) = (span.first, span.last)
        func name(_ date: CivilDate) -> String {
            // Without year and weekday: "28 декабря".
            longDate(date).split(separator: " ").prefix(2).joined(separator: " ")
        }
        if first.year != last.year { return "\(name(first)) \(first.year) – \(name(last)) \(last.year)" }
        if first.month != last.month { return "\(name(first)) – \(name(last)) \(last.year)" }
        return "\(first.day)–\(name(last)) \(last.year)"
    }

    /// `FO`, or `все рынки`.
    func markets(_ scope: CalendarScope) -> String {
        scope.market?.rawValue ?? text(CalendarEditPhrase.allMarkets)
    }

    /// `торгов нет`, `сокращённый до 14:00`, `все как FO`.
    func name(_ choice: DayChoice) -> String {
        switch choice {
        case .kind(let kind): name(kind)
        case .short(let close):
            "\(name(.short)) \(text(CalendarEditPhrase.until, ["time": close.shortDescription]))"
        case .copy(let market): text(CalendarEditPhrase.copyToAll, ["market": market.rawValue])
        case .automatic: text(CalendarPhrase.automatic)
        }
    }
}
