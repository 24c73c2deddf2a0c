import Platform

/// The daily gap scan (seed 000).
struct GapSettings: Sendable {
    let scannerURL: String
    let vwapURL: String
    /// A fraction: 0.1 is ten per cent.
    let minimumGap: Double
    /// IANA name of the zone of its 10:00.
    let zone: String

    init(_ reader: inout ConfigurationReader) {
        scannerURL = reader.url(
            "gaps.scanner_url",
            "GAP_SCANNER_URL",
            default: "http://gap-scanner:8000/scan",
            "The gap scanner"
        )
        vwapURL = reader.url(
            "gaps.vwap_url",
            "VWAP_LEVELS_URL",
            default: "http://vwap-levels:8001/vwap",
            "The VWAP levels service"
        )
        minimumGap = reader.number(
            "gaps.minimum_gap",
            "MIN_GAP",
            default: 0.1,
            in: 0...10,
            unit: "a fraction",
            "Smallest gap that is passed on"
        )
        zone = reader.text(
            "gaps.zone",
            "TZ",
            default: "Europe/Moscow",
            "Time zone of the gap scan; no other job looks at `TZ`"
        )
    }
}
