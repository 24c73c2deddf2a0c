package import Market
import Platform

/// The values of one column, one machine word a row; texts stay in the payload until they are asked for.
package struct ISSColumn: Sendable {
    /// How texts are escaped in the payload.
    enum Escapes {
        case json
        /// A doubled quote stands for one.
        case csv
    }

    package let name: String
    /// The type that the payload's metadata names; nil without metadata.
    package let declaredType: ColumnType?
    /// The type that the values have.
    package let type: ColumnType
    /// Cells of another type, which count as null; nil where there are none.
    package let unreadable: UnreadableCells?
    /// Numbers with a fraction in a column of doubles that has whole numbers as well; nil in any other column.
    package let fractions: UnreadableCells?
    /// By type: an `Int64`, a `Double`, a day number, a second of the day, nanoseconds of UTC, a ``TextSlice``.
    let words: [UInt64]
    /// Empty when no value is null.
    let nulls: [Bool]
    /// The payload, for texts; empty for other types.
    let payload: [UInt8]
    let escapes: Escapes

    package var rowCount: Int { words.count }

    package var hasNulls: Bool { !nulls.isEmpty }

    package func isNull(_ row: Int) -> Bool {
        type == .unknown || (!nulls.isEmpty && nulls[row])
    }

    /// Nil for null, and in a column of another type.
    package func integer(_ row: Int) -> Int64? {
        guard type == .integer, !isNull(row) else { return nil }
        return Int64(bitPattern: words[row])
    }

    /// Nil for null, and in a column that is not numeric.
    package func double(_ row: Int) -> Double? {
        guard !isNull(row) else { return nil }
        switch type {
        case .double: return Double(bitPattern: words[row])
        case .integer: return Double(Int64(bitPattern: words[row]))
        case .date, .time, .datetime, .string, .unknown: return nil
        }
    }

    /// Nil for null, and in a column of another type.
    package func date(_ row: Int) -> CivilDate? {
        guard type == .date, !isNull(row) else { return nil }
        return CivilDate(dayNumber: Int(Int64(bitPattern: words[row])))
    }

    /// Nil for null, and in a column of another type.
    package func time(_ row: Int) -> TimeOfDay? {
        guard type == .time, !isNull(row) else { return nil }
        return TimeOfDay(secondOfDay: Int(words[row]))
    }

    /// A datetime, which ISS writes in Moscow time.
    ///
    /// Nil for null, and in a column of another type.
    package func instant(_ row: Int) -> Timestamp? {
        guard type == .datetime, !isNull(row) else { return nil }
        return Timestamp(nanoseconds: Int64(bitPattern: words[row]))
    }

    /// A text without its escapes.
    ///
    /// Nil for null, and in a column of another type.
    package func string(_ row: Int) -> String? {
        guard type == .string, !isNull(row) else { return nil }
        let slice = TextSlice(bits: words[row])
        let content = payload[slice.offset..<slice.end]
        guard slice.hasEscapes else { return String(decoding: content, as: UTF8.self) }
        switch escapes {
        case .json: return JSONEscapes.unescaped(content)
        case .csv: return CSVText.unquoted(content)
        }
    }

    /// True when two rows hold the same bytes; cheaper than comparing texts.
    package func isSame(_ row: Int, as other: Int) -> Bool {
        if isNull(row) || isNull(other) { return isNull(row) && isNull(other) }
        guard type == .string else { return words[row] == words[other] }
        let (left, right) = (TextSlice(bits: words[row]), TextSlice(bits: words[other]))
        return left.length == right.length
            && payload[left.offset..<left.end].elementsEqual(payload[right.offset..<right.end])
    }
}
