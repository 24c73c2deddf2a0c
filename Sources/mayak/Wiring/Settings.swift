import Platform

/// The whole configuration: every key of it is declared in these sections, once, with its default.
///
/// `docs/configuration.md` holds the table made from them; a test keeps it complete.
struct Settings: Sendable {
    let general: GeneralSettings
    let telegram: TelegramSettings
    let moex: MOEXSettings
    let monitor: MonitorSettings
    let calendar: CalendarSettings
    let reports: ReportSettings
    let sandbox: SandboxSettings
    let gaps: GapSettings
    let orchestrator: OrchestratorSettings
    /// Every key with its value and origin, secrets masked.
    let shown: [ConfigurationReader.Shown]

    /// - Throws: `ConfigurationError` with all mistakes at once.
    init(_ reader: ConfigurationReader) throws(ConfigurationError) {
        var reader = reader
        general = GeneralSettings(&reader)
        telegram = TelegramSettings(&reader)
        moex = MOEXSettings(&reader)
        monitor = MonitorSettings(&reader)
        calendar = CalendarSettings(&reader)
        reports = ReportSettings(&reader)
        sandbox = SandboxSettings(&reader)
        gaps = GapSettings(&reader)
        orchestrator = OrchestratorSettings(&reader)
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
