/// What can be wrong; the raw value is what the store and metrics carry.
///
/// Open: an alert that another version of Mayak wrote is read as any other. How a rule's alerts are treated is said in
/// `Monitor/Checks` (`RuleFamily`), how they are worded in `Bot/Incidents/Rules` (`RuleWording`).
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

    /// The rules that this version knows.
    package static let allCases: [AlertRule] = [
        .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .silentNames, .hi2Missing, .schemaDrift,
        .authentication,
        .entitlement, .rateLimit, .badPayload, .unreachable, .keyExpiry, .calendarMismatch, .calendarHorizon,
        .botSilent,
        .missedRuns, .clockSkew, .diskSpace,
    ]
}
