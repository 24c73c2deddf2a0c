/// A number per bar that is carried on from bar to bar.
///
/// Each new value costs the same whatever came before. A batch is the same updates one after another, so both give the
/// same bits. Sums that run along are begun afresh where they would lose digits, as often as TA-Lib 0.8 does it: a
/// deviation near 0 shows the 1e-8th of the price.
///
/// - Source: definitions as in TA-Lib (ta-lib.org) with its defaults; `docs/analytics.md` has them one by one.
package protocol Indicator: Sendable {
    /// A ``Bar``, or one number of it.
    associatedtype Input
    associatedtype Value: IndicatorValue
    /// Takes the next input; nil until there were enough of them.
    mutating func update(_ input: Input) -> Value?
}

/// What an indicator says at one bar: a number, or several parts.
package protocol IndicatorValue: Sendable {
    static var partCount: Int { get }
    /// - Returns: NaN for a part that has no value yet.
    subscript(part part: Int) -> Double { get }
}

extension Double: IndicatorValue {
    package static var partCount: Int { 1 }
    package subscript(part part: Int) -> Double { self }
}

/// An indicator that carries several bars on at once quicker than one by one, and to the same bits.
protocol SpanIndicator: Indicator where Input == Bar, Value == Double {
    /// Writes a number for each bar; NaN where it has none.
    mutating func update(_ bars: ArraySlice<Bar>, into column: UnsafeMutablePointer<Double>)
}

/// An indicator of one series, fed with the closing prices of bars.
struct OfClose<Inner: Indicator>: Indicator where Inner.Input == Double {
    var inner: Inner

    init(_ inner: Inner) {
        self.inner = inner
    }

    @inline(__always)
    mutating func update(_ bar: Bar) -> Inner.Value? {
        inner.update(bar.close)
    }
}

extension Double {
    /// The number where its sign is plus, and otherwise 0.
    ///
    /// The larger of it and 0 would do; of that the compiler makes a branch, and which way prices go the processor cannot predict.
    @inline(__always)
    var ifPositive: Double {
        let sign = UInt64(bitPattern: Int64(bitPattern: bitPattern) >> 63)
        return Double(bitPattern: bitPattern & ~sign)
    }

    /// The larger of two numbers; with one instruction, since of two equal ones it does not matter which.
    @inline(__always)
    func orLarger(_ other: Double) -> Double {
        other > self ? other : self
    }

    /// The number with its own sign where the other's is plus, and turned round where it is minus.
    @inline(__always)
    func turned(by other: Double) -> Double {
        Double(bitPattern: bitPattern ^ (other.bitPattern & (1 << 63)))
    }

    /// The number where something is so, and otherwise 0, again without a branch.
    @inline(__always)
    func kept(if condition: Bool) -> Double {
        Double(bitPattern: bitPattern & (condition ? UInt64.max : 0))
    }
}

/// True where a difference of two numbers is no more than what rounding leaves of equal ones.
func isNegligible(_ difference: Double, between left: Double, and right: Double) -> Bool {
    abs(difference) <= 1e-14 * (abs(left) + abs(right))
}
