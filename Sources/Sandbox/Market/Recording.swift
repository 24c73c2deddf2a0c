import FoundationEssentials
package import Market
import Platform

/// Real rows from files named `<market>_<dataset>_<from>_<to>.csv` (`;` between fields, names in the first line).
///
/// SYSTIME is not part of them: the sandbox adds it. Lines are indexed once by date and label and read when asked for.
package struct Recording: Sendable {
    private struct Key: Hashable {
        let market: MarketID
        let dataset: Dataset
        let date: CivilDate
        let label: TimeOfDay
    }

    private struct DayKey: Hashable {
        let market: MarketID
        let dataset: Dataset
        let date: CivilDate
    }

    private struct File: Sendable {
        let bytes: [UInt8]
        let columns: [Column]
    }

    /// A day of minute rows of the whole market has some 40 MB; unit: bytes.
    private static let largestFile = 1 << 30

    private var files: [File] = []
    private var lines: [Key: [(file: Int, range: Range<Int>)]] = [:]
    private var labels: [DayKey: [TimeOfDay]] = [:]
    private var secids: [DayKey: [String]] = [:]

    /// Reads every fitting file of the directory; others are ignored.
    ///
    /// - Throws: ``RecordingError`` when the directory cannot be read, has no fitting file, or a file is broken.
    package init(directory: String) throws(RecordingError) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        } catch {
            throw RecordingError(kind: .unreadable, detail: "cannot list \(directory)")
        }
        for name in names where name.hasSuffix(".csv") {
            let parts = name.dropLast(4).split(separator: "_")
            guard parts.count == 4, let market = MarketID(String(parts[0])),
                let dataset = Dataset(rawValue: String(parts[1]))
            else { continue }
            let data: [UInt8]
            do {
                data = try FileBytes.read("\(directory)/\(name)", limit: Self.largestFile)
            } catch {
                throw RecordingError(kind: .unreadable, detail: error.detail)
            }
            try index(data, market: market, dataset: dataset, name: name)
        }
        guard !files.isEmpty else {
            throw RecordingError(
                kind: .empty,
                detail: "\(directory) has no file named <market>_<dataset>_<from>_<to>.csv"
            )
        }
        for key in labels.keys { labels[key]?.sort() }
    }

    /// The labels that have rows, ascending; nil when the day is not recorded.
    package func labels(_ dataset: Dataset, _ market: MarketID, _ date: CivilDate) -> [TimeOfDay]? {
        labels[DayKey(market: market, dataset: dataset, date: date)]
    }

    /// The dates with rows of a market, ascending.
    package func dates(_ market: MarketID) -> [CivilDate] {
        Set(labels.keys.filter { $0.market == market }.map(\.date)).sorted()
    }

    /// The instruments recorded on a date in any data set, ascending; empty when there are none.
    func secids(_ market: MarketID, _ date: CivilDate) -> [String] {
        let found = Dataset.allCases.flatMap { secids[DayKey(market: market, dataset: $0, date: date)] ?? [] }
        return Set(found).sorted()
    }

    /// The rows of a slot, with the columns of the file.
    ///
    /// - Parameter secid: only this instrument's row.
    func table(
        _ dataset: Dataset,
        _ market: MarketID,
        _ date: CivilDate,
        _ label: TimeOfDay,
        secid: String? = nil
    ) -> Table? {
        let key = Key(market: market, dataset: dataset, date: date, label: label)
        guard let found = lines[key], let first = found.first else { return nil }
        var table = Table(columns: files[first.file].columns)
        // Date, time and their separators take twenty bytes.
        let wanted = secid.map { Array("\($0);".utf8) }
        for line in found {
            let bytes = files[line.file].bytes[line.range]
            if let wanted, !bytes.dropFirst(20).starts(with: wanted) { continue }
            let fields = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            for (column, field) in zip(table.columns, fields) {
                table.cells.append(Self.cell(String(decoding: field, as: UTF8.self), column.kind))
            }
        }
        return table
    }

    private mutating func index(
        _ bytes: [UInt8],
        market: MarketID,
        dataset: Dataset,
        name: String
    ) throws(RecordingError) {
        let known = Column.columns(of: dataset, on: market, date: CivilDate(dayNumber: 0))
        var columns: [Column] = []
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
            if columns.isEmpty {
                columns = String(decoding: bytes[line], as: UTF8.self).split(separator: ";").map { field in
                    known.first { $0.name == field } ?? Column(name: String(field), kind: .double)
                }
                guard columns.starts(with: Column.list("tradedate:date tradetime:time secid:s36")) else {
                    throw RecordingError(kind: .broken, detail: "\(name):1: must begin with tradedate;tradetime;secid")
                }
                files.append(File(bytes: bytes, columns: columns))
                continue
            }
            try add(bytes, line, market, dataset, columnCount: columns.count, place: "\(name):\(number)")
        }
    }

    private mutating func add(
        _ bytes: [UInt8],
        _ line: Range<Int>,
        _ market: MarketID,
        _ dataset: Dataset,
        columnCount: Int,
        place: String
    ) throws(RecordingError) {
        let separators = bytes[line].indices.filter { bytes[$0] == UInt8(ascii: ";") }
        guard separators.count == columnCount - 1, line.count > 20,
            let date = CivilDate(String(decoding: bytes[line.lowerBound..<separators[0]], as: UTF8.self)),
            let label = TimeOfDay(String(decoding: bytes[separators[0] + 1..<separators[1]], as: UTF8.self))
        else {
            throw RecordingError(
                kind: .broken,
                detail: "\(place): expected \(columnCount) fields with a date and a time"
            )
        }
        let key = Key(market: market, dataset: dataset, date: date, label: label)
        let day = DayKey(market: market, dataset: dataset, date: date)
        if lines[key] == nil { labels[day, default: []].append(label) }
        lines[key, default: []].append((files.count - 1, line))
        let end = separators.count > 2 ? separators[2] : line.upperBound
        let secid = String(decoding: bytes[separators[1] + 1..<end], as: UTF8.self)
        if secids[day]?.contains(secid) != true { secids[day, default: []].append(secid) }
    }

    private static func cell(_ text: String, _ kind: Column.Kind) -> Cell {
        guard !text.isEmpty else { return .null }
        switch kind {
        case .string, .date, .time, .datetime: return .text(text)
        case .int32, .int64, .double: break
        }
        if let whole = Int64(text) { return .int(whole) }
        guard let dot = text.firstIndex(of: "."), let digits = Int64(text.replacing(".", with: "")) else {
            return .text(text)
        }
        return .decimal(digits, scale: text.distance(from: dot, to: text.endIndex) - 1)
    }
}

/// Why recorded rows cannot be replayed.
package struct RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unreadable, empty, broken
    }

    package let kind: Kind
    package let detail: String

    package var description: String { detail }
}
