import Market
import Platform

/// What was missed while the market's stream was lost.
extension LiveEngine {
    /// Asks the source for the gap of each instrument, beside the events; the answers come as events.
    func askForMissed(at now: Timestamp) {
        guard let source else { return }
        for (slot, gap, span) in run.askForMissed(at: now) {
            questions[slot.index]?.cancel()
            questions[slot.index] = Task { [inbox, clock, log] in
                var wait = Duration.seconds(1)
                while true {
                    do throws(FeedError) {
                        inbox.put(.backfilled(slot, gap: gap, try await source.missed(slot, in: span)))
                        return
                    } catch {
                        log.warning(
                            "What was missed is not known yet",
                            ["slot": "\(slot.index)", "error": error.detail]
                        )
                    }
                    // The gap itself stops waiting; an answer after that is of no use.
                    guard wait <= Self.longestWait else { return }
                    // Only a cancelled task ends a sleep, and then nobody waits for the answer.
                    guard (try? await clock.sleep(for: wait)) != nil else { return }
                    wait = wait * 2
                }
            }
        }
    }

    /// Four questions in a quarter of a minute.
    private static let longestWait = Duration.seconds(8)
}
