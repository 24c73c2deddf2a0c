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
    /// An album of the day's delay plots, drawn at delivery.
    case delayPlots(market: MarketID, date: String, endpoints: [Endpoint])
    /// An answer to a command, already in the reader's language.
    case text(RenderedMessage)
    /// A one-time code for whoever made the invitation: drawn at delivery, so that none is ever stored.
    case invitation(id: Int64, language: String?)
    /// Replaces the text and keyboard of a message that the bot posted before.
    case edit(messageID: Int64, RenderedMessage)
    /// What a message becomes when its time is over; nothing where it is gone by then.
    case fade(messageID: Int64, RenderedMessage)
    /// One rendered plot as the answer to `/plot`.
    case plot(Feed, date: String, replyTo: Int64?)
    /// The same pictures as files, which Telegram does not recompress.
    case plotFiles(market: MarketID, date: String, endpoints: [Endpoint], replyTo: Int64?)
    case dayReport(DayReport, replyTo: Int64?)
    case weekReport(WeekReport, replyTo: Int64?)
}

/// Why an audible reply is sent.
package enum IncidentReplyReason: String, Codable, Sendable {
    case recovered, sessionClosed, reminder, escalation, worsened, flapping, settled
}

/// Standing sentences that the scheduler says; arguments are named in the catalogue.
package struct Notice: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case schedulerStarted, schedulerStopped, schedulerOff, schedulerSilent, schedulerBack, botBack, botDeaf,
            botChanged
        case dayEdited, calendarMismatch, calendarHorizon, unknownDay
        case jobFailed, runFinished, allQuiet, silenceEnded, clockResumed
    }

    package var kind: Kind
    package var arguments: [String: String]

    package init(_ kind: Kind, _ arguments: [String: String] = [:]) {
        self.kind = kind
        self.arguments = arguments
    }
}

/// The result of the hi2 check, a row per market.
package struct HI2Report: Hashable, Codable, Sendable {
    package struct Row: Hashable, Codable, Sendable {
        package var market: MarketID
        /// True when rows dated today are there; nil when the request failed or the market was closed.
        package var isPresent: Bool?
        package var note: String

        package init(market: MarketID, isPresent: Bool?, note: String = "") {
            self.market = market
            self.isPresent = isPresent
            self.note = note
        }
    }

    /// `YYYY-MM-DD`.
    package var date: String
    package var rows: [Row]
    package var isRecheck: Bool

    package init(date: String, rows: [Row], isRecheck: Bool = false) {
        self.date = date
        self.rows = rows
        self.isRecheck = isRecheck
    }
}

/// Text in Telegram's HTML subset with its inline keyboard.
package struct RenderedMessage: Hashable, Codable, Sendable {
    package struct Button: Hashable, Codable, Sendable {
        package var label: String
        /// 1 to 64 bytes; nil for a link button.
        package var data: String?
        package var url: String?

        package init(label: String, data: String? = nil, url: String? = nil) {
            self.label = label
            self.data = data
            self.url = url
        }
    }

    /// When a message loses its buttons unless it is drawn anew before, and how its text then differs.
    package struct Fade: Hashable, Codable, Sendable {
        /// Unit: milliseconds of Unix time.
        package var at: Int64
        /// A line that is no longer true then.
        package var withoutLine: String?
        /// A line that is added.
        package var withLine: String?

        package init(at: Timestamp, withoutLine: String? = nil, withLine: String? = nil) {
            self.at = at.milliseconds
            self.withoutLine = withoutLine
            self.withLine = withLine
        }
    }

    package var html: String
    package var keyboard: [[Button]]
    /// No sound.
    package var isSilent: Bool
    package var replyTo: Int64?
    /// nil: the buttons stay.
    package var fade: Fade?

    package init(
        html: String,
        keyboard: [[Button]] = [],
        isSilent: Bool = false,
        replyTo: Int64? = nil,
        fade: Fade? = nil
    ) {
        self.html = html
        self.keyboard = keyboard
        self.isSilent = isSilent
        self.replyTo = replyTo
        self.fade = fade
    }

    /// The message as it is once its time is over: without buttons.
    package var faded: RenderedMessage {
        var lines = html.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines.removeAll { $0 == fade?.withoutLine }
        if let line = fade?.withLine { lines.append(line) }
        return RenderedMessage(html: lines.joined(separator: "\n"), isSilent: isSilent)
    }
}
