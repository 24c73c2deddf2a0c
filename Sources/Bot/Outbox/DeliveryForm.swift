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
    /// True where the group has become a supergroup since: message numbers of the draft are those of the old one.
    var isMoved = false
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
        switch self {
        case .text(_, let edited, _), .pictures(_, _, _, _, let edited): edited != nil
        case .nothing: false
        }
    }

    /// The same without numbers of messages that stayed in the group as it was before.
    mutating func moveOver(isFade: Bool) {
        switch self {
        case .text(_, .some, _) where isFade: self = .nothing("the message stayed in the old group")
        case .text(var message, let edited, let subject):
            message.replyTo = nil
            // An edit would have made no sound either.
            if edited != nil { message.isSilent = true }
            self = .text(message, editing: nil, showing: subject)
        case .pictures(let files, let caption, let keyboard, _, _):
            self = .pictures(files, caption: caption, keyboard: keyboard, replyTo: nil)
        case .nothing: break
        }
    }

    /// What stands under pictures, for a chat that forbids them.
    mutating func tellInWords(_ wording: Wording) {
        guard case .pictures(_, let caption, _, let replyTo, let edited) = self else { return }
        let html = caption + "\n<i>\(wording.html(ReportPhrase.picturesForbidden))</i>"
        self = .text(RenderedMessage(html: html, isSilent: true, replyTo: replyTo), editing: edited, showing: nil)
    }

    /// Pictures make no sound anyway.
    mutating func makeSilent() {
        guard case .text(var message, let edited, let subject) = self else { return }
        message.isSilent = true
        self = .text(message, editing: edited, showing: subject)
    }
}

extension MessageContent {
    /// How many messages the limits count.
    var cost: Int { subject.cost }

    /// Sent as files, so that Telegram leaves the pictures as they are.
    var isFiles: Bool { kind.traits.form == .files }

    var isEdit: Bool { kind == .edit }

    var isFade: Bool { kind == .fade }
}

extension OutboxDraft {
    /// Alerts never expire and are tried until they arrive.
    var mustArrive: Bool { content.kind.traits.mustArrive && expiresAt == nil }
}
