import Store

/// Every command the bot knows, in the order of `/help`.
enum ChatCommands {
    static let all: [any ChatCommand] = [
        StatusCommand(), DelaysCommand(), ReportCommand(), PlotCommand(), AlertsCommand(), SessionsCommand(),
        JobsCommand(),
        CalendarCommand(), SilenceCommand(), RunCommand(), HI2Command(), HealthCommand(), AuditCommand(),
        LangCommand(), WhoamiCommand(), InfoCommand(), HelpCommand(), StartCommand(),
    ]
}
