import Market

/// The fast way through a side of a book.
extension LineScanner {
    /// Reads `[[price,size],…]` as machines write it: no white space, no sign, no exponent, no more decimals than are kept, and in order.
    ///
    /// - Returns: False for anything else, with nothing stepped over: the general way then reads it, or says what is wrong with it.
    mutating func plainLevels(into levels: inout ContiguousArray<BookLevel>, of side: BookSide) -> Bool {
        levels.removeAll(keepingCapacity: true)
        guard let place = Self.readLevels(bytes.span, from: offset, to: end, into: &levels, side) else { return false }
        offset = place
        return true
    }

    /// - Returns: The place behind the side.
    private static func readLevels(
        _ text: Span<UInt8>,
        from begin: Int,
        to end: Int,
        into levels: inout ContiguousArray<BookLevel>,
        _ side: BookSide
    ) -> Int? {
        var place = begin
        guard step(text, &place, end, UInt8(ascii: "[")) else { return nil }
        if step(text, &place, end, UInt8(ascii: "]")) { return place }
        var last = side == .bid ? Int64.max : .min
        repeat {
            guard step(text, &place, end, UInt8(ascii: "[")),
                let nanos = number(text, &place, end, decimals: 9),
                step(text, &place, end, UInt8(ascii: ",")),
                let size = number(text, &place, end, decimals: LotScale.decimals), size <= LotScale.most,
                step(text, &place, end, UInt8(ascii: "]")),
                // Too large a price is told of by the general way.
                let price = try? Price(nanos: nanos)
            else { return nil }
            if size == 0 { continue }
            guard side == .bid ? nanos < last : nanos > last else { return nil }
            last = nanos
            levels.append(BookLevel(price, Lots(size)))
        } while step(text, &place, end, UInt8(ascii: ","))
        return step(text, &place, end, UInt8(ascii: "]")) ? place : nil
    }

    /// Steps over a byte when it is the next one.
    @inline(__always)
    private static func step(_ text: Span<UInt8>, _ place: inout Int, _ end: Int, _ byte: UInt8) -> Bool {
        guard place < end, text[place] == byte else { return false }
        place += 1
        return true
    }

    /// Digits with at most one point between them, times 10^`decimals`; nil for more digits than surely fit.
    @inline(__always)
    private static func number(_ text: Span<UInt8>, _ place: inout Int, _ end: Int, decimals: Int) -> Int64? {
        var digits: UInt64 = 0
        let begin = place
        var fraction = 0
        while place < end, text[place] &- 0x30 < 10 {
            digits = digits &* 10 &+ UInt64(text[place] &- 0x30)
            place += 1
        }
        var count = place - begin
        guard count > 0 else { return nil }
        if place < end, text[place] == UInt8(ascii: ".") {
            place += 1
            let point = place
            while place < end, text[place] &- 0x30 < 10 {
                digits = digits &* 10 &+ UInt64(text[place] &- 0x30)
                place += 1
            }
            fraction = place - point
            count += fraction
            guard fraction > 0 else { return nil }
        }
        // Eighteen digits are below 2⁶³, whether they stand there or are zeros that the scale adds.
        guard count <= 18, fraction <= decimals, count + decimals - fraction <= 18 || digits < 1_000_000_000 else {
            return nil
        }
        return Int64(digits * powers[decimals - fraction])
    }
}
