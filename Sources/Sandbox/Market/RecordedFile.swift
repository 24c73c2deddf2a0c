import Market
import Platform

/// A file of recorded rows: `;` between fields, the columns' names in the first line.
///
/// A file as the exchange itself writes it, whose first line is the name of the block, is read as well.
struct RecordedFile: Sendable {
    let bytes: [UInt8]
    let columns: [Column]
    /// Where date, label, code and SYSTIME stand in a row; nil where there is no SYSTIME.
    private let date: Int
    private let label: Int
    private let secid: Int
    private let systime: Int?

    /// A row's place, and what sorts it.
    struct Line {
        let range: Range<Int>
        let date: CivilDate
        let label: TimeOfDay
        let secid: String
        let systime: Timestamp?
    }

    /// Reads the columns and gives each line of rows.
    ///
    /// - Parameter dates: those that the file's name says.
    /// - Throws: ``RecordingError`` with file and line, also for a row of another date.
    static func read(
        _ bytes: [UInt8],
        dataset: Dataset,
        market: AlgoPackSegment,
        dates: ClosedRange<CivilDate>,
        name: String,
        _ body: (Line) -> Void
    ) throws(RecordingError) -> RecordedFile {
        var file: RecordedFile?
        var start = 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            defer { start = end + 1 }
            number += 1
            var stop = end
            if stop > start, bytes[stop - 1] == 0x0D { stop -= 1 }
            guard stop > start else { continue }
            let line = start..<stop
            if let file {
                guard let line = file.line(line) else {
                    throw RecordingError(
                        kind: .broken,
                        detail:
                            "\(name):\(number): expected \(file.columns.count) fields with a date such as 2023-11-01 "
                            + "and a time such as 10:05:00"
                    )
                }
                guard dates.contains(line.date) else {
                    throw RecordingError(
                        kind: .broken,
                        detail: "\(name):\(number): a row of \(line.date), but the file's name says "
                            + RecordedFile.text(dates)
                    )
                }
                body(line)
            } else if bytes[line].contains(UInt8(ascii: ";")) {
                let texts = String(decoding: bytes[line], as: UTF8.self).split(separator: ";").map(String.init)
                file = try RecordedFile(bytes, texts, dataset: dataset, market: market, place: "\(name):\(number)")
            }
        }
        guard let file else {
            throw RecordingError(
                kind: .broken,
                detail: "\(name): no line with the columns' names, such as tradedate;tradetime;secid"
            )
        }
        return file
    }

    private init(
        _ bytes: [UInt8],
        _ names: [String],
        dataset: Dataset,
        market: AlgoPackSegment,
        place: String
    ) throws(RecordingError) {
        let known = Column.columns(of: dataset, on: market, date: CivilDate(dayNumber: 0))
        let code = dataset == .futoi ? "ticker" : "secid"
        func position(_ name: String) throws(RecordingError) -> Int {
            guard let index = names.firstIndex(of: name) else {
                throw RecordingError(
                    kind: .broken,
                    detail: "\(place): no column \(name); needed are tradedate, tradetime and \(code)"
                )
            }
            return index
        }
        self.bytes = bytes
        columns = names.map { name in known.first { $0.name == name } ?? Column(name: name, kind: .double) }
        date = try position("tradedate")
        label = try position("tradetime")
        secid = try position(code)
        systime = names.firstIndex(of: dataset.systimeColumn)
    }

    private func line(_ range: Range<Int>) -> Line? {
        let fields = fields(of: range)
        guard fields.count == columns.count, let date = CivilDate(text(fields[date])),
            let label = TimeOfDay(text(fields[label])), !fields[secid].isEmpty
        else { return nil }
        let systime = systime.flatMap { MoscowTime.instant(text(fields[$0])) }
        return Line(range: range, date: date, label: label, secid: text(fields[secid]), systime: systime)
    }

    /// The cells of a row.
    func cells(of range: Range<Int>) -> [Cell] {
        zip(columns, fields(of: range)).map { column, field in RecordedCell.cell(text(field), column.kind) }
    }

    /// True where the row is of this instrument.
    func isRow(_ range: Range<Int>, of secid: [UInt8]) -> Bool {
        // The other fields are not cut out: of a day's rows nearly all are another instrument's.
        var start = range.lowerBound
        var left = self.secid
        while left > 0, start < range.upperBound {
            if bytes[start] == UInt8(ascii: ";") { left -= 1 }
            start += 1
        }
        let end = start + secid.count
        guard left == 0, end <= range.upperBound, end == range.upperBound || bytes[end] == UInt8(ascii: ";") else {
            return false
        }
        return bytes[start..<end].elementsEqual(secid)
    }

    private func fields(of range: Range<Int>) -> [ArraySlice<UInt8>] {
        bytes[range].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    }

    /// `2023-11-01`, `2023-11-01 to 2023-11-10`.
    static func text(_ dates: ClosedRange<CivilDate>) -> String {
        dates.lowerBound == dates.upperBound ? "\(dates.lowerBound)" : "\(dates.lowerBound) to \(dates.upperBound)"
    }

    private func text(_ field: ArraySlice<UInt8>) -> String { String(decoding: field, as: UTF8.self) }
}
