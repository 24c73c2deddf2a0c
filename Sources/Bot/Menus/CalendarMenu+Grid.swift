import Market
import Operations
import Store

/// Years, months and days, and the choice of the two ends of a range.
extension CalendarMenu {
    func years(from first: Int) -> RenderedMessage {
        let years = (first..<first + 4).map { year in
            button(year == today.year ? "[\(year)]" : String(year), .months(year: year))
        }
        return screen(
            wording.html(CalendarPhrase.yearsTitle),
            [
                Array(years.prefix(2)), Array(years.suffix(2)),
                [
                    button(wording.text(CalendarPhrase.earlier), .years(from: max(Self.years.lowerBound, first - 4))),
                    button(wording.text(CalendarPhrase.later), .years(from: min(Self.years.upperBound - 3, first + 4))),
                ],
                [close],
            ]
        )
    }

    func months(_ year: Int) -> RenderedMessage {
        let edited = Set(snapshot.statements.filter { $0.layer == .edit && $0.date.year == year }.map(\.date))
        let cells = (1...12).map { month in
            let count = edited.count { $0.month == month }
            let name = shortName(month)
            let mark = count > 0 ? " " + wording.text(CalendarPhrase.edited, ["count": String(count)]) : ""
            let isNow = today.year == year && today.month == month
            return button((isNow ? "[\(name)]" : name) + mark, .days(year: year, month: month))
        }
        let rows = stride(from: 0, to: 12, by: 3).map { Array(cells[$0..<$0 + 3]) }
        return screen(
            wording.html(CalendarPhrase.monthsTitle, ["year": String(year)]),
            rows + [[back(to: .years(from: max(Self.years.lowerBound, year - 1))), close]],
            below: edited.isEmpty ? [] : [wording.html(CalendarEditPhrase.monthsLegend)]
        )
    }

    func days(_ year: Int, _ month: Int) -> RenderedMessage {
        var rows = grid(year, month) { date in
            let label = "\(date.day)\(mark(of: date))"
            return button(date == today ? "[\(label)]" : label, .day(date))
        }
        rows.append(neighbours(year, month) { .days(year: $0, month: $1) })
        rows.append([button(wording.text(CalendarEditPhrase.severalDays), .rangeFirst(year: year, month: month))])
        rows.append([back(to: .months(year: year)), close])
        return screen(
            wording.html(CalendarPhrase.daysTitle, ["month": wording.month(month), "year": String(year)]),
            rows,
            below: [wording.html(CalendarPhrase.legend)] + editLines(year, month)
        )
    }

    func rangeFirst(_ year: Int, _ month: Int) -> RenderedMessage {
        var rows = grid(year, month) { date in
            button("\(date.day)\(mark(of: date))", .rangeLast(date, year: year, month: month))
        }
        rows.append(neighbours(year, month) { .rangeFirst(year: $0, month: $1) })
        rows.append([back(to: .days(year: year, month: month)), close])
        let title = wording.html(CalendarEditPhrase.firstDay)
        return screen(title, rows, below: [wording.html(CalendarPhrase.daysTitle, names(year, month))])
    }

    func rangeLast(_ first: CivilDate, _ year: Int, _ month: Int) -> RenderedMessage {
        var rows = grid(year, month) { date in
            let span = DateSpan(first, date)
            guard span.count <= CalendarScope.longest else { return inert("–") }
            let label = "\(date.day)\(mark(of: date))"
            return button(date == first ? "[\(label)]" : label, .range(span))
        }
        rows.append(neighbours(year, month) { .rangeLast(first, year: $0, month: $1) })
        rows.append([back(to: .rangeFirst(year: first.year, month: first.month)), close])
        let title = wording.html(CalendarEditPhrase.lastDay, ["date": wording.longDate(first)])
        return screen(title, rows, below: [wording.html(CalendarPhrase.daysTitle, names(year, month))])
    }

    private func names(_ year: Int, _ month: Int) -> KeyValuePairs<String, String> {
        ["month": wording.month(month), "year": String(year)]
    }

    /// Weekday header and seven columns from Monday.
    private func grid(
        _ year: Int,
        _ month: Int,
        cell: (CivilDate) -> RenderedMessage.Button
    ) -> [[RenderedMessage.Button]] {
        var rows = [Weekday.allCases.map { inert(wording.weekday($0)) }]
        var row: [RenderedMessage.Button] = []
        for day in 1...CivilDate.dayCount(ofMonth: month, year: year) {
            guard let date = CivilDate(year: year, month: month, day: day) else { continue }
            if day == 1 { row = Array(repeating: inert(" "), count: date.weekday.rawValue - 1) }
            row.append(cell(date))
            if row.count == 7 {
                rows.append(row)
                row = []
            }
        }
        if !row.isEmpty { rows.append(row + Array(repeating: inert(" "), count: 7 - row.count)) }
        return rows
    }

    /// The month before and the one after, within the years that a menu shows.
    private func neighbours(_ year: Int, _ month: Int, _ screen: (Int, Int) -> CalendarScreen)
        -> [RenderedMessage.Button]
    {
        let before = month == 1 ? (year - 1, 12) : (year, month - 1)
        let after = month == 12 ? (year + 1, 1) : (year, month + 1)
        var row: [RenderedMessage.Button] = []
        if Self.years.contains(before.0) { row.append(button("‹ \(shortName(before.1))", screen(before.0, before.1))) }
        if Self.years.contains(after.0) { row.append(button("\(shortName(after.1)) ›", screen(after.0, after.1))) }
        return row
    }

    private func shortName(_ month: Int) -> String { String(wording.month(month).prefix(3)) }

    /// `15·`: all markets alike and ordinary, `×` closed, `~` anything else, `?` unknown; `*` after it for an edit.
    private func mark(of date: CivilDate) -> String {
        let days = AlgoPackSegment.allCases.map { snapshot.calendar.day(date, $0) }
        let kinds = Set(days.map(\.kind))
        let isEdited = days.contains { $0.layer == .edit }
        let mark: String =
            if kinds == [.normal] { "·" } else if kinds == [.closed] { "×" } else if kinds == [.unknown] { "?" } else {
                "~"
            }
        return isEdited ? mark + "*" : mark
    }

    /// Who said what of the month's days by hand: `* 15 EQ, FO: торгов нет (Анна)`.
    private func editLines(_ year: Int, _ month: Int) -> [String] {
        struct Row: Hashable {
            let date: CivilDate
            let kind: DayKind
            let author: String
        }
        let edits = snapshot.statements.filter {
            $0.layer == .edit && $0.date.year == year && $0.date.month == month
        }
        let rows = Dictionary(grouping: edits) { Row(date: $0.date, kind: $0.kind, author: $0.author) }
        let order = rows.keys.sorted {
            ($0.date, $0.kind.rawValue, $0.author) < ($1.date, $1.kind.rawValue, $1.author)
        }
        var lines = order.prefix(Self.editsShown).map { row in
            wording.html(
                CalendarEditPhrase.editRow,
                [
                    "day": String(row.date.day),
                    "market": (rows[row] ?? []).map(\.market).sorted().map(\.rawValue).joined(separator: ", "),
                    "kind": wording.name(row.kind), "who": wording.name(of: row.author),
                ]
            )
        }
        if order.count > Self.editsShown {
            lines.append(wording.html(CalendarEditPhrase.more, ["count": String(order.count - Self.editsShown)]))
        }
        return lines
    }

    private static let editsShown = 6
}
