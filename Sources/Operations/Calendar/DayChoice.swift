package import Market

/// What a person can set days to.
package enum DayChoice: Hashable, Sendable {
    /// Normal, closed, transferred or a weekend session.
    case kind(DayKind)
    /// The usual sessions, cut at a time.
    case short(close: TimeOfDay)
    /// What another market's day is.
    case copy(AlgoPackSegment)
    /// Take the edit away, so that the lower layers speak again.
    case automatic

    /// The kinds that need nothing more to be said.
    package static let kinds: [DayKind] = [.normal, .closed, .transferred, .weekendSession]

    /// As the audit trail names it: `short until 14:00`.
    package var auditName: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .short(let close): "short until \(close.shortDescription)"
        case .copy(let market): "as \(market)"
        case .automatic: "no edit"
        }
    }
}
