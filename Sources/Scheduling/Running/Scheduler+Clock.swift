import Market
import Platform
import Store

/// Going on after the clock was ahead: a host that started in the wrong year, a step of NTP, a forgotten `MAYAK_CLOCK`.
extension Scheduler {
    /// Notices that the clock went back by more than the tolerance, and plans the present day anew.
    ///
    /// By less, the jobs wait for their marks: nothing is repeated.
    func resumeIfClockWasAhead() async throws {
        guard let calendar, let farthest = book.farthestMark else { return }
        let wait = clock.now.duration(to: farthest)
        guard wait > MendedClock.tolerance else { return sayWaiting(wait, until: farthest) }
        try await resumption.check(at: clock.now)
        let now = clock.now
        book.setBackMarks(to: now, calendar: calendar)
        // The book holds the jobs of a day that is still to come.
        try await reconcile()
        // The store may have had other marks than the book; both hold now what the book has.
        _ = try await store.ledger.claim([], skips: [], marks: book.entries.map { (job: $0.job.id, nominal: $0.mark) })
    }

    /// Says once that the jobs wait for the time at which the clock stood before.
    private func sayWaiting(_ wait: Duration, until mark: Timestamp) {
        guard wait >= .minutes(1) else {
            if wait <= .zero { waitingUntil = nil }
            return
        }
        guard waitingUntil != mark else { return }
        waitingUntil = mark
        log.warning(
            "Clock went back; what ran before is not repeated",
            ["back_s": "\(wait.wholeSeconds)", "until": RFC3339.text(mark)]
        )
    }
}
