import Market

/// Turns a column of texts into dates, times or numbers when every text is one.
enum TextConversion {
    /// The types worth trying for a column, judged by a few of its texts: the first that is of one decides.
    static func candidates(
        _ samples: [TextSlice],
        _ bytes: Span<UInt8>,
        declared: ColumnType?,
        infersNumbers: Bool
    ) -> [ColumnType] {
        switch declared {
        case .date, .time, .datetime: return [declared ?? .string]
        case .string: return []
        case .integer, .double, .unknown, nil: break
        }
        var days = DayCache()
        for sample in samples {
            for type in [ColumnType.date, .time, .datetime] where convert(sample, to: type, bytes, &days) != nil {
                return [type]
            }
        }
        return infersNumbers ? [.integer, .double] : []
    }

    /// Nil when most of the texts are not of the type; those that are not count as null, and are told.
    ///
    /// The exchange's zero date counts as null. Numbers are only inferred, so there one odd text says that they are none.
    static func convert(
        _ words: [UInt64],
        _ nulls: [Bool],
        to type: ColumnType,
        _ bytes: Span<UInt8>
    ) -> (words: [UInt64], nulls: [Bool], unreadable: (count: Int, first: TextSlice)?)? {
        var result: [UInt64] = []
        result.reserveCapacity(words.count)
        var unreadable: (count: Int, first: TextSlice)?
        var nulls = nulls
        var days = DayCache()
        for (row, word) in words.enumerated() {
            guard nulls.isEmpty || !nulls[row] else {
                result.append(0)
                continue
            }
            let slice = TextSlice(bits: word)
            if let value = convert(slice, to: type, bytes, &days) {
                result.append(value)
            } else if type == .date || type == .datetime, isZeroDate(slice, bytes) {
                if nulls.isEmpty { nulls = Array(repeating: false, count: words.count) }
                nulls[row] = true
                result.append(0)
            } else if type == .integer || type == .double {
                return nil
            } else {
                if nulls.isEmpty { nulls = Array(repeating: false, count: words.count) }
                nulls[row] = true
                result.append(0)
                unreadable = ((unreadable?.count ?? 0) + 1, unreadable?.first ?? slice)
            }
        }
        // One good text says as much of the type as one odd one says against it.
        if let odd = unreadable?.count, odd > nulls.count(where: { !$0 }) { return nil }
        return (result, nulls, unreadable)
    }

    private static func convert(
        _ slice: TextSlice,
        to type: ColumnType,
        _ bytes: Span<UInt8>,
        _ days: inout DayCache
    ) -> UInt64? {
        guard !slice.hasEscapes else { return nil }
        switch type {
        case .date:
            return slice.length == 10 ? date(bytes, slice.offset, &days).map { UInt64(bitPattern: Int64($0)) } : nil
        case .time:
            return slice.length == 8 ? time(bytes, slice.offset).map { UInt64($0) } : nil
        case .datetime:
            guard slice.length == 19, bytes[slice.offset + 10] == 0x20, let day = date(bytes, slice.offset, &days),
                let second = time(bytes, slice.offset + 11)
            else { return nil }
            let local = Timestamp(seconds: Int64(day) * 86_400 + Int64(second))
            return UInt64(bitPattern: (local - MoscowTime.offset).nanoseconds)
        case .integer, .double:
            return number(slice, bytes, asDouble: type == .double)
        case .string, .unknown:
            return nil
        }
    }

    static func number(_ slice: TextSlice, _ bytes: Span<UInt8>, asDouble: Bool) -> UInt64? {
        guard slice.length > 0 else { return nil }
        let first = bytes[slice.offset]
        guard first == .minus || first &- .zero < 10 else { return nil }
        var scanner = JSONScanner(position: slice.offset)
        // Text that is no number simply stays text.
        guard let cell = try? scanner.number(bytes), scanner.position == slice.end else { return nil }
        switch cell.kind {
        case .integer: return asDouble ? Double(Int64(bitPattern: cell.bits)).bitPattern : cell.bits
        case .double: return asDouble ? cell.bits : nil
        case .null, .text, .flag, .other: return nil
        }
    }

    /// The day number of `YYYY-MM-DD`.
    private static func date(_ bytes: Span<UInt8>, _ at: Int, _ days: inout DayCache) -> Int? {
        guard bytes[at + 4] == .minus, bytes[at + 7] == .minus,
            let century = twoDigits(bytes, at), let year = twoDigits(bytes, at + 2),
            let month = twoDigits(bytes, at + 5), let day = twoDigits(bytes, at + 8)
        else { return nil }
        return days.dayNumber(century * 100 + year, month, day)
    }

    /// The second of the day of `HH:MM:SS`.
    private static func time(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
        guard bytes[at + 2] == .colon, bytes[at + 5] == .colon,
            let hour = twoDigits(bytes, at), let minute = twoDigits(bytes, at + 3),
            let second = twoDigits(bytes, at + 6)
        else { return nil }
        return TimeOfDay(hour: hour, minute: minute, second: second)?.secondOfDay
    }

    private static func twoDigits(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
        let (tens, ones) = (bytes[at] &- .zero, bytes[at + 1] &- .zero)
        guard tens < 10, ones < 10 else { return nil }
        return Int(tens) * 10 + Int(ones)
    }

    private static func isZeroDate(_ slice: TextSlice, _ bytes: Span<UInt8>) -> Bool {
        guard slice.length >= 10, !slice.hasEscapes else { return false }
        for index in slice.offset..<slice.offset + 10 where bytes[index] != .zero && bytes[index] != .minus {
            return false
        }
        return true
    }
}

/// Remembers the last date, because neighbouring rows mostly carry the same one.
private struct DayCache {
    private var key = -1
    private var result: Int?

    mutating func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        let key = year * 10_000 + month * 100 + day
        if key != self.key {
            self.key = key
            result = CivilDate(year: year, month: month, day: day)?.dayNumber
        }
        return result
    }
}
