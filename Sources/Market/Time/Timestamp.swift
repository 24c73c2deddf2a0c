/// An instant: nanoseconds since 1970-01-01T00:00:00Z, leap seconds ignored as in POSIX time.
///
/// Everything inside Mayak is kept in UTC; a zone appears only when exchange text is parsed or a person is shown a time.
package struct Timestamp: InstantProtocol, Hashable, Sendable {
    /// Unit: nanoseconds since the Unix epoch.
    ///
    /// Covers the years 1678 to 2262.
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Whole seconds since the Unix epoch.
    package init(seconds: Int64) {
        self.nanoseconds = seconds * 1_000_000_000
    }

    /// Whole seconds since the Unix epoch, rounded down.
    package var seconds: Int64 {
        nanoseconds.dividedRoundingDown(by: 1_000_000_000)
    }

    /// Whole milliseconds since the Unix epoch, rounded down; the store keeps instants in this unit.
    package var milliseconds: Int64 {
        nanoseconds.dividedRoundingDown(by: 1_000_000)
    }

    package init(milliseconds: Int64) {
        self.nanoseconds = milliseconds * 1_000_000
    }

    package func advanced(by duration: Duration) -> Timestamp {
        Timestamp(nanoseconds: nanoseconds + duration.nanoseconds)
    }

    package func duration(to other: Timestamp) -> Duration {
        .nanoseconds(other.nanoseconds - nanoseconds)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        instant.advanced(by: duration)
    }

    package static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        instant.advanced(by: .zero - duration)
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        earlier.duration(to: later)
    }
}

extension Duration {
    /// The whole duration in nanoseconds; parts below one nanosecond are cut.
    ///
    /// Spans of up to 292 years.
    package var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }

    /// Whole seconds, rounded towards zero.
    package var wholeSeconds: Int64 {
        components.seconds
    }

    /// Seconds with their fraction, for statistics and charts.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    package static func minutes(_ count: some BinaryInteger) -> Duration {
        .seconds(Int64(count) * 60)
    }

    package static func hours(_ count: some BinaryInteger) -> Duration {
        .seconds(Int64(count) * 3600)
    }
}

extension FixedWidthInteger {
    /// Division that rounds towards minus infinity, so that instants before the epoch keep their order.
    package func dividedRoundingDown(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
    }
}
