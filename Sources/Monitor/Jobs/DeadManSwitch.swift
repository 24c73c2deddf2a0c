package import Market
package import Platform

/// Requests an outside URL after each complete cycle, so that its owner notices when Mayak itself falls silent.
///
/// A cycle that failed holds the ping back until the same market has succeeded again: an outside watcher must not see life where
/// the work is not done (`scheduling-alerting.md` §5 "Adopt" 9).
package actor DeadManSwitch {
    private let url: Secret<String>
    private let http: HTTPClient
    private let clock: any MarketClock
    private let log: Log
    private var failing: Set<MarketID> = []
    private var lastPing: Timestamp?

    package init(url: Secret<String>, http: HTTPClient, clock: any MarketClock, log: Log) {
        self.url = url
        self.http = http
        self.clock = clock
        self.log = log
    }

    /// Takes note of a cycle; pings at most once a minute, and a ping that fails breaks nothing.
    func cycleEnded(_ market: MarketID, isComplete: Bool) async {
        if isComplete { failing.remove(market) } else { failing.insert(market) }
        let now = clock.now
        guard failing.isEmpty, lastPing.map({ now - $0 >= .minutes(1) }) ?? true else { return }
        lastPing = now
        do {
            let answer = try await http.send(HTTPRequest(url: url.reveal(), timeout: .seconds(10)))
            if answer.status >= 300 { log.warning("Dead-man ping refused", ["status": "\(answer.status)"]) }
        } catch {
            log.warning("Dead-man ping failed", ["error": "\(error)"])
        }
    }
}
