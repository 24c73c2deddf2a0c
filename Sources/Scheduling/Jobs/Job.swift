package import Market

/// Something to be done at planned times.
package struct Job: Identifiable, Sendable {
    /// Does the work and returns what came of it; the scheduler writes it together with the run's end.
    package typealias Body = @Sendable (RunContext) async throws -> RunResult

    /// Unique in the scheduler: `EQ1`, `hi2_check`.
    package let id: String
    package var trigger: Trigger
    /// Whose clocks the trigger reads.
    package var zone: TimeZoneRules
    /// A run before this Moscow time is about the market's day before; default midnight.
    package var dayTurn: TimeOfDay
    package var calendarRule: CalendarRule
    package var jobClass: JobClass
    package var catchUp: CatchUp
    package var overlap: Overlap
    /// A run starts up to this much after its nominal time, by a hash of both; default none.
    package var jitter: Duration
    /// How long a run may take before it is cancelled; default 4 minutes, less than the seed's cycle of 5.
    package var limit: Duration
    /// The name of the work in listings: `SessionMonitor.check(EQ)`.
    package var function: String
    /// True where a person who asks for a run is asked once more: it writes to the team or changes the plan.
    package var asksFirst: Bool
    package var body: Body

    /// - Parameters:
    ///   - catchUp: nil means that of the class.
    ///   - overlap: nil means that of the class.
    package init(
        id: String,
        trigger: Trigger,
        zone: TimeZoneRules = .moscow,
        dayTurn: TimeOfDay = .midnight,
        calendarRule: CalendarRule = .everyDay,
        jobClass: JobClass,
        catchUp: CatchUp? = nil,
        overlap: Overlap? = nil,
        jitter: Duration = .zero,
        limit: Duration = .minutes(4),
        function: String,
        asksFirst: Bool = true,
        body: @escaping Body
    ) {
        self.id = id
        self.trigger = trigger
        self.zone = zone
        self.dayTurn = dayTurn
        self.calendarRule = calendarRule
        self.jobClass = jobClass
        self.catchUp = catchUp ?? jobClass.catchUp
        self.overlap = overlap ?? jobClass.overlap
        self.jitter = jitter
        self.limit = limit
        self.function = function
        self.asksFirst = asksFirst
        self.body = body
    }

    /// The same job under another id.
    package func named(_ id: String) -> Job {
        Job(
            id: id,
            trigger: trigger,
            zone: zone,
            dayTurn: dayTurn,
            calendarRule: calendarRule,
            jobClass: jobClass,
            catchUp: catchUp,
            overlap: overlap,
            jitter: jitter,
            limit: limit,
            function: function,
            asksFirst: asksFirst,
            body: body
        )
    }

    /// True when everything but the body is the same; bodies cannot be compared.
    func isPlannedLike(_ other: Job) -> Bool {
        id == other.id && trigger == other.trigger && zone == other.zone && dayTurn == other.dayTurn
            && calendarRule == other.calendarRule && jobClass == other.jobClass && catchUp == other.catchUp
            && overlap == other.overlap && jitter == other.jitter && limit == other.limit
            && function == other.function && asksFirst == other.asksFirst
    }

    /// The market's day that a run is about, whatever the zone of the trigger: Moscow's, or Seoul's where that exchange's days count.
    package func date(of nominal: Timestamp) -> CivilDate {
        calendarRule == .koreanTradingDays
            ? TimeZoneRules.seoul.local(nominal).date : MarketDay.date(of: nominal, turn: dayTurn)
    }

    /// When the run of a nominal time starts: the nominal time plus its jitter.
    func due(_ nominal: Timestamp, calendar: any SessionCalendar) -> Timestamp {
        guard jitter > .zero else { return nominal }
        let next = trigger.nextFire(atOrAfter: nominal + .nanoseconds(1), in: zone, calendar: calendar)
        return nominal + Jitter.delay(job: id, nominal: nominal, limit: jitter, next: next)
    }
}
