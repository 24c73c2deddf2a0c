/// What can be wrong; the raw value is what the store and metrics carry.
///
/// Open: an alert that another version of Mayak wrote is read as any other. What a rule is called and what its figures are is
/// its entry here; how its alerts are treated is said in `Monitor/Checks` (`RuleFamily`), how they are worded in
/// `Bot/Incidents/Rules` (`RuleWording`).
package struct AlertRule: RawRepresentable, Hashable, Codable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    private init(_ rawValue: String) {
        self.rawValue = rawValue
    }
}

extension AlertRule: CaseIterable {
    /// now − last SYSTIME above `DELAY`, counted in trading time.
    package static let staleness = AlertRule("staleness")
    /// SYSTIME − tradetime of a slot above `DELAY`.
    package static let publicationDelay = AlertRule("publication_delay")
    /// Expected slots of the session that never came.
    package static let missingSlots = AlertRule("missing_slots")
    /// FO obstats: more secids than the first slot of the previous trading day at its maximum (seed 002).
    package static let secidRise = AlertRule("secid_rise")
    /// FO obstats: fewer secids than in the same slot of the previous trading day.
    package static let secidDrop = AlertRule("secid_drop")
    /// Names that come in nearly every slot and have stopped while the rest of the page arrives.
    package static let silentNames = AlertRule("silent_names")
    /// hi2 of today is not there after 19:01, or still not at the late re-check.
    package static let hi2Missing = AlertRule("hi2_missing")
    /// Columns new, lost or retyped.
    package static let schemaDrift = AlertRule("schema_drift")
    /// 401, a login page, or a refused passport: the key or login does not work.
    package static let authentication = AlertRule("authentication")
    /// 403: the plan lacks this product.
    package static let entitlement = AlertRule("entitlement")
    /// 429, or a 403 that says "Too Many Requests".
    package static let rateLimit = AlertRule("rate_limit")
    /// 200 with something that cannot be read.
    package static let badPayload = AlertRule("bad_payload")
    /// No connection, a timeout, or 5xx.
    package static let unreachable = AlertRule("unreachable")
    /// The API key's `exp` is near.
    package static let keyExpiry = AlertRule("key_expiry")
    /// The feed's calendar and ours disagree about a day.
    package static let calendarMismatch = AlertRule("calendar_mismatch")
    /// Fewer than 30 confirmed days lie ahead.
    package static let calendarHorizon = AlertRule("calendar_horizon")
    /// The bot process has sent no heartbeat.
    package static let botSilent = AlertRule("bot_silent")
    /// Planned ticks were not executed.
    package static let missedRuns = AlertRule("missed_runs")
    /// The machine's clock differs from Telegram's or the exchange's by more than 30 s.
    package static let clockSkew = AlertRule("clock_skew")
    /// The disk that the store lies on has little room left.
    package static let diskSpace = AlertRule("disk_space")
    /// The nightly copy of the store has not succeeded for days.
    package static let backupAge = AlertRule("backup_age")

    /// The rules that this version knows.
    package static let allCases = entries.map(\.rule)

    private static let entries = [
        Entry(.staleness, "отставание", "late data", .span),
        Entry(.publicationDelay, "задержка слота", "late slot", .span),
        Entry(.missingSlots, "пропуски", "gaps"),
        Entry(.secidRise, "лишние тикеры", "extra tickers"),
        Entry(.secidDrop, "мало тикеров", "too few tickers"),
        Entry(.silentNames, "пропавшие тикеры", "silent tickers"),
        Entry(.hi2Missing, "нет hi2", "no hi2", .absence),
        Entry(.schemaDrift, "столбцы", "columns"),
        Entry(.authentication, "вход", "login"),
        Entry(.entitlement, "тариф", "plan"),
        Entry(.rateLimit, "лимит запросов", "request limit"),
        Entry(.badPayload, "нечитаемый ответ", "unreadable answer"),
        Entry(.unreachable, "нет ответа", "no answer"),
        Entry(.keyExpiry, "срок ключа", "key expiry"),
        Entry(.calendarMismatch, "расхождение дней", "days differ"),
        Entry(.calendarHorizon, "запас календаря", "calendar's end"),
        Entry(.botSilent, "молчание бота", "silent bot", .span),
        Entry(.missedRuns, "пропущенные запуски", "missed runs"),
        Entry(.clockSkew, "ход часов", "clock skew", .span),
        Entry(.diskSpace, "место на диске", "disk space"),
        Entry(.backupAge, "нет копий", "no copies"),
    ]
}

/// What is said of a rule in lists, on the page and for engineers.
extension AlertRule {
    /// What the value and the limit of a rule's alerts are.
    package enum Figure: String, CaseIterable, Sendable {
        /// Seconds.
        case span
        /// How many or how much of something.
        case number
        /// That something is not there; the number itself says nothing.
        case absence
    }

    /// What a person calls the rule; one that this version does not know keeps its own name.
    package var title: Texts { Self.known[self]?.title ?? Texts(rawValue, rawValue) }

    package var figure: Figure { Self.known[self]?.figure ?? .number }

    private struct Entry: Sendable {
        let rule: AlertRule
        let title: Texts
        let figure: Figure

        init(_ rule: AlertRule, _ russian: String, _ english: String, _ figure: Figure = .number) {
            self.rule = rule
            title = Texts(russian, english)
            self.figure = figure
        }
    }

    private static let known = Dictionary(uniqueKeysWithValues: entries.map { ($0.rule, $0) })
}
