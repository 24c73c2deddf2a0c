/// An amount of the account's currency, exactly.
///
/// A price in billionths times a lot's value in billionths needs eighteen decimals, and so nothing is ever rounded but fees and the
/// shares of a partly closed position.
///
/// - Unit: 10⁻¹⁸ of the currency's unit; about 1.7·10²⁰ units fit.
public struct Money: Hashable, Sendable {
    public let attos: Int128

    @inlinable public static var zero: Money { Money(attos: 0) }

    @inlinable
    public init(attos: Int128) {
        self.attos = attos
    }

    /// What so many lots are worth at a price.
    ///
    /// - Parameter lotValue: ``InstrumentFacts/lotValue``.
    @inlinable
    public init(_ price: Price, _ lots: Lots, lotValue: Price) {
        attos = Int128(price.nanos) * Int128(lots.count) * Int128(lotValue.nanos)
    }

    /// For limits out of a configuration; what lies below a billionth of a unit is cut.
    ///
    /// - Precondition: finite, and not beyond a billion billions.
    public init(units: Double) {
        attos = Int128(units * 1e9) * 1_000_000_000
    }

    /// In whole units with their fraction, for statistics, charts and reports.
    public var units: Double {
        // In two parts: the whole of a large amount and its fraction both keep their digits.
        let (whole, rest) = attos.quotientAndRemainder(dividingBy: Self.attosPerUnit)
        return Self.double(whole) + Self.double(rest) / 1e18
    }

    /// The same as `Double(_:)`, which the library has only for integers of any kind: for one of 128 bits that is a hundred calls, and a
    /// report of a million books asks twice for each.
    private static func double(_ number: Int128) -> Double {
        let short = Int64(truncatingIfNeeded: number)
        return Int128(short) == number ? Double(short) : Double(number)
    }

    @inlinable public var magnitude: Money { attos < 0 ? Money(attos: -attos) : self }

    /// The part `share`/`of` of the amount, rounded towards zero.
    ///
    /// - Precondition: `0 ≤ share ≤ of`, and `of` is above zero.
    public func part(_ share: Int64, of whole: Int64) -> Money {
        let product = attos.magnitude.multipliedFullWidth(by: UInt128(share))
        let part = Int128(UInt128(whole).dividingFullWidth(product).quotient)
        return Money(attos: attos < 0 ? -part : part)
    }

    static let attosPerUnit: Int128 = 1_000_000_000_000_000_000

    @inlinable public static func + (left: Money, right: Money) -> Money { Money(attos: left.attos + right.attos) }
    @inlinable public static func - (left: Money, right: Money) -> Money { Money(attos: left.attos - right.attos) }
    @inlinable public static prefix func - (money: Money) -> Money { Money(attos: -money.attos) }
    @inlinable public static func * (money: Money, factor: Int64) -> Money {
        Money(attos: money.attos * Int128(factor))
    }
    @inlinable public static func += (left: inout Money, right: Money) { left = left + right }
    @inlinable public static func -= (left: inout Money, right: Money) { left = left - right }
}

extension Money: Comparable {
    @inlinable public static func < (left: Money, right: Money) -> Bool { left.attos < right.attos }
}

extension Money: CustomStringConvertible {
    /// Decimal without needless zeros: `-12.5`.
    public var description: String {
        let (whole, rest) = attos.magnitude.quotientAndRemainder(dividingBy: Self.attosPerUnit.magnitude)
        let sign = attos < 0 ? "-" : ""
        guard rest > 0 else { return "\(sign)\(whole)" }
        var digits = String(rest)
        digits = String(repeating: "0", count: 18 - digits.utf8.count) + digits
        while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }
}
