package import Market
package import Platform
package import Store

/// Mends what a clock that was ahead has left, and tells that the work goes on: in the log, and once in the chat.
package struct ClockResumption: Sendable {
    private let maintenance: MaintenanceStore
    private let outbox: OutboxStore
    private let log: Log

    package init(maintenance: MaintenanceStore, outbox: OutboxStore, log: Log) {
        self.maintenance = maintenance
        self.outbox = outbox
        self.log = log
    }

    /// - Parameter isConfirmed: the exchange's clock agrees with ours.
    package func check(at now: Timestamp, isConfirmed: Bool = false) async throws {
        guard let mended = try await maintenance.mendFuture(at: now, isConfirmed: isConfirmed) else { return }
        log.warning(
            "Clock was ahead; what it left for the future was set back",
            [
                "until": RFC3339.text(mended.farthest), "ahead_s": "\(mended.span.wholeSeconds)",
                "jobs": mended.jobs.joined(separator: ","), "rows": "\(mended.rows)",
            ]
        )
        guard !mended.jobs.isEmpty else { return }
        try await outbox.enqueue([
            OutboxDraft(
                dedupeKey: "clock-resumed:\(mended.at.milliseconds)",
                content: .notice(.clockResumed(aheadByMinutes: Int(mended.span.wholeSeconds / 60))),
                priority: .report
            )
        ])
    }
}
