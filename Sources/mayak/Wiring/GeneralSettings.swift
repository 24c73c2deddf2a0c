import Platform

/// Keys that every process reads.
struct GeneralSettings: Sendable {
    enum LogLevel: String, CaseIterable, Sendable {
        case trace, debug, info, warning, error, critical

        var level: Log.Level { Log.Level(rawValue) ?? .info }
    }

    enum Language: String, CaseIterable, Sendable {
        case ru, en
    }

    let logLevel: LogLevel
    /// IANA name of the zone in which job times are meant; the host's zone is never used.
    let zone: String
    let clock: ClockSpec
    let language: Language
    let storePath: String
    /// The Fernet key for `enc:` values.
    let keyFile: String?

    init(_ reader: inout ConfigurationReader) {
        logLevel = reader.choice("log.level", "LOG_LEVEL", default: .info, "Least severe log lines that are written")
        zone = reader.text(
            "zone",
            "MAYAK_ZONE",
            default: "Europe/Moscow",
            "Time zone of report times; sessions, their jobs and the nightly upkeep are in Moscow time always"
        )
        clock =
            reader.value(
                "clock",
                "MAYAK_CLOCK",
                default: "system",
                allowed: ClockSpec.allowed,
                "The clock to live by, for trying things out"
            ) {
                ClockSpec($0)
            } ?? .system
        language = reader.choice(
            "language",
            "MAYAK_LANGUAGE",
            default: .ru,
            "Language of chats that have not chosen one"
        )
        storePath = reader.text(
            "store.path",
            "MAYAK_STORE",
            default: "runtime/mayak.db",
            "The SQLite file that the processes share"
        )
        keyFile = reader.optionalText(
            "key_file",
            "MAYAK_KEY_FILE",
            "File with the Fernet key for `enc:` values (`mayak keygen`)"
        )
    }
}
