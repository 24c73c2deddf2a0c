package import Exchange
package import Market
package import Platform

/// The daily gap scan, the section `gaps` (seed 000).
package struct GapOptions: ConfigurationSection {
    /// Another gap scanner's address, the path included; nil, the default, is the one built in.
    package var scannerURL: String?
    /// Another VWAP service's address, the path included; nil, the default, is the one built in.
    package var levelsURL: String?
    /// A fraction: 0.1, the default, is ten per cent.
    package var minimumGap = 0.1
    /// Shares for which levels are asked for, the largest gaps first; default 3.
    package var leaders = 3
    /// IANA name of the zone of ``time`` and ``lookAgain``; default Moscow.
    package var zone = "Europe/Moscow"
    /// When the scan runs; default 10:00.
    package var time = TimeOfDay(hour: 10, minute: 0) ?? .midnight
    /// When the levels are worked out anew, with more minutes of trading; nil never, default 10:05.
    package var lookAgain: TimeOfDay? = TimeOfDay(hour: 10, minute: 5)
    /// Which price counts as the open; default the day's first trade.
    package var open = OpenRule.open
    /// From which session on VWAP counts; default the main one.
    package var session = TradingSession.Name.main

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        scannerURL = reader.optionalURL(
            "gaps.scanner_url",
            "GAP_SCANNER_URL",
            "Another gap scanner, such as http://gap-scanner:8000/scan; the one built in where it is not given"
        )
        levelsURL = reader.optionalURL(
            "gaps.vwap_url",
            "VWAP_LEVELS_URL",
            "Another VWAP service, such as http://vwap-levels:8001/vwap; the one built in where it is not given"
        )
        minimumGap = reader.number(
            "gaps.minimum_gap",
            "MIN_GAP",
            default: minimumGap,
            in: 0...10,
            unit: "a fraction",
            "Smallest gap that is passed on"
        )
        leaders = reader.integer(
            "gaps.leaders",
            "MAYAK_GAPS_LEADERS",
            default: leaders,
            in: 1...20,
            "Shares for which levels are asked for, the largest gaps first"
        )
        zone = reader.text(
            "gaps.zone",
            "TZ",
            default: zone,
            "Time zone of the gap scan; no other job looks at `TZ`"
        )
        time = reader.time("gaps.time", "MAYAK_GAPS_TIME", default: time, "When the gap scan runs on trading days")
        lookAgain = reader.optionalTime(
            "gaps.look_again",
            "MAYAK_GAPS_LOOK_AGAIN",
            default: lookAgain,
            "When its levels are worked out anew, with more minutes of trading"
        )
        open =
            reader.value(
                "gaps.open",
                "MAYAK_GAPS_OPEN",
                default: open.description,
                allowed: OpenRule.allowed,
                "Which price counts as the open"
            ) { OpenRule($0) } ?? open
        session = reader.choice(
            "gaps.session",
            "MAYAK_GAPS_SESSION",
            default: session,
            "The session from whose start VWAP counts"
        )
    }
}
