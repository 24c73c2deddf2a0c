extension SessionProfiles {
    /// The exchange's sessions as known when this was written (docs/reference/algopack.md, Sessions and Slot grids).
    ///
    /// Mid-2024 is exactly seed 002's table. Windows from 2025 on include their opening auction, as the exchange announces
    /// them (EQ 06:50, FO 08:50, weekend 09:50); those of the seed do not. Where that page is unsure whether a slot
    /// exists, it is not expected:
    /// * FO before 2026: labels from 10:00 (tradestats, seen on 2024-06-19) or 10:05, though the session opens at 09:00.
    ///   When the 08:50 auction came is not documented; 2026-01-09 is the first day seen with it.
    /// * FX before 2024-06-13: labels from 10:05, though trading began at 07:00.
    /// * EQ tradestats since 2025-01-27: the evening from 19:10; the 58th evening row of 2026-01-09 may be 19:05 or an
    ///   auction slot.
    /// * Weekend sessions: 10:05–18:55 for every endpoint, without auction slots; no hi2.
    /// * The FO single session since 2026-03-23: 09:00 (tradestats), 08:55 (obstats) or 09:05 (futoi) to 23:50. The border
    ///   of its morning and main parts is not documented: 10:00 is taken.
    package static let exchange = SessionProfiles(dated: equities + currency + futures, classic: classicTable)

    private static let equities = [
        seedEquities,
        SessionProfile(
            market: .equities,
            effectiveFrom: date("2025-01-27"),
            sessions: sessions("morning 06:50-09:50, main 09:50-18:40, evening 19:05-23:50"),
            slotEdges: equityEdges,
            note: "docs/reference/algopack.md: morning session back; grid of 2026-01-09"
        ),
        SessionProfile(
            market: .equities,
            effectiveFrom: date("2025-03-01"),
            sessions: sessions("morning 06:50-09:50, main 09:50-18:40, evening 19:05-23:50"),
            weekendSessions: sessions("weekend 09:50-19:00"),
            slotEdges: equityEdges + weekendEdges(of: .equities),
            note: "docs/reference/algopack.md: weekend sessions from this date"
        ),
    ]

    private static let currency = [
        SessionProfile(
            market: .currency,
            effectiveFrom: date("2023-01-01"),
            sessions: sessions("main 07:00-19:00"),
            slotEdges: Feed.all(of: .currency).filter { $0.endpoint.isSlotted }.map {
                SlotEdge($0.endpoint, .main, first: time("10:05"), last: time("18:55"))
            },
            note: "docs/reference/algopack.md: morning trading until USD and EUR were delisted"
        ),
        seedCurrency,
    ]

    private static let futures = [
        seedFutures,
        SessionProfile(
            market: .futures,
            effectiveFrom: date("2025-08-16"),
            sessions: seedFutures.sessions,
            weekendSessions: sessions("weekend 09:50-19:00"),
            slotEdges: seedFutures.slotEdges + weekendEdges(of: .futures),
            note: "docs/reference/algopack.md: weekend sessions from this date"
        ),
        SessionProfile(
            market: .futures,
            effectiveFrom: date("2026-01-01"),
            sessions: sessions("morning 08:50-14:00, main 14:05-18:50, evening 19:05-23:50"),
            weekendSessions: sessions("weekend 09:50-19:00"),
            slotEdges: auctionEdges + weekendEdges(of: .futures),
            note: "docs/reference/algopack.md: opening auction 08:50; grid of 2026-01-09, the change itself is undated"
        ),
        SessionProfile(
            market: .futures,
            effectiveFrom: date("2026-03-23"),
            sessions: sessions("morning 08:50-10:00, main 10:00-19:00, evening 19:00-23:50"),
            weekendSessions: sessions("weekend 09:50-19:00"),
            slotEdges: auctionEdges + weekendEdges(of: .futures),
            note: "docs/reference/algopack.md: single session without the clearings of 14:00 and 18:50"
        ),
    ]

    private static let classicTable = [seedEquities, seedCurrency, seedFutures]

    private static let seedEquities = SessionProfile(
        market: .equities,
        effectiveFrom: date("2023-01-01"),
        sessions: sessions("main 10:00-18:40, evening 19:05-23:50"),
        note: "seed 002"
    )

    private static let seedCurrency = SessionProfile(
        market: .currency,
        effectiveFrom: date("2024-06-13"),
        sessions: sessions("main 10:00-19:00"),
        slotEdges: [SlotEdge(.tradestats, .main, last: time("18:55"))],
        note: "seed 002"
    )

    private static let seedFutures = SessionProfile(
        market: .futures,
        effectiveFrom: date("2023-01-01"),
        sessions: sessions("morning 09:00-14:00, main 14:05-18:50, evening 19:05-23:50"),
        slotEdges: [
            SlotEdge(.tradestats, .morning, first: time("10:00")),
            SlotEdge(.obstats, .morning, first: time("10:05")),
            SlotEdge(.futoi, .morning, first: time("10:05")),
        ],
        note: "seed 002"
    )

    private static let equityEdges = [
        SlotEdge(.tradestats, .morning, first: time("07:00")),
        SlotEdge(.orderstats, .evening, first: time("18:45")),
        SlotEdge(.obstats, .morning, first: time("07:05")),
    ]

    private static let auctionEdges = [
        SlotEdge(.tradestats, .morning, first: time("09:00")),
        SlotEdge(.futoi, .morning, first: time("09:05")),
    ]

    private static func weekendEdges(of market: AlgoPackSegment) -> [SlotEdge] {
        Feed.all(of: market).filter { $0.endpoint.isSlotted }.map {
            SlotEdge($0.endpoint, .weekend, first: time("10:05"), last: time("18:55"))
        }
    }

    // The table above is text for the reader's sake; a slip in it is our own broken invariant, and every test meets it.

    private static func date(_ text: String) -> CivilDate {
        guard let date = CivilDate(text) else { preconditionFailure("session table: \(text) is no date") }
        return date
    }

    private static func time(_ text: String) -> TimeOfDay {
        guard let time = TimeOfDay(text) else { preconditionFailure("session table: \(text) is no time") }
        return time
    }

    private static func sessions(_ text: String) -> [TradingSession] {
        guard let sessions = TradingSession.list(text, namedLike: []) else {
            preconditionFailure("session table: \(text) is no list of sessions")
        }
        return sessions
    }
}
