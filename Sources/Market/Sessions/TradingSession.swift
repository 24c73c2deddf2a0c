/// One continuous trading window of one market on one day, in Moscow wall time.
package struct TradingSession: Hashable, Sendable {
    /// Which part of the day a session is.
    ///
    /// The seed's FO day session is `.main`.
    package enum Name: String, CaseIterable, Codable, Sendable {
        case morning, main, evening, weekend
    }

    package let name: Name
    package let open: TimeOfDay
    package let close: TimeOfDay

    /// Returns nil unless the session opens before it closes.
    package init?(name: Name, open: TimeOfDay, close: TimeOfDay) {
        guard open < close else { return nil }
        self.name = name
        self.open = open
        self.close = close
    }

    /// The open instant belongs to the session, the close does too: the last slot is labelled with it.
    package func contains(_ time: TimeOfDay) -> Bool {
        open <= time && time <= close
    }
}
