package import Market

/// What a message in the outbox says.
///
/// The scheduler writes facts; the bot turns them into text in the chat's language at the moment of delivery, so a
/// late delivery shows the present state.
package enum MessageContent: Hashable, Codable, Sendable {
    /// The living message of an alert: posted the first time, edited in place after that.
    case incident(alert: Int64)
    /// An audible reply to the living message.
    case incidentReply(alert: Int64, reason: IncidentReplyReason)
    /// One table for several alerts of one market and tick; their own living messages are not posted.
    case digest(alerts: [Int64])
    /// A sentence of the catalogue with its arguments.
    case notice(Notice)
    /// The daily hi2 check.
    case hi2Report(HI2Report)
    /// The leaders of a day's gap scan with their levels, as they are known at delivery.
    case gapLeaders(date: CivilDate)
    /// The same in place of the message that the chat has of the day's opening already.
    case gapLeadersAgain(date: CivilDate)
    /// What a trading day begins with; the gap leaders join it.
    case morning(MorningNote)
    /// The levels of a share that somebody asked for.
    case shareLevels(ShareLevelsReport, replyTo: Int64?)
    /// How a portfolio of the daily jobs stood on a day, with the curve of its equity, drawn at delivery.
    case portfolioDay(PortfolioKey, date: CivilDate, replyTo: Int64?)
    /// A position of the trading engine: posted when it is opened, edited in place until it is closed.
    case position(trip: Int64)
    /// What the engine has traded on a day beyond the positions that have messages of their own: one message, edited in place.
    case tradingDay(date: CivilDate)
    /// An album of the day's delay plots, drawn at delivery.
    case delayPlots(market: AlgoPackSegment, date: CivilDate, endpoints: [Endpoint])
    /// An answer to a command, already in the reader's language.
    case text(RenderedMessage)
    /// A one-time code for whoever made the invitation: drawn at delivery, so that none is ever stored.
    case invitation(id: Int64, language: String?)
    /// A link that signs the person's browser in once: drawn at delivery, so that none is ever stored.
    case webLink(person: Int64, name: String, language: String?)
    /// Replaces the text and keyboard of a message that the bot posted before.
    case edit(messageID: Int64, RenderedMessage)
    /// What a message becomes when its time is over; nothing where it is gone by then.
    case fade(messageID: Int64, RenderedMessage)
    /// One rendered plot as the answer to `/plot`.
    case plot(Feed, date: CivilDate, replyTo: Int64?)
    /// The same pictures as files, which Telegram does not recompress.
    case plotFiles(market: AlgoPackSegment, date: CivilDate, endpoints: [Endpoint], replyTo: Int64?)
    case dayReport(DayReport, replyTo: Int64?)
    case weekReport(WeekReport, replyTo: Int64?)
}

/// Why an audible reply is sent.
package enum IncidentReplyReason: String, Codable, Sendable {
    case recovered, sessionClosed, reminder, escalation, worsened, joined, flapping, settled

    /// True for what says no more than the alert's own message, only louder.
    package var onlyRepeats: Bool {
        switch self {
        case .reminder, .worsened, .joined, .flapping: true
        // A call for help is one whatever came before it, and an end is news.
        case .escalation, .recovered, .sessionClosed, .settled: false
        }
    }

    /// True for the last word on an alert.
    package var isEnding: Bool {
        switch self {
        case .recovered, .sessionClosed, .settled: true
        case .reminder, .escalation, .worsened, .joined, .flapping: false
        }
    }
}

/// Which queued messages of one alert, or of the group that it leads, stand for each other.
package enum IncidentCoalescing {
    /// Of what shows the alert.
    package static func key(leader: Int64) -> String { "incident:\(leader)" }
    /// Of what reminds of it.
    package static func reminderKey(leader: Int64) -> String { "reminder:\(leader)" }
    /// Of what calls for help with it, which reminds as well.
    package static func callKey(leader: Int64) -> String { "call:\(leader)" }
}

extension MessageContent {
    /// The kinds of message, by the names under which stored content has them.
    package enum Kind: String, CodingKey, CaseIterable, Sendable {
        case incident, incidentReply, digest, notice, hi2Report, delayPlots, text, invitation, edit, fade, plot,
            plotFiles, webLink
        case dayReport, weekReport, gapLeaders, gapLeadersAgain, morning, shareLevels, portfolioDay, position,
            tradingDay

        /// The kind's entry: what holds for every message of it.
        package var traits: MessageTraits {
            switch self {
            case .incident, .digest: MessageTraits(mustArrive: true, showsAlert: true)
            case .incidentReply, .notice, .hi2Report, .morning, .dayReport, .weekReport, .position, .tradingDay:
                MessageTraits(mustArrive: true)
            case .delayPlots, .gapLeaders, .gapLeadersAgain, .portfolioDay:
                MessageTraits(form: .pictures, mustArrive: true)
            case .plot, .shareLevels: MessageTraits(form: .pictures)
            case .plotFiles: MessageTraits(form: .files)
            case .text, .invitation, .webLink: MessageTraits()
            case .edit, .fade: MessageTraits(changesSent: true)
            }
        }
    }

    package typealias CodingKeys = Kind

    /// The kind, and what this message is about.
    package var subject: MessageSubject {
        switch self {
        case .incident(let alert): MessageSubject(.incident, alerts: [alert])
        case .incidentReply(let alert, _): MessageSubject(.incidentReply, alerts: [alert])
        case .digest(let alerts): MessageSubject(.digest, alerts: alerts)
        case .notice: MessageSubject(.notice)
        case .hi2Report: MessageSubject(.hi2Report)
        case .gapLeaders: MessageSubject(.gapLeaders, market: .equities)
        case .gapLeadersAgain: MessageSubject(.gapLeadersAgain, market: .equities)
        case .morning: MessageSubject(.morning, market: .equities)
        case .shareLevels: MessageSubject(.shareLevels, market: .equities)
        case .portfolioDay: MessageSubject(.portfolioDay)
        case .position: MessageSubject(.position)
        case .tradingDay: MessageSubject(.tradingDay)
        case .delayPlots(let market, _, let endpoints):
            MessageSubject(.delayPlots, market: market, cost: endpoints.count)
        case .text: MessageSubject(.text)
        case .invitation: MessageSubject(.invitation)
        case .webLink: MessageSubject(.webLink)
        case .edit: MessageSubject(.edit)
        case .fade: MessageSubject(.fade)
        case .plot(let feed, _, _): MessageSubject(.plot, market: feed.market)
        case .plotFiles(let market, _, let endpoints, _):
            MessageSubject(.plotFiles, market: market, cost: endpoints.count)
        case .dayReport: MessageSubject(.dayReport)
        case .weekReport: MessageSubject(.weekReport)
        }
    }
}
