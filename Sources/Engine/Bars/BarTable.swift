package import Analytics
import Market
package import Platform

/// Bars in a table of text, oldest first: `begin,open,high,low,close,volume` in any order among other columns.
package struct BarTable: Sendable {
    package private(set) var bars: [Bar] = []
    /// When each bar begins, as the table has it.
    package private(set) var begins: [String] = []

    /// Reads all rows of one instrument.
    ///
    /// `begin` is a date, or a date and a time; its zone does not matter, its day is the session's. Where the column
    /// `volume` or a field of it is missing, the volume is 0.
    ///
    /// - Throws: ``CSVError`` that names file, line and column.
    package init(_ bytes: [UInt8], named name: String) throws(CSVError) {
        var table = try CSVTable(bytes, named: name)
        let begin = try table.requiredColumn("begin")
        let open = try table.requiredColumn("open")
        let high = try table.requiredColumn("high")
        let low = try table.requiredColumn("low")
        let close = try table.requiredColumn("close")
        let volume = try table.column("volume")
        while try table.next() {
            let text = table.text(begin)
            guard let day = Self.day(of: text) else {
                throw table.invalid(begin, expecting: "a time such as 2026-11-20 10:05:00, \(CivilDate.allowed)")
            }
            if let last = begins.last, text <= last {
                throw table.error(
                    .value,
                    "begin: '\(text)' does not come after '\(last)'; bars of one instrument are needed, oldest first"
                )
            }
            bars.append(
                Bar(
                    day: day,
                    open: try table.number(open),
                    high: try table.number(high),
                    low: try table.number(low),
                    close: try table.number(close),
                    volume: try Self.volume(of: table, volume)
                )
            )
            begins.append(text)
        }
    }

    private static func volume(of table: CSVTable, _ column: Int?) throws(CSVError) -> Double {
        guard let column, !table.isEmpty(column) else { return 0 }
        let volume = try table.number(column)
        guard volume >= 0 else { throw table.invalid(column, expecting: "a number, 0 or more") }
        return volume
    }

    /// The date of `2026-11-20`, `2026-11-20 10:05:00`, `2026-11-20T10:05:00.5+03:00`.
    private static func day(of text: String) -> CivilDate? {
        guard let date = CivilDate(String(text.prefix(10))) else { return nil }
        let rest = text.dropFirst(10)
        guard let mark = rest.first else { return date }
        let time = rest.dropFirst().prefix { $0.isNumber || $0 == ":" }
        guard mark == " " || mark == "T", TimeOfDay(String(time)) != nil else { return nil }
        return date
    }
}
