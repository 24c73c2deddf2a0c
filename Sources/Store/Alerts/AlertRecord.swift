package import Market

/// How loud an alert is.
package enum AlertSeverity: String, CaseIterable, Codable, Comparable, Sendable {
    case info, warning, critical

    package static func < (left: AlertSeverity, right: AlertSeverity) -> Bool {
        left.order < right.order
    }

    private var order: Int { AlertSeverity.allCases.firstIndex(of: self) ?? 0 }
}

/// Where an alert stands; a closed alert stays in the table, a new one of the same key gets a new id.
package enum AlertState: String, CaseIterable, Codable, Sendable {
    /// Seen, not yet often enough to be told.
    case pending
    /// Confirmed, nobody has taken it.
    case firing
    /// Confirmed and taken by a person.
    case acknowledged
    /// Good again, not yet for long enough to be believed.
    case recovering
    /// Over; `closing` says how.
    case resolved

    package var isOpen: Bool { self != .resolved }
}

/// How an alert ended.
package enum AlertClosing: String, Codable, Sendable {
    /// The feed is good again.
    case recovered
    /// The session closed while the feed was still bad: nobody may claim a recovery.
    case sessionClosed = "session_closed"
    /// Never confirmed: went away while pending, so nothing was ever sent.
    case unconfirmed
    /// A person closed it, or its subject no longer exists (the day was edited to closed).
    case withdrawn
}

/// The facts that a message shows beside the headline; all optional, bounded in size by whoever fills it.
package struct AlertFacts: Hashable, Codable, Sendable {
    /// Label of the last slot that came; all times of day are Moscow's.
    package var lastLabel: TimeOfDay?
    /// Last SYSTIME.
    package var lastSystime: Timestamp?
    /// Labels of missing slots, oldest first, at most a day's 288; `slotCount` is the whole number.
    package var slots: [TimeOfDay] = []
    package var slotCount: Int?
    /// True where nobody could say whether anything was traded in the missing slots.
    package var isUnproved: Bool?
    /// Secids now and at the compared slot.
    package var count: Int?
    package var comparedCount: Int?
    package var comparedDate: CivilDate?
    /// At most 20 names each; the counts are the whole numbers.
    package var newSecids: [String] = []
    package var lostSecids: [String] = []
    package var newSecidCount: Int?
    package var lostSecidCount: Int?
    /// Columns new, lost or retyped, as `+name`, `-name`, `name:int→double`.
    package var columns: [String] = []
    /// HTTP status of the failed request.
    package var status: Int?
    /// What became of the request.
    package var failure: Failure?
    /// What happened, for engineers; never a token or password.
    package var detail: String?
    /// Browsable page of the data set (no `.json` suffix), for a link button.
    package var link: String?
    /// Close of the session the alert belongs to.
    package var sessionClose: TimeOfDay?
    /// When the next check runs, to the minute.
    package var nextCheck: TimeOfDay?
    /// Of when the value is, to the minute.
    package var measuredAt: TimeOfDay?
    /// Feeds covered by a grouped alert, as `FO obstats`.
    package var feeds: [String] = []
    /// When a person had it checked out of turn, to the minute, and who.
    package var checkedAt: TimeOfDay?
    package var checkedBy: String?
    /// Who closed it by hand.
    package var closedBy: String?
    /// Since when nobody has it who had it before.
    package var releasedAt: Timestamp?
    /// Who had it until then.
    package var hadBy: String?
    /// True where help was called for before it was given back.
    package var wasEscalated: Bool?
    /// When its market's next session begins, where it was closed with the one before.
    package var nextOpen: Timestamp?
    /// True once nobody waits any more for the slots that were missing at its end (`Slot.settled`).
    package var isSettled: Bool?
    /// Days that the exchange and our calendar call by different names, at most 20.
    package var days: [CivilDate] = []
    /// The nearest of them.
    package var dispute: Dispute?

    package enum Failure: String, Codable, Sendable {
        /// A page came in place of data.
        case page
        /// An answer came with nothing in it.
        case nothing
        /// The address serves no such data, or the request was not even made.
        case refused
        /// Data came, and cannot be read.
        case unreadable
    }

    package struct Dispute: Hashable, Codable, Sendable {
        package var date: CivilDate
        package var feed: DayKind
        package var ours: DayKind
        /// Where ours comes from.
        package var layer: CalendarLayer

        package init(date: CivilDate, feed: DayKind, ours: DayKind, layer: CalendarLayer) {
            self.date = date
            self.feed = feed
            self.ours = ours
            self.layer = layer
        }
    }

    /// How the machine's clock differs from others.
    package var clocks: Clocks?

    package struct Clocks: Hashable, Codable, Sendable {
        /// Whose clock is wrong.
        package enum Side: String, Codable, Sendable {
            case ours, telegram, exchange
        }

        /// Ours minus theirs, in seconds; nil: not measured.
        package var telegram: Int?
        package var exchange: Int?
        /// nil: nobody can tell.
        package var wrong: Side?

        package init(telegram: Int?, exchange: Int?, wrong: Side?) {
            self.telegram = telegram
            self.exchange = exchange
            self.wrong = wrong
        }
    }

    package init() {}
}

/// One alert as the store keeps it.
package struct AlertRecord: Hashable, Sendable, Identifiable {
    /// 0 until the store has given it a number; people see it as `#A12`.
    package var id: Int64
    package var key: AlertKey
    package var state: AlertState
    package var severity: AlertSeverity
    /// The trading date the alert belongs to.
    package var date: CivilDate
    package var openedAt: Timestamp
    /// When it was confirmed.
    package var firedAt: Timestamp?
    /// When its message was first put into the outbox; later than `firedAt` when a silence or a cause held it back.
    package var toldAt: Timestamp?
    package var closedAt: Timestamp?
    package var closing: AlertClosing?
    /// The measured value, its worst so far, and the limit; unit by rule: seconds, slots, secids.
    package var value: Double
    package var peak: Double
    package var limit: Double
    package var facts: AlertFacts
    package var acknowledgedBy: String?
    package var acknowledgedAt: Timestamp?
    /// No sound and no reminder until then.
    package var silencedUntil: Timestamp?
    package var silencedBy: String?
    /// The alert that is this one's cause and speaks for it.
    package var inhibitedBy: Int64?
    /// The alert whose living message shows this one in its table, where several came at once.
    package var groupID: Int64?
    /// Consecutive bad and good ticks, for confirmation and hysteresis.
    package var badTicks: Int
    package var goodTicks: Int
    /// Instants at which it turned bad or good in the last hour, for flap damping.
    package var flips: [Timestamp]
    package var isFlapping: Bool
    package var remindedAt: Timestamp?
    package var reminderCount: Int
    package var escalatedAt: Timestamp?
    /// Rises with every change; a message that shows an older one is out of date.
    package var revision: Int64

    package init(
        key: AlertKey,
        severity: AlertSeverity,
        date: CivilDate,
        openedAt: Timestamp,
        value: Double,
        limit: Double,
        facts: AlertFacts = AlertFacts()
    ) {
        self.id = 0
        self.key = key
        self.state = .pending
        self.severity = severity
        self.date = date
        self.openedAt = openedAt
        self.value = value
        self.peak = value
        self.limit = limit
        self.facts = facts
        self.badTicks = 0
        self.goodTicks = 0
        self.flips = []
        self.isFlapping = false
        self.reminderCount = 0
        self.revision = 0
    }
}

/// "Say nothing about these until then"; a nil part matches everything.
package struct Silence: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var rule: AlertRule?
    package var market: AlgoPackSegment?
    package var endpoint: Endpoint?
    package var createdAt: Timestamp
    package var until: Timestamp
    package var author: String
    package var reason: String
    /// Set when a person ended it early.
    package var endedAt: Timestamp?

    /// Characters of a reason that a person gives: one line that fits a phone's screen.
    package static let reasonLimit = 120

    package init(
        id: Int64 = 0,
        rule: AlertRule? = nil,
        market: AlgoPackSegment? = nil,
        endpoint: Endpoint? = nil,
        createdAt: Timestamp,
        until: Timestamp,
        author: String,
        reason: String = "",
        endedAt: Timestamp? = nil
    ) {
        self.id = id
        self.rule = rule
        self.market = market
        self.endpoint = endpoint
        self.createdAt = createdAt
        self.until = until
        self.author = author
        self.reason = reason
        self.endedAt = endedAt
    }

    package func covers(_ key: AlertKey, at now: Timestamp) -> Bool {
        endedAt == nil && createdAt <= now && now < until
            && (rule == nil || rule == key.rule)
            && (market == nil || market == key.market)
            && (endpoint == nil || endpoint == key.endpoint)
    }
}

/// One change of an alert's state or severity, written by the store whenever an alert is.
package struct AlertEvent: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var alert: Int64
    package var at: Timestamp
    /// nil for the first event.
    package var from: AlertState?
    package var to: AlertState
    package var severity: AlertSeverity
    package var value: Double
    /// Who took it, or how it closed; may be empty.
    package var note: String

    package init(
        id: Int64,
        alert: Int64,
        at: Timestamp,
        from: AlertState?,
        to: AlertState,
        severity: AlertSeverity,
        value: Double,
        note: String = ""
    ) {
        self.id = id
        self.alert = alert
        self.at = at
        self.from = from
        self.to = to
        self.severity = severity
        self.value = value
        self.note = note
    }
}
