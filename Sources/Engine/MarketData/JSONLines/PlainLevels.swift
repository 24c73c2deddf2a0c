import Market

/// The fast way through a side of a book: `[[price,size],…]` as machines write it, best first, digits with at most one point, and no
/// white space but a blank behind a comma.
///
/// Eight bytes are looked at in one step, because a loop over the bytes of a number guesses wrong where each ends, and that costs as
/// much as the digits do. What is written in another way, or is wrong, is left to the general way.
enum PlainLevels {
    /// - Parameters:
    ///   - text: with at least ``LineText/padding`` bytes behind the line.
    ///   - begin: the place of the first bracket.
    /// - Returns: The place behind the side; nil for anything else, and what was appended to `levels` then says nothing.
    static func read(
        _ text: UnsafeRawBufferPointer,
        from begin: Int,
        _ side: BookSide,
        into levels: inout ContiguousArray<BookLevel>
    ) -> Int? {
        // On the stack first: an append for each level would ask each time whether the array is shared and large enough.
        unsafe withUnsafeTemporaryAllocation(of: BookLevel.self, capacity: OrderBook.engineLevels) { output in
            guard let (place, count) = unsafe read(text, from: begin, side, into: output) else { return nil }
            unsafe levels.append(contentsOf: UnsafeBufferPointer(rebasing: output[..<count]))
            return place
        }
    }

    /// - Returns: The place behind the side, and how many levels it has; nil also for more levels than there is room for.
    private static func read(
        _ text: UnsafeRawBufferPointer,
        from begin: Int,
        _ side: BookSide,
        into output: UnsafeMutableBufferPointer<BookLevel>
    ) -> (place: Int, count: Int)? {
        var place = begin
        var count = 0
        guard unsafe step(text, &place, UInt8(ascii: "[")) else { return nil }
        if unsafe step(text, &place, UInt8(ascii: "]")) { return (place, 0) }
        let isBid = side == .bid
        var last = isBid ? Int64.max : .min
        repeat {
            if unsafe text[place] == UInt8(ascii: " ") { place += 1 }
            guard unsafe step(text, &place, UInt8(ascii: "[")),
                let nanos = unsafe number(text, &place, scale: 1_000_000_000),
                unsafe step(text, &place, UInt8(ascii: ","))
            else { return nil }
            if unsafe text[place] == UInt8(ascii: " ") { place += 1 }
            guard let size = unsafe number(text, &place, scale: LotScale.perLot),
                unsafe step(text, &place, UInt8(ascii: "]")),
                // A price beyond the largest is left to the full reader, which names it.
                let price = try? Price(nanos: nanos)
            else { return nil }
            if size == 0 { continue }
            guard isBid ? nanos < last : nanos > last, count < output.count else { return nil }
            last = nanos
            unsafe output.initializeElement(at: count, to: BookLevel(price, Lots(size)))
            count += 1
        } while unsafe step(text, &place, UInt8(ascii: ","))
        return unsafe step(text, &place, UInt8(ascii: "]")) ? (place, count) : nil
    }

    /// Steps over a byte when it is the next one.
    @inline(__always)
    private static func step(_ text: UnsafeRawBufferPointer, _ place: inout Int, _ byte: UInt8) -> Bool {
        guard unsafe text[place] == byte else { return false }
        place += 1
        return true
    }

    /// Up to eight digits, and up to eight behind a point, times the scale; nil where there are none.
    ///
    /// Eight digits of which more follow end with no point, comma or bracket, which is what the caller then misses.
    ///
    /// - Parameter scale: 10⁸ or 10⁹.
    @inline(__always)
    private static func number(_ text: UnsafeRawBufferPointer, _ place: inout Int, scale: Int64) -> Int64? {
        let whole = unsafe Digits(text, place)
        guard whole.count > 0 else { return nil }
        place += whole.count
        // Below 10⁸ times at most 10⁹: nothing overflows.
        guard unsafe text[place] == UInt8(ascii: ".") else { return whole.value &* scale }
        let fraction = unsafe Digits(text, place + 1)
        guard fraction.count > 0 else { return nil }
        place += 1 + fraction.count
        return whole.value &* scale &+ fraction.hundredMillionths &* (scale / 100_000_000)
    }
}

/// Digits at the beginning of eight bytes.
private struct Digits {
    let count: Int
    /// Each byte's distance from "0"; only the first ``count`` of them mean something.
    private let bytes: UInt64

    @inline(__always)
    init(_ text: UnsafeRawBufferPointer, _ place: Int) {
        bytes =
            unsafe UInt64(littleEndian: text.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            ^ 0x3030_3030_3030_3030
        // A bit for each byte that is no digit; a carry can spoil only those behind the first, and that is the one that counts.
        let others = ((bytes &+ 0x7676_7676_7676_7676) | bytes) & 0x8080_8080_8080_8080
        count = others.trailingZeroBitCount >> 3
    }

    /// As a whole number: zeros stand before the digits.
    @inline(__always)
    var value: Int64 { Self.value(of: bytes << UInt64(64 - 8 * count)) }

    /// As what follows a point: zeros stand behind the digits.
    @inline(__always)
    var hundredMillionths: Int64 { Self.value(of: bytes & (1 << UInt64(8 * count) &- 1)) }

    /// Eight digits to a number: pairs, then fours, then all of them at a time.
    @inline(__always)
    private static func value(of digits: UInt64) -> Int64 {
        let pairs = digits &* 10 &+ digits >> 8
        let odd = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let even = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return Int64((odd &+ even) >> 32)
    }
}
