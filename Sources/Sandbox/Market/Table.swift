/// One value of an ISS row.
enum Cell: Hashable, Sendable {
    case null
    case int(Int64)
    /// `mantissa · 10^-scale`, so that prices are exact and cheap to write.
    case decimal(Int64, scale: Int)
    case text(String)

    /// A double rounded to a number of digits after the point.
    static func rounded(_ value: Double, _ scale: Int) -> Cell {
        guard value.isFinite, abs(value) < 1e15 else { return .null }
        return .decimal(Int64((value * powersOfTen[scale]).rounded()), scale: scale)
    }

    static let powersOfTen: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}

/// Rows of one block, row after row in one array.
struct Table: Hashable, Sendable {
    var columns: [Column]
    var cells: [Cell] = []

    init(columns: [Column], cells: [Cell] = []) {
        self.columns = columns
        self.cells = cells
    }

    var rowCount: Int { columns.isEmpty ? 0 : cells.count / columns.count }

    func row(_ index: Int) -> ArraySlice<Cell> {
        cells[index * columns.count..<(index + 1) * columns.count]
    }

    func columnIndex(_ name: String) -> Int? {
        columns.firstIndex { $0.name == name }
    }

    mutating func append(_ row: some Sequence<Cell>) {
        cells.append(contentsOf: row)
    }

    /// The text of a cell; nil when the column or the text is missing.
    func text(_ column: String, row index: Int) -> String? {
        guard let position = columnIndex(column), case .text(let text) = cells[index * columns.count + position] else {
            return nil
        }
        return text
    }

    /// Only the rows that pass.
    func filtered(_ isWanted: (Int) -> Bool) -> Table {
        let wanted = (0..<rowCount).filter(isWanted)
        guard wanted.count < rowCount else { return self }
        return Table(columns: columns, cells: wanted.flatMap { Array(row($0)) })
    }

    /// Only the named columns, in the order asked for; unknown names are ignored as ISS does.
    func selecting(_ names: [String]) -> Table {
        let positions = names.compactMap { columnIndex($0) }
        var result = Table(columns: positions.map { columns[$0] })
        result.cells.reserveCapacity(rowCount * positions.count)
        for row in 0..<rowCount {
            for position in positions {
                result.cells.append(cells[row * columns.count + position])
            }
        }
        return result
    }
}

extension Cell {
    /// The value of a number; nil for texts and null.
    var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .decimal(let mantissa, let scale):
            // Recorded numbers have more digits than those that are made here.
            scale < Self.powersOfTen.count
                ? Double(mantissa) / Self.powersOfTen[scale] : Double("\(mantissa)e-\(scale)")
        case .text, .null: nil
        }
    }
}
