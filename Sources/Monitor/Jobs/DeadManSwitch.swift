package import Market
package import Platform

/// Requests an outside URL after each complete cycle, so that its owner notices when Mayak itself falls silent.
///
/// A cycle that failed holds the ping back until the same market has succeeded again: an outside watcher must not see life where
/// the work is not done.
package actor DeadManSwitch {
    private let url: Secret<String>
    private let http: HTTPClient
    private let clock: any MarketClock
    private let log: Log
    /// When the last cycle of a market failed; forgotten once the market is fine, or its session is over.
    private var failing: [AlgoPackSegment: Timestamp] = [:]
    private var lastPing: Timestamp?

    package init(url: Secret<String>, http: HTTPClient, clock: any MarketClock, log: Log) {
        self.url = url
        self.http = http
        self.clock = clock
        self.log = log
    }

    /// Takes note of a cycle; pings at most once a minute, and a ping that fails breaks nothing.
    func cycleEnded(_ market: AlgoPackSegment, isComplete: Bool) async {
        let now = clock.now
        failing[market] = isComplete ? nil : now
        failing = failing.filter { $0.value <= now && now - $0.value < Self.memory }
        guard failing.isEmpty, lastPing.map({ now - $0 >= .minutes(1) || now < $0 }) ?? true else { return }
        lastPing = now
        do {
            let answer = try await http.send(HTTPRequest(url: url.reveal(), timeout: .seconds(10)))
            if answer.status >= 300 { log.warning("Dead-man ping refused", ["status": "\(answer.status)"]) }
        } catch {
            log.warning("Dead-man ping failed", ["error": "\(error)"])
        }
    }

    /// A market that failed and was not asked again for this long has closed; its failure must not hold the evening back.
    private static let memory = Duration.minutes(30)
}
