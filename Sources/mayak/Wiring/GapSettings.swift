import Platform

/// The daily gap scan.
struct GapSettings: ConfigurationSection {
    var scannerURL = "http://gap-scanner:8000/scan"
    var vwapURL = "http://vwap-levels:8001/vwap"
    /// A fraction: 0.1 is ten per cent.
    var minimumGap = 0.1
    /// IANA name of the zone of its 10:00.
    var zone = "Europe/Moscow"

    mutating func read(from reader: inout ConfigurationReader) {
        scannerURL = reader.url(
            "gaps.scanner_url",
            "GAP_SCANNER_URL",
            default: scannerURL,
            "The gap scanner"
        )
        vwapURL = reader.url(
            "gaps.vwap_url",
            "VWAP_LEVELS_URL",
            default: vwapURL,
            "The VWAP levels service"
        )
        minimumGap = reader.number(
            "gaps.minimum_gap",
            "MIN_GAP",
            default: minimumGap,
            in: 0...10,
            unit: "a fraction",
            "Smallest gap that is passed on"
        )
        zone = reader.text(
            "gaps.zone",
            "TZ",
            default: zone,
            "Time zone of the gap scan; no other job looks at `TZ`"
        )
    }
}
