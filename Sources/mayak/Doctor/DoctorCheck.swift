/// One thing that a set-up can have wrong; a new one is a file in `Checks` and one entry in ``all``.
///
/// A check looks (the effect) and then judges what it saw (a pure function, `judge`); the judgement is what tests call.
struct DoctorCheck: Sendable {
    /// A process that looks at its start too.
    enum Role: String, Sendable {
        case bot, scheduler
    }

    let name: String
    /// Who looks at its start, in the background; nobody for what is dear or not worth a line at every start.
    let atStart: Set<Role>
    /// Longer than this it does not take; then that is the finding.
    let limit: Duration
    /// - Throws: anything; what a check did not expect becomes a failure with the error's words.
    let look: @Sendable (DoctorRoom) async throws -> [Finding]

    init(
        _ name: String,
        atStart: Set<Role> = [],
        limit: Duration = .seconds(5),
        look: @escaping @Sendable (DoctorRoom) async throws -> [Finding]
    ) {
        self.name = name
        self.atStart = atStart
        self.limit = limit
        self.look = look
    }

    /// In the order of the report.
    static let all: [DoctorCheck] = [
        TokenCheck.check, PrivacyCheck.check, WebhookCheck.check, ChatCheck.check, ExchangeCheck.check,
        KeyExpiryCheck.check, BrokerCheck.check, ClockCheck.check, ZoneCheck.check, CalendarCheck.check,
        StoreCheck.check,
        BackupCheck.check, DiskCheck.check, FileModeCheck.check, FontsCheck.check, InstanceCheck.check,
    ]
}
