extension TradingSession: CustomStringConvertible {
    /// `main 10:00-18:40`; reads back with `init(_:)`.
    package var description: String { "\(name.rawValue) \(span)" }

    /// `10:00-18:40`.
    package var span: String {
        "\(Self.text(open))-\(Self.text(close))"
    }

    /// Reads `main 10:00-18:40` or `main=10:00-18:40`.
    package init?(_ text: String) {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: true) { $0 == " " || $0 == "=" }
        guard parts.count == 2, let name = Name(rawValue: parts[0].lowercased()),
            let (open, close) = Self.times(parts[1])
        else { return nil }
        self.init(name: name, open: open, close: close)
    }

    /// Reads a comma-separated list such as `10:00-18:40,19:05-23:50` or `main=10:00-14:00`; an ASCII or en dash.
    ///
    /// A window without a name takes the name of the reference session that it shares most time with, `main` when it
    /// shares none. Returns nil unless every window is readable and they follow each other without overlap.
    package static func list(_ text: String, namedLike reference: [TradingSession]) -> [TradingSession]? {
        var sessions: [TradingSession] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let trimmed = String(part.trimming { $0 == " " })
            if let session = TradingSession(trimmed) {
                sessions.append(session)
            } else if let (open, close) = times(trimmed[...]),
                let session = TradingSession(name: name(open, close, like: reference), open: open, close: close)
            {
                sessions.append(session)
            } else {
                return nil
            }
        }
        return areOrdered(sessions) ? sessions : nil
    }

    /// True when each session closes before, or when, the next opens.
    package static func areOrdered(_ sessions: [TradingSession]) -> Bool {
        zip(sessions, sessions.dropFirst()).allSatisfy { $0.close <= $1.open }
    }

    private static func name(_ open: TimeOfDay, _ close: TimeOfDay, like reference: [TradingSession]) -> Name {
        var best: (name: Name, shared: Int) = (.main, 0)
        for session in reference {
            let shared = min(close, session.close).secondOfDay - max(open, session.open).secondOfDay
            if shared > best.shared { best = (session.name, shared) }
        }
        return best.name
    }

    private static func times(_ text: Substring) -> (TimeOfDay, TimeOfDay)? {
        let ends = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
        guard ends.count == 2, let open = TimeOfDay(String(ends[0])), let close = TimeOfDay(String(ends[1])) else {
            return nil
        }
        return (open, close)
    }

    private static func text(_ time: TimeOfDay) -> String {
        time.second == 0 ? time.shortDescription : time.description
    }
}

extension StringProtocol {
    fileprivate func trimming(_ isRemoved: (Character) -> Bool) -> SubSequence {
        guard let start = firstIndex(where: { !isRemoved($0) }), let end = lastIndex(where: { !isRemoved($0) }) else {
            return self[endIndex..<endIndex]
        }
        return self[start...end]
    }
}
