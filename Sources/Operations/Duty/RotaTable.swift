package import Market
package import Store

/// The week's table of who is on call, folded: days that are alike in one row, hours that are alike in one span.
package struct RotaTable: Hashable, Sendable {
    /// Hours of a day in which the same people are on call.
    package struct Span: Hashable, Sendable {
        /// The first hour, and the one after the last, 1 to 24.
        package let from, until: Int
        package let people: [Int64]
        package let names: [String]

        package var isWholeDay: Bool { from == 0 && until == 24 }
    }

    package struct Row: Hashable, Sendable {
        package let first: Weekday
        package fileprivate(set) var last: Weekday
        package let spans: [Span]
    }

    /// Monday first; days without anybody are left out.
    package let rows: [Row]

    package init(_ rota: DutyRota) {
        var rows: [Row] = []
        for day in Weekday.allCases {
            let spans = Self.spans(of: day, rota)
            if let row = rows.last, row.spans == spans {
                rows[rows.count - 1].last = day
            } else {
                rows.append(Row(first: day, last: day, spans: spans))
            }
        }
        self.rows = rows.filter { !$0.spans.isEmpty }
    }

    private static func spans(of day: Weekday, _ rota: DutyRota) -> [Span] {
        var spans: [Span] = []
        for hour in 0..<24 {
            let duties = DutySlot(day, hour: hour).map(rota.people) ?? []
            let (people, names) = (duties.map(\.person), duties.map(\.name))
            if let span = spans.last, span.until == hour, span.people == people {
                spans[spans.count - 1] = Span(from: span.from, until: hour + 1, people: people, names: names)
            } else if !people.isEmpty {
                spans.append(Span(from: hour, until: hour + 1, people: people, names: names))
            }
        }
        return spans
    }
}
