/// An instant: nanoseconds since 1970-01-01T00:00:00Z, leap seconds ignored as in POSIX time.
///
/// Everything inside Mayak is kept in UTC; a zone appears only when exchange text is parsed or a person is shown a time.
/// Reckoning never traps: what would lie beyond the first or the last instant there is becomes that instant.
public struct Timestamp: InstantProtocol, Hashable, Sendable {
    /// Unit: nanoseconds since the Unix epoch.
    ///
    /// Covers the years 1678 to 2262.
    public let nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Whole seconds since the Unix epoch.
    @inlinable
    public init(seconds: Int64) {
        self.nanoseconds = seconds.saturatingProduct(1_000_000_000)
    }

    /// Whole seconds since the Unix epoch, rounded down.
    @inlinable
    public var seconds: Int64 {
        nanoseconds.dividedRoundingDown(by: 1_000_000_000)
    }

    /// Whole milliseconds since the Unix epoch, rounded down; the store keeps instants in this unit.
    @inlinable
    public var milliseconds: Int64 {
        nanoseconds.dividedRoundingDown(by: 1_000_000)
    }

    @inlinable
    public init(milliseconds: Int64) {
        self.nanoseconds = milliseconds.saturatingProduct(1_000_000)
    }

    @inlinable
    public func advanced(by duration: Duration) -> Timestamp {
        Timestamp(nanoseconds: nanoseconds.saturatingSum(duration.nanoseconds))
    }

    @inlinable
    public func duration(to other: Timestamp) -> Duration {
        // Not a difference of integers, which may not fit into one.
        .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    @inlinable
    public static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        instant.advanced(by: duration)
    }

    @inlinable
    public static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        instant.advanced(by: .zero - duration)
    }

    @inlinable
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        earlier.duration(to: later)
    }
}

extension Duration {
    /// The whole duration in nanoseconds; parts below one nanosecond are cut.
    ///
    /// Spans of up to 292 years; a longer one counts as that.
    @inlinable
    public var nanoseconds: Int64 {
        let (seconds, attoseconds) = fitting.components
        return seconds.saturatingProduct(1_000_000_000).saturatingSum(attoseconds / 1_000_000_000)
    }

    /// Whole seconds, rounded towards zero.
    @inlinable
    public var wholeSeconds: Int64 {
        fitting.components.seconds
    }

    /// Seconds with their fraction, for statistics and charts.
    @inlinable
    public var inSeconds: Double {
        let (seconds, attoseconds) = fitting.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    /// A duration of more seconds than an integer can count has no `components`.
    @inlinable
    var fitting: Duration {
        min(max(self, .seconds(Int64.min)), .seconds(Int64.max))
    }

    public static func minutes(_ count: some BinaryInteger) -> Duration {
        .seconds(Int64(clamping: count).saturatingProduct(60))
    }

    public static func hours(_ count: some BinaryInteger) -> Duration {
        .seconds(Int64(clamping: count).saturatingProduct(3600))
    }

    /// The duration times a factor, not further from zero than `limit`; no number as a factor counts as zero.
    public func scaled(by factor: Double, limit: Duration) -> Duration {
        let seconds = inSeconds * factor
        guard !seconds.isNaN else { return .zero }
        let most = limit.inSeconds
        if seconds >= most { return limit }
        return seconds <= -most ? .zero - limit : .seconds(seconds)
    }
}

extension FixedWidthInteger {
    /// The sum, or the nearest number there is.
    @inlinable
    public func saturatingSum(_ other: Self) -> Self {
        let (sum, isTooFar) = addingReportingOverflow(other)
        return isTooFar ? (other < 0 ? .min : .max) : sum
    }

    /// The product, or the nearest number there is.
    @inlinable
    public func saturatingProduct(_ other: Self) -> Self {
        let (product, isTooFar) = multipliedReportingOverflow(by: other)
        return isTooFar ? ((self < 0) == (other < 0) ? .max : .min) : product
    }

    /// Division that rounds towards minus infinity, so that instants before the epoch keep their order.
    @inlinable
    public func dividedRoundingDown(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
