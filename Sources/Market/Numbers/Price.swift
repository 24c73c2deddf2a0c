/// A price, exactly: a whole number of billionths.
///
/// What it is a price of is the instrument's affair: roubles per piece for shares, points for futures, percent of the nominal for
/// bonds. Prices may be negative (calendar spreads, oil in April 2020).
///
/// - Unit: 10⁻⁹ of the quoted unit, as the broker's `Quotation` of units and nano.
/// - Note: ``limit`` on either side of zero, so that the difference of two prices never leaves an `Int64`.
public struct Price: Hashable, Sendable {
    /// Billionths.
    public let nanos: Int64

    /// The largest price, about 4.6 billion.
    @inlinable public static var limit: Price { Price(unchecked: Int64.max / 2) }
    @inlinable public static var zero: Price { Price(unchecked: 0) }

    static let nanosPerUnit: Int64 = 1_000_000_000

    /// - Throws: kind `overflow` beyond ``limit``.
    @inlinable
    public init(nanos: Int64) throws(NumberError) {
        guard nanos >= -Self.limit.nanos, nanos <= Self.limit.nanos else {
            throw NumberError(.overflow, "\(nanos) billionths are beyond the largest price")
        }
        self.nanos = nanos
    }

    /// The broker's form: both parts have the same sign, and `nano` is less than a unit (`Quotation`, T-Invest API).
    ///
    /// - Throws: kinds `malformed` and `overflow`.
    public init(units: Int64, nano: Int32) throws(NumberError) {
        guard nano.magnitude < Self.nanosPerUnit, units == 0 || nano == 0 || (units < 0) == (nano < 0) else {
            throw NumberError(.malformed, "units \(units) and nano \(nano) are no price")
        }
        let (whole, isTooLarge) = units.multipliedReportingOverflow(by: Self.nanosPerUnit)
        let (sum, isStillTooLarge) = whole.addingReportingOverflow(Int64(nano))
        guard !isTooLarge, !isStillTooLarge else {
            throw NumberError(.overflow, "\(units) is beyond the largest price")
        }
        try self.init(nanos: sum)
    }

    @inlinable
    init(unchecked nanos: Int64) {
        self.nanos = nanos
    }

    /// The broker's whole units; rounded towards zero.
    public var units: Int64 { nanos / Self.nanosPerUnit }
    /// What is left beside ``units``, in billionths, with the same sign.
    public var nano: Int32 { Int32(nanos % Self.nanosPerUnit) }

    /// - Throws: kind `overflow`.
    @inlinable
    public func adding(_ other: Price) throws(NumberError) -> Price {
        try Price(nanos: nanos + other.nanos)
    }

    /// - Throws: kind `overflow`.
    @inlinable
    public func subtracting(_ other: Price) throws(NumberError) -> Price {
        try Price(nanos: nanos - other.nanos)
    }

    /// The middle between two prices; half a billionth is rounded down.
    @inlinable
    public static func middle(_ first: Price, _ second: Price) -> Price {
        // Neither the sum of two prices nor its half leaves an Int64; the shift rounds down on both sides of zero.
        Price(unchecked: (first.nanos + second.nanos) >> 1)
    }
}

extension Price: Comparable {
    @inlinable
    public static func < (left: Price, right: Price) -> Bool { left.nanos < right.nanos }
}
