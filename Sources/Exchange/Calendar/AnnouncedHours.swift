package import Market

/// What the exchange says of the hours of today.
package enum AnnouncedHours: Hashable, Sendable {
    /// Nothing: what was announced before still holds.
    case unsaid
    /// They are ours.
    case usual
    /// Delayed, cut or cancelled in part.
    case other(CalendarStatement)
}
