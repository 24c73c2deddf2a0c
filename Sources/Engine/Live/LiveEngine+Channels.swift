import Exchange
import Market
import Platform

/// The ways to the broker, as they change.
extension LiveEngine {
    /// Books of the other way are taken from then on; those before are no help any more (`EngineRun.lostFeed`).
    func take(_ change: ChannelFailover.Change, at now: Timestamp) throws {
        reserve = change.isReserve ? change.channel.name : nil
        log.warning(
            change.isReserve ? "CONNECTIVITY_FAILOVER" : "CONNECTIVITY_RECOVERED",
            ["channel": change.channel.name, "why": lastLoss]
        )
        let words: KeyValuePairs = ["channel": change.channel.name, "why": change.isReserve ? lastLoss : "recovered"]
        try audit.add(.network, change.isReserve ? "FAILOVER" : "RECOVERED", words, at: now)
    }

    /// Says how long it took, where that was longer than a change of the way may take.
    func noteOpening(at now: Timestamp) {
        // A clock may have been set back meanwhile.
        let gap = lostAt.map { max(.zero, $0.duration(to: now)) } ?? .zero
        lostAt = nil
        log.info("Market data flows", ["after_ms": gap.milliseconds])
        guard let limit = plan.connectivity?.longestFailover, gap > limit else { return }
        log.warning(
            "The market's stream was away for longer than connectivity.failover_latency_ms",
            ["ms": gap.milliseconds, "limit_ms": limit.milliseconds]
        )
    }
}
