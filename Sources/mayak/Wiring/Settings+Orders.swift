import Exchange
import Market
import Platform
import Trading

extension Settings {
    /// Refuses to send orders for real money where it was not confirmed, or where there is no broker.
    ///
    /// - Throws: `CommandFailure` of a wrong configuration, which says what is to be set.
    func checkOrders() throws(CommandFailure) {
        guard !orchestrator.isDryRun else { return }
        var missing: [String] = []
        if !orchestrator.isLiveConfirmed { missing.append("orchestrator.live: confirmed (ORCHESTRATOR_LIVE)") }
        if orchestrator.all.contains(where: { $0.market != .moex }) {
            missing.append("orchestrator.market: MOEX alone, the broker's only one")
        }
        do throws(TInvestError) {
            try broker.check()
        } catch {
            missing.append("a broker account (\(error.detail))")
        }
        guard !missing.isEmpty else { return }
        throw CommandFailure(
            .configuration,
            "orchestrator.dry_run: false sends orders for real money and needs \(missing.joined(separator: "; and ")); start with "
                + "--dry-run, or set ORCHESTRATOR_DRY_RUN=true, to stay on paper"
        )
    }
}
