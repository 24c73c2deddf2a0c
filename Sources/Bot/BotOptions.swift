package import Market
package import Operations
package import Platform
package import Store

/// Everything the bot is told by configuration.
package struct BotOptions: Sendable {
    /// `TELEGRAM_BOT_TOKEN`; nil: the bot cannot start.
    package var token: Secret<String>?
    /// Where the Bot API is; may be `http://` and carry a path prefix (own API server, sandbox).
    ///
    /// Default `https://api.telegram.org`.
    package var baseURL = "https://api.telegram.org"
    /// `TELEGRAM_GROUP_CHATID`; nil: no group yet, only `/info` answers in groups.
    package var group: Int64?
    /// Topic of a forum group; nil: the general one.
    package var groupTopic: Int64?
    /// Where escalations go.
    ///
    /// Default: the group.
    package var escalation: Int64?
    /// When a critical alert that nobody took is escalated, unless the chat has set it; shown by `/settings`.
    ///
    /// Default 30 min.
    package var escalateAfter = AlertLimits.escalateAfter
    /// Hours in which chats are spared what can wait, unless the chat has set its own.
    ///
    /// Default none.
    package var quietHours: QuietHours?
    /// Topics of a forum group by market, unless the chat has set others.
    ///
    /// Default none.
    package var topics: [AlgoPackSegment: Int64] = [:]
    /// Messages that may be under way at once, a text and an upload of each chat at most.
    ///
    /// Default 4; a replay sends one after another.
    package var deliveries = 4
    /// `MAYAK_ADMINS`: numeric user ids that are admins whatever the store says.
    ///
    /// Default: nobody.
    package var admins: [Int64] = []
    /// Whether the group's creator counts as admin, its administrators as operators and its members as viewers.
    ///
    /// Default: yes.
    package var groupRoles = true
    /// How long Telegram's word on somebody's place in the group holds before it is asked again.
    ///
    /// Default 10 min.
    package var groupRoleAge: Duration = .minutes(10)
    /// The language of the group and of people whose own is unknown.
    ///
    /// Default: Russian.
    package var language: Language = .russian
    /// How long one poll is held open.
    ///
    /// Default 50 s, the most that the server allows.
    package var pollTimeout = Self.usualPoll
    /// When a part of the product counts as ill, and the chat is told.
    ///
    /// Default: as everywhere; no poll that succeeded for 130 s: two polls and a margin.
    package var health = HealthLimits(bot: Heartbeat.pollSilence(timeout: Self.usualPoll))
    /// The delay above which a feed is late, for `/delays`.
    ///
    /// Default 600 s (`DELAY`).
    package var delayLimit = AlertLimits.delay
    /// The same for single feeds, in place of ``delayLimit``.
    ///
    /// Default none.
    package var ownDelayLimits: [Feed: Duration] = [:]
    /// Older commands do nothing: those that would change something are refused, the others left without an answer.
    ///
    /// Default 2 min.
    package var staleAfter: Duration = .seconds(120)
    /// Of which portfolios `/positions` and the like speak, the first where the words name no market.
    ///
    /// Default: that of the daily jobs as they are without a configuration.
    package var portfolios = [PortfolioKey.usual]
    /// How long an edit of the calendar can be undone from its message.
    ///
    /// Default 10 min.
    package var undoWindow: Duration = .minutes(10)
    /// How long a menu keeps its buttons while nobody presses them.
    ///
    /// Default 20 min.
    package var menuIdle: Duration = .minutes(20)
    /// How long the scheduler may take to answer before the chat is told that it does not.
    ///
    /// Default 3 s.
    package var schedulerPatience: Duration = .seconds(3)
    /// How long "yes" to a dangerous action can be pressed.
    ///
    /// Default 60 s.
    package var confirmWithin: Duration = .seconds(60)
    /// What needs the "yes" of other people too.
    package var approval = ApprovalRules()
    /// How long a one-time code made in the chat is good.
    ///
    /// Default 24 h.
    package var invitationLife: Duration = .hours(24)
    /// Where people reach the dashboard, with a slash at its end; nil where it is not served.
    ///
    /// Default nil.
    package var dashboard: String?
    /// How long a link of `/web` waits for its browser.
    ///
    /// Default 15 min.
    package var webLinkLife = AccessGranting.linkLife
    /// When refused attempts are no longer answered.
    var refusals = RefusalPolicy()
    /// Codes and the secrets in buttons come from here; a replay passes predictable ones.
    ///
    /// Default: the system's generator.
    package var random = RandomSource.system
    /// Where pictures lie while they are delivered.
    ///
    /// Default `static/plots`.
    package var plotsFolder = PlotOptions().folder

    /// Counts polls and updates; default none.
    package var metrics: PollMetrics?

    package init() {}

    /// Gives people and processes their real time on a clock that is faster (`MarketClock.speedUp`).
    package mutating func stretchWaits(by speedUp: Double) {
        let waits: [WritableKeyPath<Self, Duration>] = [
            \.staleAfter, \.undoWindow, \.menuIdle, \.schedulerPatience, \.confirmWithin, \.webLinkLife,
            \.approval.window,
        ]
        for wait in waits { self[keyPath: wait] = self[keyPath: wait] * speedUp }
    }

    private static let usualPoll = Duration.seconds(50)

    /// Reads `EQ=2,FX=2,FO=3`; nil for anything else.
    package static func topics(_ text: String) -> [AlgoPackSegment: Int64]? {
        var topics: [AlgoPackSegment: Int64] = [:]
        for pair in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            let parts = pair.split(separator: "=")
            guard parts.count == 2, let market = AlgoPackSegment(String(parts[0])), topics[market] == nil,
                let thread = Int64(parts[1]), thread > 0
            else { return nil }
            topics[market] = thread
        }
        return topics.isEmpty ? nil : topics
    }
}
