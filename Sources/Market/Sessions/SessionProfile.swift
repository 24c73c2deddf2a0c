/// The sessions of one market from a date on, until the market's next profile.
package struct SessionProfile: Hashable, Sendable {
    package var market: AlgoPackSegment
    /// First date the profile is in force; the earliest profile of a market also serves every date before it.
    package var effectiveFrom: CivilDate
    /// Sessions of normal, transferred, short and unknown days, in order of time.
    package var sessions: [TradingSession]
    /// Sessions of a weekend-session day; empty where the market has none.
    package var weekendSessions: [TradingSession]
    /// Endpoints whose labels do not simply follow the sessions.
    package var slotEdges: [SlotEdge]
    /// Where the profile comes from.
    package var note: String

    package init(
        market: AlgoPackSegment,
        effectiveFrom: CivilDate,
        sessions: [TradingSession],
        weekendSessions: [TradingSession] = [],
        slotEdges: [SlotEdge] = [],
        note: String = ""
    ) {
        self.market = market
        self.effectiveFrom = effectiveFrom
        self.sessions = sessions
        self.weekendSessions = weekendSessions
        self.slotEdges = slotEdges
        self.note = note
    }

    /// The sessions a day of this kind has when nothing says otherwise.
    package func sessions(of kind: DayKind) -> [TradingSession] {
        switch kind {
        case .normal, .transferred, .short, .unknown: sessions
        case .weekendSession: weekendSessions
        case .closed: []
        }
    }
}

/// The first or last label of an endpoint in a session, where it is not the one that the session's times give.
package struct SlotEdge: Hashable, Sendable {
    package var endpoint: Endpoint
    package var session: TradingSession.Name
    /// nil: five minutes after the open.
    package var first: TimeOfDay?
    /// nil: the close.
    package var last: TimeOfDay?

    package init(_ endpoint: Endpoint, _ session: TradingSession.Name, first: TimeOfDay? = nil, last: TimeOfDay? = nil)
    {
        self.endpoint = endpoint
        self.session = session
        self.first = first
        self.last = last
    }
}
