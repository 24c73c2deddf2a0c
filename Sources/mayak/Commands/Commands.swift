import Platform

/// Every subcommand, in the order of the help.
///
/// A new command is one file and one line here.
enum Commands {
    static let all: [any Command.Type] = [
        BotCommand.self,
        SchedulerRunCommand.self,
        StatusShowCommand.self,
        JobsListCommand.self,
        JobsPauseCommand.self,
        JobsResumeCommand.self,
        RunJobCommand.self,
        PortfolioShowCommand.self,
        PortfolioHaltCommand.self,
        PortfolioResumeCommand.self,
        NextCommand.self,
        CalendarShowCommand.self,
        CalendarSetCommand.self,
        CalendarUndoCommand.self,
        CalendarHistoryCommand.self,
        CalendarImportCommand.self,
        CalendarExportCommand.self,
        CalendarSyncCommand.self,
        CalendarVerifyCommand.self,
        CalendarGenerateCommand.self,
        PeopleListCommand.self,
        PeopleInviteCommand.self,
        PeopleWithdrawCommand.self,
        PeopleSetCommand.self,
        PeopleRemoveCommand.self,
        PeopleTokenCommand.self,
        PeopleKeysCommand.self,
        PeopleRevokeCommand.self,
        OncallListCommand.self,
        OncallSetCommand.self,
        OncallClearCommand.self,
        SilenceListCommand.self,
        SilenceAddCommand.self,
        SilenceRemoveCommand.self,
        InitConfigCommand.self,
        HealthCheckCommand.self,
        DoctorCommand.self,
        ExplainCommand.self,
        RehearseCommand.self,
        PlotDrawCommand.self,
        ReportShowCommand.self,
        PlanCommand.self,
        GapScanCommand.self,
        VWAPLevelsCommand.self,
        LiveRunCommand.self,
        OverrideSetCommand.self,
        OverrideClearCommand.self,
        OverrideShowCommand.self,
        OverrideFlattenCommand.self,
        OverrideResumeCommand.self,
        AuditVerifyCommand.self,
        BacktestCommand.self,
        FeaturesCommand.self,
        IndicatorsCommand.self,
        TearsheetCommand.self,
        DriftCommand.self,
        TrainCommand.self,
        CalibrateCommand.self,
        ModelInspectCommand.self,
        ModelPredictCommand.self,
        ModelVerifyCommand.self,
        ConvertCommand.self,
        InspectCommand.self,
        KeygenCommand.self,
        EncryptCommand.self,
        DecryptCommand.self,
        DatabaseCheckCommand.self,
        DatabaseBackupCommand.self,
        DatabaseRestoreCommand.self,
        DashboardCommand.self,
        SandboxCommand.self,
        CompletionsCommand.self,
        ManualCommand.self,
    ]

    static let directory = CommandDirectory(
        all.map { $0.spec },
        about: about,
        version: version
    )

    static let about = "Mayak watches the Moscow Exchange AlgoPack feeds for a team in a Telegram chat."

    /// The product's version, as in `CHANGELOG.md`.
    static let version = "0.1.0"
}
