import Market

/// Keeps a clock in step with the one that a sandbox serves, so that processes agree and a restarted one joins in.
///
/// The sandbox answers `{"now": "2026-11-20T06:55:00.000Z", "speed": 60}`. Polled every second of real time.
package final class FollowedClock: Service {
    /// The clock to live by.
    package let clock: ScaledClock
    private let url: String
    private let http: HTTPClient

    /// Waits up to 15 s of real time for the first answer, because a supervisor starts the sandbox at the same moment.
    ///
    /// - Throws: ``FollowedClockError`` when none comes, or `CancellationError`.
    package static func connect(to url: String, http: HTTPClient) async throws -> FollowedClock {
        var attempt = 1
        while true {
            do {
                return FollowedClock(url: url, http: http, anchor: try await anchor(of: url, http: http))
            } catch let error as FollowedClockError where attempt < 30 {
                _ = error  // Only the last one is told.
                attempt += 1
                try await SystemClock().sleep(for: .milliseconds(500))
            }
        }
    }

    private init(url: String, http: HTTPClient, anchor: ScaledClock.Anchor) {
        self.url = url
        self.http = http
        clock = ScaledClock(anchor)
    }

    /// Asks once and takes over what has changed; a sandbox that does not answer leaves the clock as it is.
    package func step() async throws {
        let served: ScaledClock.Anchor
        do {
            served = try await Self.anchor(of: url, http: http)
        } catch is FollowedClockError {
            return  // The clock goes on at its speed; the next second asks again.
        }
        let own = clock.anchor
        let drift = clock.now.duration(to: ScaledClock(served).now)
        // Below this it is the network's jitter, and following that would make time tremble.
        let tolerance = Duration.milliseconds(50) * served.speedUp
        if own.speed != served.speed || drift > tolerance || drift < .zero - tolerance { clock.adopt(served) }
    }

    package func run() async throws {
        while true {
            try await SystemClock().sleep(for: .seconds(1))
            try await step()
        }
    }

    private static func anchor(of url: String, http: HTTPClient) async throws -> ScaledClock.Anchor {
        let system = SystemClock()
        let sent = system.now
        let response: HTTPResponse
        do {
            response = try await http.send(HTTPRequest(url: url, timeout: .seconds(2), maximumResponseBytes: 65_536))
        } catch let error as HTTPError {
            throw FollowedClockError(detail: "the sandbox's clock does not answer: \(error)")
        }
        let travel = sent.duration(to: system.now)
        guard response.status == 200, let text = String(validating: response.body, as: UTF8.self),
            let reply = try? JSONConfigReader.read(text),  // What is wrong with it does not matter here.
            case .scalar(let nowText)? = reply["now"]?.content, let now = RFC3339.instant(nowText),
            case .scalar(let speedText)? = reply["speed"]?.content, let speed = Double(speedText),
            ClockSpec.speeds.contains(speed)
        else {
            throw FollowedClockError(
                detail:
                    "status \(response.status) without {\"now\": …, \"speed\": …}: is MAYAK_CLOCK a sandbox's /sandbox/clock?"
            )
        }
        // The answer was true somewhere on the way; half of the way is the best guess.
        return ScaledClock.Anchor(start: now, systemStart: sent.advanced(by: travel / 2), speed: speed)
    }
}

/// The served clock could not be read.
package struct FollowedClockError: Error, Hashable, Sendable, CustomStringConvertible {
    package let detail: String
    package var description: String { detail }
}
