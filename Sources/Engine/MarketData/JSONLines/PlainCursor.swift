/// Walks over text as machines write it, eight bytes in one step.
///
/// A loop over the bytes of a number guesses wrong where each ends, and that costs as much as the digits do. No step looks further than
/// ``LineText/padding`` bytes beyond its place, and none goes past a zero.
@safe
struct PlainCursor {
    private let text: UnsafeRawBufferPointer
    var place: Int

    /// - Parameter text: with at least ``LineText/padding`` zeros behind what is to be read.
    @inline(__always)
    init(_ text: UnsafeRawBufferPointer, at place: Int) {
        unsafe self.text = text
        self.place = place
    }

    /// Eight bytes, the first in the lowest place.
    ///
    /// - Parameter distance: from the place reached.
    @inline(__always)
    func word(_ distance: Int = 0) -> UInt64 {
        unsafe UInt64(littleEndian: text.loadUnaligned(fromByteOffset: place &+ distance, as: UInt64.self))
    }

    /// Steps over a byte when it is the next one.
    @inline(__always)
    mutating func step(_ byte: UInt8) -> Bool {
        guard unsafe text[place] == byte else { return false }
        place &+= 1
        return true
    }

    /// Steps over so many bytes, 1 to 8, when they are those of a word.
    @inline(__always)
    mutating func step(_ word: UInt64, count: Int) -> Bool {
        guard (self.word() ^ word) << UInt64(64 - 8 * count) == 0 else { return false }
        place &+= count
        return true
    }

    /// Steps over a blank, where there is one.
    @inline(__always)
    mutating func skipBlank() {
        if unsafe text[place] == UInt8(ascii: " ") { place &+= 1 }
    }

    /// A whole number of up to 19 digits; nil where there is none, or one that does not fit.
    ///
    /// Digits that follow are left for the caller to miss a comma or bracket.
    @inline(__always)
    mutating func whole() -> Int64? {
        let first = Digits(word())
        guard first.count == 8 else {
            place &+= first.count
            return first.count > 0 ? first.value : nil
        }
        let second = Digits(word(8))
        guard second.count == 8 else {
            place &+= 8 + second.count
            return first.value &* Self.powers[second.count] &+ second.value
        }
        let third = Digits(word(16))
        guard third.count <= 3 else { return nil }
        place &+= 16 + third.count
        let (product, isTooLarge) = (first.value &* 100_000_000 &+ second.value).multipliedReportingOverflow(
            by: Self.powers[third.count]
        )
        let (sum, isStillTooLarge) = product.addingReportingOverflow(third.value)
        return isTooLarge || isStillTooLarge ? nil : sum
    }

    /// Up to eight digits, and up to eight behind a point, times the scale; nil where there are none.
    ///
    /// Eight digits of which more follow end with no point, comma or bracket, which is what the caller then misses.
    ///
    /// - Parameter scale: 10⁸ or 10⁹.
    @inline(__always)
    mutating func number(scale: Int64) -> Int64? {
        let whole = Digits(word())
        guard whole.count > 0 else { return nil }
        place &+= whole.count
        // Below 10⁸ times at most 10⁹: nothing overflows.
        guard unsafe text[place] == UInt8(ascii: ".") else { return whole.value &* scale }
        let fraction = Digits(word(1))
        guard fraction.count > 0 else { return nil }
        place &+= 1 + fraction.count
        return whole.value &* scale &+ fraction.hundredMillionths &* (scale / 100_000_000)
    }

    private static let powers: [Int64] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]
}

/// Digits at the beginning of eight bytes.
private struct Digits {
    let count: Int
    /// Each byte's distance from "0"; only the first ``count`` of them mean something.
    private let bytes: UInt64

    @inline(__always)
    init(_ word: UInt64) {
        bytes = word ^ 0x3030_3030_3030_3030
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
