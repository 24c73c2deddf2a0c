import Market
import Platform

extension CalendarFile {
    /// The file as text: one line for each profile and each day, keys sorted, so that a change reads well in a diff.
    ///
    /// - Throws: only what `JSON.encoded(_:)` throws, which for these shapes is nothing.
    package func text() throws -> String {
        """
        {
        "format": 1,
        "revised": "\(revised)",
        "pin": \(pin.map { "\"\($0.rawValue)\"" } ?? "null"),
        "profiles": [
        \(try Self.lines(profiles.dated.map(Self.raw))),
        ],
        "classic": [
        \(try Self.lines(profiles.classic.map(Self.raw))),
        ],
        "days": [
        \(try Self.lines(days.map(Self.raw))),
        ]
        }

        """.replacing(",\n]", with: "\n]")
    }

    private static func lines(_ values: [some Encodable]) throws -> String {
        try values.map { try JSON.encoded($0) }.joined(separator: ",\n")
    }

    private static func raw(_ profile: SessionProfile) -> RawProfile {
        var slots: [String: [String: Strict<RawEdge>]] = [:]
        for edge in profile.slotEdges {
            slots[edge.endpoint.rawValue, default: [:]][edge.session.rawValue] = Strict(
                RawEdge(first: edge.first?.shortDescription, last: edge.last?.shortDescription)
            )
        }
        return RawProfile(
            market: profile.market.rawValue,
            from: profile.effectiveFrom.description,
            sessions: profile.sessions.map(raw),
            weekend: profile.weekendSessions.isEmpty ? nil : profile.weekendSessions.map(raw),
            slots: slots.isEmpty ? nil : slots,
            note: profile.note
        )
    }

    private static func raw(_ day: Day) -> RawDay {
        RawDay(
            market: day.market.rawValue,
            date: day.date.description,
            kind: day.kind.rawValue,
            sessions: day.sessions.map { $0.map(raw) },
            tradeDate: day.tradeDate?.description,
            confirmed: day.isConfirmed,
            source: day.source,
            note: day.note
        )
    }

    private static func raw(_ session: TradingSession) -> Strict<RawSession> {
        Strict(
            RawSession(
                name: session.name.rawValue,
                open: text(session.open),
                close: text(session.close)
            )
        )
    }

    private static func text(_ time: TimeOfDay) -> String {
        time.second == 0 ? time.shortDescription : time.description
    }
}
