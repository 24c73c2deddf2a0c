package import Market
import Platform

/// Real rows from files named `<market>_<dataset>_<from>_<to>.csv` (`;` between fields, names in the first line).
///
/// Where they have a SYSTIME it is kept, and no row is shown before it; where they have none the sandbox adds one. Lines are indexed
/// once by date and label and read when asked for.
package struct Recording: Sendable {
    private struct Key: Hashable {
        let market: AlgoPackSegment
        let dataset: Dataset
        let date: CivilDate
        let label: TimeOfDay
    }

    private struct DayKey: Hashable {
        let market: AlgoPackSegment
        let dataset: Dataset
        let date: CivilDate
    }

    /// The lines of a slot.
    private struct Slot {
        var lines: [(file: Int, range: Range<Int>)] = []
        /// The earliest SYSTIME of its rows.
        var systime: Timestamp?
    }

    /// What a name may be.
    private static let allowedNames =
        "<market>_<dataset>_<from>_<to>.csv with market eq, fx or fo, dataset "
        + Dataset.allCases.map(\.rawValue).joined(separator: ", ") + ", such as eq_tradestats_2023-11-01_10.csv"

    private var files: [RecordedFile] = []
    private var slots: [Key: Slot] = [:]
    private var labels: [DayKey: [TimeOfDay]] = [:]
    private var secids: [DayKey: Set<String>] = [:]

    /// Reads every file of the directory; hidden ones and notes (`.md`) are passed over.
    ///
    /// - Throws: ``RecordingError`` when the directory cannot be read or is empty, a file has another name, or is broken.
    package init(directory: String) throws(RecordingError) {
        let folder = try DataFolder(directory)
        for name in folder.names {
            let parts = name.hasSuffix(".csv") ? name.dropLast(4).split(separator: "_") : []
            guard parts.count == 4, let market = AlgoPackSegment(String(parts[0])),
                let dataset = Dataset(rawValue: String(parts[1])), let dates = RecordedDates.span(parts[2], parts[3])
            else {
                throw RecordingError(
                    kind: .unexpected,
                    detail: "\(directory)/\(name): unexpected name; allowed is \(Self.allowedNames)"
                )
            }
            let number = files.count
            let bytes = try folder.bytes(of: name)
            let place = "\(directory)/\(name)"
            let file = try RecordedFile.read(bytes, dataset: dataset, market: market, dates: dates, name: place) {
                line in
                let day = DayKey(market: market, dataset: dataset, date: line.date)
                let key = Key(market: market, dataset: dataset, date: line.date, label: line.label)
                if slots[key] == nil { labels[day, default: []].append(line.label) }
                var slot = slots[key] ?? Slot()
                slot.lines.append((number, line.range))
                if let systime = line.systime { slot.systime = min(slot.systime ?? systime, systime) }
                slots[key] = slot
                secids[day, default: []].insert(line.secid)
            }
            files.append(file)
        }
        guard !files.isEmpty else {
            throw RecordingError(
                kind: .empty,
                detail: "\(directory) has no recorded rows; allowed is \(Self.allowedNames)"
            )
        }
        for key in labels.keys { labels[key]?.sort() }
    }

    /// The labels that have rows, ascending; nil when the day is not recorded.
    package func labels(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate) -> [TimeOfDay]? {
        labels[DayKey(market: market, dataset: dataset, date: date)]
    }

    /// The dates with rows of a market, ascending.
    package func dates(_ market: AlgoPackSegment) -> [CivilDate] {
        Set(labels.keys.filter { $0.market == market }.map(\.date)).sorted()
    }

    /// - Throws: ``RecordingError`` that lists the recorded dates where there is no row on this one.
    package func requireRows(on date: CivilDate) throws(RecordingError) {
        let dates = Set(AlgoPackSegment.allCases.flatMap(dates)).sorted()
        guard !dates.contains(date) else { return }
        let list = dates.map(\.description).joined(separator: ", ")
        let detail =
            dates.isEmpty
            ? "the files have no rows of any date" : "no rows of \(date) are recorded; allowed are \(list)"
        throw RecordingError(kind: .empty, detail: detail)
    }

    /// The instruments recorded on a date in any data set, ascending; empty when there are none.
    package func secids(_ market: AlgoPackSegment, _ date: CivilDate) -> [String] {
        let found = Dataset.allCases.compactMap { secids[DayKey(market: market, dataset: $0, date: date)] }
        return found.reduce(into: Set()) { $0.formUnion($1) }.sorted()
    }

    /// When the first row of a slot was published; nil where the rows do not say.
    func systime(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate, _ label: TimeOfDay) -> Timestamp? {
        slots[Key(market: market, dataset: dataset, date: date, label: label)]?.systime
    }

    /// The rows of a slot, with the columns of the file.
    ///
    /// - Parameter secid: only this instrument's row.
    func table(
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        _ label: TimeOfDay,
        secid: String? = nil
    ) -> Table? {
        let key = Key(market: market, dataset: dataset, date: date, label: label)
        guard let found = slots[key]?.lines, let first = found.first else { return nil }
        // Two files of one slot may have different columns; the first decides.
        var table = Table(columns: files[first.file].columns)
        let wanted = secid.map { Array($0.utf8) }
        for line in found where files[line.file].columns == table.columns {
            let file = files[line.file]
            if let wanted, !file.isRow(line.range, of: wanted) { continue }
            table.cells += file.cells(of: line.range)
        }
        return table
    }
}

/// Why recorded rows or candles cannot be replayed.
package struct RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unreadable, empty, broken, unexpected
    }

    package let kind: Kind
    package let detail: String

    package var description: String { detail }
}
