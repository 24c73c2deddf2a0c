/// What a calendar date is for one market.
package enum DayKind: String, CaseIterable, Codable, Sendable, CustomStringConvertible {
    /// An ordinary trading day.
    case normal
    /// A working weekend day: traded with the sessions of an ordinary day.
    case transferred
    /// A weekend or holiday with the short weekend session; part of the next trading day.
    case weekendSession = "weekend_session"
    /// A trading day with sessions of its own: cut, delayed or cancelled in part.
    case short
    /// No trading.
    case closed
    /// Nothing is known: monitors run at lower severity, orders stay shut.
    case unknown

    package init?(_ text: String) {
        self.init(rawValue: text.lowercased().replacing("-", with: "_"))
    }

    package var description: String { rawValue }

    /// True when there is trading, or may be: the days on which monitors run.
    package var isMonitored: Bool { self != .closed }

    /// True when trading is certain: the days on which orders may be sent.
    package var isTrading: Bool { self != .closed && self != .unknown }
}
