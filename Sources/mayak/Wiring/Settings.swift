import Bot
import Engine
import Exchange
import Monitor
import Operations
import Platform
import Sandbox
import Store
import Trading
import Web

/// The whole configuration: the list of the sections, each of which declares its keys beside the part that it is for.
///
/// `docs/configuration.md` holds the table made from them; a test keeps it complete.
struct Settings: Sendable {
    let general: GeneralSettings
    let telegram: BotOptions
    let moex: ISSOptions
    let monitor: MonitorOptions
    let calendar: CalendarOptions
    let reports: ReportTimes
    let plots: PlotOptions
    let sandbox: SandboxOptions
    let backup: BackupOptions
    let health: HealthOptions
    let observability: ObservabilityOptions
    let dashboard: DashboardOptions
    let gaps: GapOptions
    let orchestrator: OrchestratorOptions
    let krx: KRXOptions
    let broker: TInvestOptions
    let engine: EngineOptions
    let watchlist: WatchlistOptions
    let portfolio: PortfolioOptions
    /// Every key with its value and origin, secrets masked.
    let shown: [ConfigurationReader.Shown]

    /// - Throws: `ConfigurationError` with all mistakes at once.
    init(_ reader: ConfigurationReader) throws(ConfigurationError) {
        var reader = reader
        general = GeneralSettings(from: &reader)
        telegram = BotOptions(from: &reader)
        moex = ISSOptions(from: &reader)
        monitor = MonitorOptions(from: &reader)
        calendar = CalendarOptions(from: &reader)
        reports = ReportTimes(from: &reader)
        plots = PlotOptions(from: &reader)
        sandbox = SandboxOptions(from: &reader)
        backup = BackupOptions(from: &reader)
        health = HealthOptions(from: &reader)
        observability = ObservabilityOptions(from: &reader)
        dashboard = DashboardOptions(from: &reader)
        gaps = GapOptions(from: &reader)
        orchestrator = OrchestratorOptions(from: &reader)
        krx = KRXOptions(from: &reader)
        broker = TInvestOptions(from: &reader)
        engine = EngineOptions(from: &reader)
        watchlist = WatchlistOptions(from: &reader)
        portfolio = PortfolioOptions(from: &reader)
        shown = reader.shown
        try reader.finish()
    }

    /// The table of all keys, in Markdown.
    static func table() throws -> String {
        let settings = try Settings(ConfigurationReader(ConfigurationSources()) { $0 })
        let heading = "| Key | Environment | Default | Allowed | Meaning |\n|---|---|---|---|---|\n"
        return heading + settings.shown.map { $0.declaration.tableRow + "\n" }.joined()
    }
}
