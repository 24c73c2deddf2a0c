package import Market

/// Which clock a process lives by: the value of `MAYAK_CLOCK`.
package enum ClockSpec: Hashable, Sendable, CustomStringConvertible {
    case system
    /// Starts at an instant and runs at a speed.
    case scaled(start: Timestamp, speed: Double)
    /// Follows the clock that a sandbox serves at this address, so that several processes agree.
    case followed(url: String)

    /// Reads `system`, `2026-11-20T09:55:00+03:00@60` (`@60` may be left out) or the URL of a sandbox's clock.
    package init?(_ text: String) {
        if text == "system" {
            self = .system
            return
        }
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            self = .followed(url: text)
            return
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let start = RFC3339.instant(String(parts[0])) else { return nil }
        guard parts.count == 2 else {
            self = .scaled(start: start, speed: 1)
            return
        }
        guard let speed = Double(parts[1]), Self.speeds.contains(speed) else { return nil }
        self = .scaled(start: start, speed: speed)
    }

    package var description: String {
        switch self {
        case .system: "system"
        case .scaled(let start, let speed): "\(RFC3339.text(start))@\(speed)"
        case .followed(let url): url
        }
    }

    /// What may be written.
    package static let allowed =
        "`system`, an instant with a zone (\(CivilDate.allowed)) and a speed of 0 to 100000 such as "
        + "`2026-11-20T09:55:00+03:00@60`, or the URL of a sandbox's clock"

    /// Unit: seconds of the clock per second of the machine; 0 stands still.
    package static let speeds = 0.0...100_000
}
