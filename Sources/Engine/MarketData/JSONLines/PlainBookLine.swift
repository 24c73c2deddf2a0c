import Market

/// The fast way through a whole line of a book as machines write it, and what is remembered for the next one of each instrument.
///
/// `{"ts":N,"secid":"CODE","bids":[…],"asks":[…]}` and a newline, with a blank at most behind a colon and a comma; members in any order, but
/// the code before the levels. Whatever else stands there is left to the general way.
struct PlainBookLine {
    /// Of the line read last, in nanoseconds.
    private(set) var time: Int64 = 0
    /// The instrument's place.
    private(set) var slot = 0
    private var bidCount = 0
    private var askCount = 0
    private var codes: ContiguousArray<KnownCode> = []
    /// Of each instrument the bids, then the asks, ``depth`` each.
    private var known = ContiguousArray(repeating: KnownLevel(), count: 2 * Self.depth)

    private static let depth = OrderBook.engineLevels
    /// Instruments whose levels are remembered apart; further ones share the memory of those, which costs them time and nothing else.
    private static let mostApart = 256

    /// Takes an instrument in, the next one by its place.
    mutating func learn(_ code: [UInt8]) {
        codes.append(KnownCode(code))
        guard codes.count > 1, codes.count <= Self.mostApart else { return }
        known.append(contentsOf: repeatElement(KnownLevel(), count: 2 * Self.depth))
    }

    /// - Parameter text: with at least ``LineText/padding`` zeros behind it.
    /// - Returns: The place of the newline; nil for a line of another kind.
    mutating func read(_ text: UnsafeRawBufferPointer, from begin: Int) -> Int? {
        var cursor = unsafe PlainCursor(text, at: begin)
        guard cursor.step(UInt8(ascii: "{")) else { return nil }
        var seen: UInt8 = 0
        repeat {
            cursor.skipBlank()
            if cursor.step(Self.timeKey, count: 5) {
                cursor.skipBlank()
                guard let number = cursor.whole() else { return nil }
                time = number
                seen |= 1
            } else if cursor.step(Self.codeKey, count: 8) {
                cursor.skipBlank()
                guard let place = code(&cursor) else { return nil }
                slot = place
                seen |= 2
            } else if seen & 2 != 0, cursor.step(Self.bidsKey, count: 7) {
                cursor.skipBlank()
                guard let count = levels(&cursor, .bid, of: slot) else { return nil }
                bidCount = count
                seen |= 4
            } else if seen & 2 != 0, cursor.step(Self.asksKey, count: 7) {
                cursor.skipBlank()
                guard let count = levels(&cursor, .ask, of: slot) else { return nil }
                askCount = count
                seen |= 8
            } else {
                return nil
            }
        } while cursor.step(UInt8(ascii: ","))
        guard seen == 15, cursor.step(UInt8(ascii: "}")) else { return nil }
        let end = cursor.place
        return cursor.step(0x0A) ? end : nil
    }

    /// Puts the levels of the line read last in the place of others.
    func write(bids: inout ContiguousArray<BookLevel>, asks: inout ContiguousArray<BookLevel>) {
        write(.bid, of: slot, bidCount, to: &bids)
        write(.ask, of: slot, askCount, to: &asks)
    }

    /// The levels of one side, of a line whose other parts are read in the general way.
    ///
    /// - Returns: The place behind them; nil for anything that is not plain.
    mutating func read(
        _ side: BookSide,
        of slot: Int,
        _ text: UnsafeRawBufferPointer,
        from begin: Int,
        into levels: inout ContiguousArray<BookLevel>
    ) -> Int? {
        var cursor = unsafe PlainCursor(text, at: begin)
        guard let count = self.levels(&cursor, side, of: slot) else { return nil }
        write(side, of: slot, count, to: &levels)
        return cursor.place
    }

    // MARK: Inner

    // The first byte in the lowest place.
    // "ts":
    private static let timeKey: UInt64 = 0x3A_2273_7422
    // "secid":
    private static let codeKey: UInt64 = 0x3A22_6469_6365_7322
    // "bids":
    private static let bidsKey: UInt64 = 0x3A_2273_6469_6222
    // "asks":
    private static let asksKey: UInt64 = 0x3A_2273_6B73_6122

    /// The place of a known instrument whose code is next.
    private func code(_ cursor: inout PlainCursor) -> Int? {
        // Most often the one of the line before.
        if slot < codes.count, codes[slot].isNext(cursor) {
            cursor.place &+= codes[slot].length
            return slot
        }
        for index in codes.indices where codes[index].isNext(cursor) {
            cursor.place &+= codes[index].length
            return index
        }
        return nil
    }

    private mutating func levels(_ cursor: inout PlainCursor, _ side: BookSide, of slot: Int) -> Int? {
        let start = Self.start(side, slot)
        return unsafe known.withUnsafeMutableBufferPointer { known in
            let levels = unsafe UnsafeMutableBufferPointer(rebasing: known[start..<start + Self.depth])
            return unsafe PlainLevels.read(&cursor, side, levels)
        }
    }

    private func write(_ side: BookSide, of slot: Int, _ count: Int, to levels: inout ContiguousArray<BookLevel>) {
        let start = Self.start(side, slot)
        // Levels are put in the place of others where these are as many, which they nearly always are: an append asks each time whether
        // the array is shared and large enough.
        guard levels.count == count else {
            levels.removeAll(keepingCapacity: true)
            for index in start..<start + count { levels.append(known[index].level) }
            return
        }
        unsafe levels.withUnsafeMutableBufferPointer { levels in
            for index in 0..<count { unsafe levels[index] = known[start + index].level }
        }
    }

    private static func start(_ side: BookSide, _ slot: Int) -> Int {
        (slot % mostApart * 2 + (side == .bid ? 0 : 1)) * depth
    }
}

/// The text of an instrument's code with its quotes, of up to 16 bytes.
private struct KnownCode {
    /// 0 for a code that is never the next.
    let length: Int
    private let words: (UInt64, UInt64)
    private let masks: (UInt64, UInt64)

    init(_ code: [UInt8]) {
        // What needs an escape, or is too long, is read in the general way.
        let isPlain = code.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        let bytes = [UInt8(ascii: "\"")] + code + [UInt8(ascii: "\"")]
        guard isPlain, !code.isEmpty, bytes.count <= 16 else {
            length = 0
            words = (0, 0)
            masks = (0, 0)
            return
        }
        length = bytes.count
        var (words, masks): ([UInt64], [UInt64]) = ([0, 0], [0, 0])
        for (place, byte) in bytes.enumerated() {
            words[place / 8] |= UInt64(byte) << UInt64(place % 8 * 8)
            masks[place / 8] |= 0xFF << UInt64(place % 8 * 8)
        }
        self.words = (words[0], words[1])
        self.masks = (masks[0], masks[1])
    }

    @inline(__always)
    func isNext(_ cursor: PlainCursor) -> Bool {
        length > 0 && ((cursor.word() ^ words.0) & masks.0) | ((cursor.word(8) ^ words.1) & masks.1) == 0
    }
}
