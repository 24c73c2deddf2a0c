import Trading

extension Settings {
    /// Refuses what would send orders for real money.
    ///
    /// - Throws: `CommandFailure` of a wrong configuration, which says what is to be set.
    func checkOrders() throws(CommandFailure) {
        guard !orchestrator.isDryRun else { return }
        let confirmation = orchestrator.isLiveConfirmed ? "" : "orchestrator.live: confirmed (ORCHESTRATOR_LIVE) and "
        throw CommandFailure(
            .configuration,
            "orchestrator.dry_run: false needs \(confirmation)a broker account; in this version the daily jobs send no orders to "
                + "the broker yet, so orders stay on paper: start with --dry-run, or set ORCHESTRATOR_DRY_RUN=true"
        )
    }
}
