package import Market

/// What the outbox has to know of a kind of message, whatever a message of it says.
package struct MessageTraits: Hashable, Sendable {
    package enum Form: Sendable {
        case text
        case pictures
        /// Pictures that Telegram leaves as they are.
        case files
    }

    /// Default text.
    package var form = Form.text
    /// True where it is tried until it arrives, unless the message itself expires; default false.
    package var mustArrive = false
    /// True for the message that shows an alert, as opposed to a reply to it; default false.
    package var showsAlert = false
    /// True for what changes a message that was sent, which only the bot that sent it can; default false.
    package var changesSent = false

    /// True for what takes long to send and must not delay a text.
    package var isUpload: Bool { form != .text }
}

/// What one message is about.
package struct MessageSubject: Hashable, Sendable {
    package var kind: MessageContent.Kind
    /// The alerts that it tells of; for a group, its leader or members.
    package var alerts: [Int64]
    /// nil where it is about all markets, or about those of its alerts.
    package var market: AlgoPackSegment?
    /// How many messages the limits count, at least 1.
    package var cost: Int

    init(_ kind: MessageContent.Kind, alerts: [Int64] = [], market: AlgoPackSegment? = nil, cost: Int = 1) {
        self.kind = kind
        self.alerts = alerts
        self.market = market
        self.cost = max(1, cost)
    }
}

extension MessageContent {
    package var kind: Kind { subject.kind }

    package var alerts: [Int64] { subject.alerts }

    /// True for what takes long to send and must not delay a text.
    package var isUpload: Bool { kind.traits.isUpload }
}
