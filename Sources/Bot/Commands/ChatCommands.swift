import Store

/// Every command the bot knows, in the order of `/help`.
enum ChatCommands {
    static let all: [any ChatCommand] = [
        StatusCommand(), DelaysCommand(), TopCommand(), ReportCommand(), PlotCommand(), AlertsCommand(),
        SessionsCommand(),
        JobsCommand(), CalendarCommand(), SilenceCommand(), UnsilenceCommand(), OncallCommand(), RunCommand(),
        PauseCommand(), UnpauseCommand(),
        HI2Command(), GapsCommand(), VWAPCommand(), HealthCommand(),
        WatchlistCommand(), SignalsCommand(), PositionsCommand(), OrdersCommand(), PnLCommand(), RiskCommand(),
        StrategyCommand(), HaltCommand(), FlattenCommand(), OverrideCommand(), ResumeCommand(),
        PeopleCommand(), AuditCommand(),
        LangCommand(), SettingsCommand(), WebCommand(), WhoamiCommand(), InfoCommand(), HelpCommand(), StartCommand(),
    ]

    /// Other words that people type, and the command they mean; they work, and no list shows them.
    static let aliases: [(spelling: String, name: String)] = [
        ("delay", "delays"), ("slow", "top"), ("graph", "plot"), ("chart", "plot"), ("incidents", "alerts"),
        ("alarms", "alerts"),
        ("cal", "calendar"), ("kalendar", "calendar"), ("mute", "silence"), ("unmute", "unsilence"),
        ("silences", "silence"), ("duty", "oncall"), ("rota", "oncall"), ("job", "jobs"), ("tasks", "jobs"),
        ("users", "people"), ("roles", "people"), ("access", "people"), ("language", "lang"), ("log", "audit"),
        ("me", "whoami"), ("id", "info"), ("ids", "info"), ("commands", "help"), ("menu", "help"), ("state", "status"),
        ("ping", "health"), ("gap", "gaps"), ("levels", "vwap"), ("equity", "pnl"), ("portfolio", "pnl"),
        ("signal", "signals"), ("dashboard", "web"), ("login", "web"),
        ("position", "positions"), ("order", "orders"), ("strategies", "strategy"), ("engine", "strategy"),
    ]

    /// The command of that name or alias.
    static func named(_ name: String) -> (any ChatCommand)? {
        let meant = aliases.first { $0.spelling == name }?.name ?? name
        return all.first { $0.name == meant }
    }

    /// Whether somebody with that role may use it; nil: a stranger.
    static func isUsable(_ command: any ChatCommand, by role: Role?) -> Bool {
        guard let needed = command.role else { return true }
        return role.map { $0 >= needed } ?? false
    }

    /// What somebody with the role may use, with every spelling of it.
    static func spellings(for role: Role?) -> [(spelling: String, name: String)] {
        let names = all.filter { isUsable($0, by: role) }.map { $0.name }
        return names.map { ($0, $0) } + aliases.filter { names.contains($0.name) }
    }
}
