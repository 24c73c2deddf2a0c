import Store

/// Where one delivery goes.
struct DeliveryPlace: Hashable, Sendable {
    var chat: Int64
    var thread: Int64?
    var target: ChatTarget
    /// The setting that named the topic; nil where the message itself did.
    var topicKey: String?
    /// The escalation chat, where it is not the group.
    var isSecondChat = false
}

/// How one delivery is made, after the changes that its failures asked for.
struct DeliveryForm: Hashable, Sendable {
    var format = TextFormat.html
    var limit = MessageSplitter.textLimit
    /// A refused caption is halved as well.
    var captionLimit: Int { MessageSplitter.captionLimit * limit / MessageSplitter.textLimit }
    var withoutReply = false
    var asDocument = false
    /// Put in front of a message that may have come before.
    var repeatMark: String?
}

extension Outgoing {
    var isEdit: Bool {
        if case .text(_, .some, _) = self { true } else { false }
    }

    /// Pictures make no sound anyway.
    mutating func makeSilent() {
        guard case .text(var message, let edited, let alert) = self else { return }
        message.isSilent = true
        self = .text(message, editing: edited, alert: alert)
    }
}

extension MessageContent {
    /// How many messages the limits count.
    var cost: Int {
        switch self {
        case .delayPlots(_, _, let endpoints), .plotFiles(_, _, let endpoints, _): max(1, endpoints.count)
        case .incident, .incidentReply, .digest, .notice, .hi2Report, .text, .edit, .fade, .plot, .dayReport,
            .weekReport:
            1
        }
    }

    /// Sent as files, so that Telegram leaves the pictures as they are.
    var isFiles: Bool {
        if case .plotFiles = self { true } else { false }
    }

    var isEdit: Bool {
        if case .edit = self { true } else { false }
    }

    var isFade: Bool {
        if case .fade = self { true } else { false }
    }
}

extension OutboxDraft {
    /// Alerts never expire and are tried until they arrive.
    var mustArrive: Bool {
        switch content {
        case .incident, .incidentReply, .digest, .notice, .hi2Report: expiresAt == nil
        case .delayPlots, .text, .edit, .fade, .plot, .plotFiles, .dayReport, .weekReport: false
        }
    }
}
