import Market
import Store

extension Scheduler {
    /// Starts nothing more, lets running jobs finish up to the stop limit, then ends the rest.
    ///
    /// What did not finish is in the ledger as interrupted. Safe to call twice.
    package func stop() async {
        isStopping = true
        await drain()
        for (key, flight) in flights.sorted(by: { ($0.key.nominal, $0.key.job) < ($1.key.nominal, $1.key.job) }) {
            guard flight.verdict == nil, !flight.isEnding else { continue }
            let ending = flight.context.ending(.interrupted, "the scheduler stopped before it was done")
            flights[key]?.verdict = ending
            flight.work.cancel()
            flight.watchdog?.cancel()
            await record(ending)
        }
    }

    /// Returns once no run is at work, for tests and replays.
    package func idle() async {
        while let flight = flights.values.first { _ = await flight.task.value }
    }

    private func drain() async {
        guard !flights.isEmpty, drainContinuation == nil else { return }
        let timer = Task { [pollClock, limit = options.stopLimit] in
            // Throws only when everything finished in time.
            guard (try? await pollClock.sleep(for: limit)) != nil else { return }
            self.endDrain()
        }
        await withCheckedContinuation { continuation in
            drainContinuation = continuation
        }
        timer.cancel()
    }

    func endDrain() {
        drainContinuation?.resume()
        drainContinuation = nil
    }
}
