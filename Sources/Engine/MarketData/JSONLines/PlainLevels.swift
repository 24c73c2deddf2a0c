import Market

/// The fast way through a side of a book: `[[price,size],…]` as machines write it, best first, digits with at most one point, and no
/// white space but a blank behind a comma.
///
/// From one book to the next most levels stay as they were, and so does their text: where it is the one of before it is compared instead
/// of read. What is written in another way, or is wrong, is left to the general way.
enum PlainLevels {
    /// - Parameters:
    ///   - cursor: at the first bracket; behind the last one afterwards, or anywhere where the result is nil.
    ///   - known: what the levels of an earlier book were; becomes what those of this one are.
    /// - Returns: How many levels the side has; nil for anything else, also for more than are known at once.
    @inline(__always)
    static func read(
        _ cursor: inout PlainCursor,
        _ side: BookSide,
        _ known: UnsafeMutableBufferPointer<KnownLevel>
    ) -> Int? {
        guard cursor.step(UInt8(ascii: "[")) else { return nil }
        if cursor.step(UInt8(ascii: "]")) { return 0 }
        // Turned round, the prices of bids grow as those of asks do.
        let turn: Int64 = side == .bid ? -1 : 0
        var last = Int64.min
        var count = 0
        repeat {
            cursor.skipBlank()
            guard count < known.count else { return nil }
            if unsafe known[count].isNext(cursor) {
                cursor.place &+= unsafe known[count].length
            } else {
                guard let level = KnownLevel(&cursor) else { return nil }
                unsafe known[count] = level
            }
            let place = unsafe known[count].level.price.nanos ^ turn
            guard place > last else { return nil }
            last = place
            count &+= 1
        } while cursor.step(UInt8(ascii: ","))
        return cursor.step(UInt8(ascii: "]")) ? count : nil
    }
}

/// A level with the text that it was read from, of up to 32 bytes.
struct KnownLevel {
    let level: BookLevel
    /// Of the text; 0 where none is kept: a shorter one is read as quickly as it is compared, longer ones nobody writes.
    let length: Int
    /// The first and the last eight bytes, which overlap in a text of less than sixteen.
    private let head: UInt64
    private let tail: UInt64
    /// Of a text of more than sixteen bytes the eight behind the head, and those before the tail.
    private let second: UInt64
    private let third: UInt64

    /// No text, so that it is never the next.
    init() {
        level = BookLevel(.zero, .zero)
        length = 0
        (head, tail, second, third) = (0, 0, 0, 0)
    }

    /// Reads a level that holds something; nil for anything else.
    @inline(__always)
    init?(_ cursor: inout PlainCursor) {
        let begin = cursor
        guard cursor.step(UInt8(ascii: "[")),
            let nanos = cursor.number(scale: 1_000_000_000),
            cursor.step(UInt8(ascii: ","))
        else { return nil }
        cursor.skipBlank()
        guard let size = cursor.number(scale: LotScale.perLot), size > 0,
            cursor.step(UInt8(ascii: "]")),
            // A price beyond the largest is left to the full reader, which names it.
            let price = try? Price(nanos: nanos)
        else { return nil }
        level = BookLevel(price, Lots(size))
        let length = cursor.place - begin.place
        self.length = length >= 8 && length <= 32 ? length : 0
        head = begin.word()
        tail = begin.word(length - 8)
        second = length > 16 ? begin.word(8) : 0
        third = length > 16 ? begin.word(length - 16) : 0
    }

    /// Whether the text that follows is the one of this level.
    @inline(__always)
    func isNext(_ cursor: PlainCursor) -> Bool {
        guard length > 0, (cursor.word() ^ head) | (cursor.word(length &- 8) ^ tail) == 0 else { return false }
        return length <= 16 || (cursor.word(8) ^ second) | (cursor.word(length &- 16) ^ third) == 0
    }
}
