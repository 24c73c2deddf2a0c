/// The name of an order from its intent to its end: a UUID that the house makes, journals and sends with the order.
///
/// The venue knows the order by it too (the broker's `orderId` of a request), which is what makes a repeated request harmless and an
/// order whose answer was lost findable.
package struct OrderID: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A random UUID (RFC 9562 version 4).
    package init(from generator: inout some RandomNumberGenerator) {
        high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Reads the usual form of five groups; nil for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        var digits: [UInt64] = []
        for (place, byte) in bytes.enumerated() {
            if [8, 13, 18, 23].contains(place) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
                digits.append(UInt64(digit))
            }
        }
        high = digits.prefix(16).reduce(0) { $0 << 4 | $1 }
        low = digits.suffix(16).reduce(0) { $0 << 4 | $1 }
    }
}

extension OrderID {
    /// What a dictionary asks of its keys.
    ///
    /// The one that comes with the type puts them through SipHash, which takes longer than the rest of a look-up, and an order is looked up
    /// some twenty times. These names are random already, and the seed spreads those that a venue makes up.
    package func _rawHashValue(seed: Int) -> Int {
        let mixed = (high ^ UInt64(bitPattern: Int64(seed))).multipliedFullWidth(by: low | 1)
        return Int(truncatingIfNeeded: mixed.high ^ mixed.low)
    }
}

extension OrderID: CustomStringConvertible {
    /// In lower case: the broker refuses anything else.
    package var description: String {
        let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(place) { text += "-" }
            text.append(digit)
        }
        return text
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

extension OrderID: Comparable {
    package static func < (left: OrderID, right: OrderID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
