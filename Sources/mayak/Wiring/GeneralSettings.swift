import Bot
import Market
import Platform

/// Keys that every process reads.
struct GeneralSettings: ConfigurationSection {
    /// The least severe log lines that are written; default info.
    var logLevel = Log.Level.info
    /// IANA name of the zone in which job times are meant; the host's zone is never used; default Moscow.
    var zone = TimeZoneRules.moscow.name
    /// Default: the machine's.
    var clock = ClockSpec.system
    /// Of chats that have not chosen one; default Russian.
    var language = BotOptions().language
    /// The SQLite file that the processes share; default `runtime/mayak.db`.
    var storePath = "runtime/mayak.db"
    /// The Fernet key for `enc:` values; default none.
    var keyFile: String?

    mutating func read(from reader: inout ConfigurationReader) {
        logLevel =
            reader.value(
                "log.level",
                "LOG_LEVEL",
                default: "\(logLevel)",
                allowed: Log.Level.allCases.map { "\($0)" }.joined(separator: ", "),
                "Least severe log lines that are written"
            ) { Log.Level($0) } ?? logLevel
        zone = reader.text(
            "zone",
            "MAYAK_ZONE",
            default: zone,
            "Time zone of report times; sessions, their jobs and the nightly upkeep are in Moscow time always"
        )
        clock =
            reader.value(
                "clock",
                "MAYAK_CLOCK",
                default: "\(clock)",
                allowed: ClockSpec.allowed,
                "The clock to live by, for trying things out"
            ) { ClockSpec($0) } ?? clock
        language = reader.choice(
            "language",
            "MAYAK_LANGUAGE",
            default: language,
            "Language of chats that have not chosen one"
        )
        storePath = reader.text(
            "store.path",
            "MAYAK_STORE",
            default: storePath,
            "The SQLite file that the processes share"
        )
        keyFile = reader.optionalText(
            "key_file",
            "MAYAK_KEY_FILE",
            "File with the Fernet key for `enc:` values (`mayak keygen`)"
        )
    }
}
