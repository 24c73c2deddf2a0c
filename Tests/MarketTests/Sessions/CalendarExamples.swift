import Market
import TestKit

func sessions(_ text: String) -> [TradingSession] {
    guard let sessions = TradingSession.list(text, namedLike: []) else { preconditionFailure("no sessions: \(text)") }
    return sessions
}

func says(
    _ layer: CalendarLayer,
    _ market: AlgoPackSegment,
    _ day: String,
    _ kind: DayKind,
    _ hours: String? = nil,
    tradeDate: String? = nil,
    isConfirmed: Bool = true,
    at second: Int64 = 0
) -> CalendarStatement {
    CalendarStatement(
        market: market,
        date: date(day),
        layer: layer,
        kind: kind,
        sessions: hours.map(sessions),
        tradeDate: tradeDate.map(date),
        isConfirmed: isConfirmed,
        author: layer.rawValue,
        saidAt: Timestamp(seconds: second)
    )
}

/// One confirmed bundled day in each year 2024–2026 and an unconfirmed one in 2027, so that the weekday rule speaks.
let coveredYears: [CalendarStatement] = AlgoPackSegment.allCases.flatMap { market in
    [
        says(.bundled, market, "2024-01-01", .closed), says(.bundled, market, "2025-01-01", .closed),
        says(.bundled, market, "2026-01-01", .closed),
        says(.bundled, market, "2027-01-01", .closed, isConfirmed: false),
    ]
}

func calendar(_ statements: CalendarStatement..., pin: ProfilePin? = nil) -> TradingCalendar {
    TradingCalendar(profiles: .exchange, statements: coveredYears + statements, pin: pin)
}
