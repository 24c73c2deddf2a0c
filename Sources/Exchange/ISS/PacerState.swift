import Market

/// When calls may start: a token bucket for all, pauses for all, and pauses for one family of endpoints.
///
/// A value; the caller passes the time in and waits.
struct PacerState {
    private struct Pause {
        var until: Timestamp
        var error: ExchangeError

        func earlier(by step: Duration) -> Pause { Pause(until: until - step, error: error) }
    }

    private let options: ISSOptions
    private let interval: Duration
    /// The instant at which the bucket would be empty of debt (the "theoretical arrival time" of GCRA).
    private var nextSlot: Timestamp?
    private var pause: Pause?
    private var familyPauses: [String: Pause] = [:]
    /// The time of the last call.
    private var latest: Timestamp?
    /// Rate-limit answers in a row.
    private var rateLimitCount = 0
    /// Refused keys in a row.
    private var refusals = 0
    /// As many calendars may be refused in a row before nobody is asked any more.
    private static let mostRefusals = 6

    init(options: ISSOptions) {
        self.options = options
        interval = .nanoseconds(Int64(1e9 / max(options.requestsPerSecond, 0.001)))
    }

    /// Takes the next free slot.
    ///
    /// - Throws: The error of the pause that holds the call back.
    mutating func reserve(_ family: String, at now: Timestamp) throws(ExchangeError) -> Timestamp {
        noteTime(now)
        try check(family, at: now)
        let earliest = nextSlot.map { $0 - interval * (max(options.burst, 1) - 1) } ?? now
        let slot = max(now, earliest)
        nextSlot = max(nextSlot ?? now, now) + interval
        return slot
    }

    /// - Throws: The error of the pause that holds the call back.
    mutating func check(_ family: String, at now: Timestamp) throws(ExchangeError) {
        noteTime(now)
        if let pause, pause.until > now { throw heldBack(pause, at: now) }
        pause = nil
        if let pause = familyPauses[family], pause.until > now { throw heldBack(pause, at: now) }
        familyPauses[family] = nil
    }

    /// A clock that is set back takes slots and pauses with it, or the calls would wait for the time that it showed.
    private mutating func noteTime(_ now: Timestamp) {
        defer { latest = now }
        guard let latest, now < latest - .seconds(1) else { return }
        let step = now.duration(to: latest)
        nextSlot = nextSlot.map { $0 - step }
        pause = pause?.earlier(by: step)
        familyPauses = familyPauses.mapValues { $0.earlier(by: step) }
    }

    mutating func succeeded() {
        rateLimitCount = 0
        refusals = 0
    }

    private static func isOfCalendar(_ family: String) -> Bool {
        ["calendars", "engines", "history"].contains { family.hasPrefix($0 + "/") }
    }

    /// Begins the pause that a failure asks for.
    mutating func failed(_ error: ExchangeError, family: String, at now: Timestamp) {
        switch error.kind {
        case .unauthorized:
            refusals += 1
            // A calendar may need a plan of its own: one that is refused takes neither the others nor the data with it.
            if Self.isOfCalendar(family), refusals <= Self.mostRefusals {
                familyPauses[family] = Pause(until: now + options.unauthorizedPause, error: error)
            } else {
                pauseAll(options.unauthorizedPause, error, at: now)
            }
        case .networkProtection, .rateLimited:
            // Answers to calls that were under way when the pause began are not a new refusal.
            if (pause?.until ?? now) <= now { rateLimitCount += 1 }
            let doubled = options.rateLimitPause * (1 << min(max(rateLimitCount, 1) - 1, 16))
            let asked =
                error.kind == .rateLimited ? error.retryAfter ?? doubled : max(error.retryAfter ?? .zero, doubled)
            pauseAll(min(max(asked, .seconds(1)), options.maximumPause), error, at: now)
        case .forbidden, .loginPage:
            familyPauses[family] = Pause(until: now + options.forbiddenPause, error: error)
        case .notData, .notEntitled, .notFound, .rejected, .serverError, .unreachable, .timeout, .reset, .tls,
            .tooLarge, .badPayload, .emptyBody, .misconfigured:
            break
        }
    }

    private mutating func pauseAll(_ duration: Duration, _ error: ExchangeError, at now: Timestamp) {
        let until = now + duration
        if let pause, pause.until > until { return }
        pause = Pause(until: until, error: error)
    }

    private func heldBack(_ pause: Pause, at now: Timestamp) -> ExchangeError {
        ExchangeError(
            pause.error.kind,
            status: pause.error.status,
            retryAfter: now.duration(to: pause.until),
            isHeldBack: true,
            detail: pause.error.detail
        )
    }
}
