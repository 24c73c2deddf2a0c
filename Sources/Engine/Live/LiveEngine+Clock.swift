import Market
import Platform

/// What it says of a clock that is not the broker's.
extension LiveEngine {
    func checkClock(at now: Timestamp) throws {
        guard let change = watches.clock.check(brokerClock?.skew?.skew) else { return }
        switch change {
        case .wrong(let skew):
            let words: KeyValuePairs = ["ahead_ms": skew.milliseconds]
            log.error("The clock differs from the broker's: books look old or are, set it right", words)
            try audit.add(.network, "CLOCK_SKEW", words, at: now)
        case .right:
            log.info("The clock agrees with the broker's again")
        }
    }

    /// As it shows it; nil where it agrees.
    var clockSkew: Double? {
        guard watches.clock.isWrong, let skew = brokerClock?.skew?.skew else { return nil }
        return Double(skew.nanoseconds) / 1e9
    }
}
