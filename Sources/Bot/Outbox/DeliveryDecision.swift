import Market

/// What to do after the server refused a delivery (docs/reference/telegram.md, Refusals).
package enum DeliveryDecision: Hashable, Sendable {
    /// The message is where it should be.
    case delivered
    /// Again later; `isRepeat` when the last attempt may have arrived.
    case retry(after: Duration, isRepeat: Bool)
    /// The server asks for a pause: the chat waits, the attempt does not count.
    case hold(Duration)
    /// Again at once, changed.
    case change(DeliveryChange)
    /// Never: the reason is kept with the message.
    case dead(String)
    /// Never, and the chat is closed to the bot: somebody has to be told.
    case closed(String)
}

/// How a delivery is changed before it is tried again at once.
package enum DeliveryChange: Hashable, Sendable {
    case plainText, split, generalTopic, noReply, asDocument, asText, newMessage
    case migrated(to: Int64)
}

/// The state of one delivery that decisions depend on; a pure value.
package struct DeliveryAttempt: Hashable, Sendable {
    package var isEdit: Bool
    /// An alert is tried until it arrives; other messages give up.
    package var mustArrive: Bool
    /// This attempt included.
    package var attempts: Int
    /// Changes made so far; none is made twice.
    package var changes: Set<DeliveryChange> = []
    package var hasThread: Bool
    /// Only what is still there is changed: a message that is gone needs no successor.
    package var isFade: Bool
    /// Attempts before this one of which only the answer was lost.
    package var lostAnswers: Int

    package init(
        isEdit: Bool,
        mustArrive: Bool,
        attempts: Int,
        hasThread: Bool,
        isFade: Bool = false,
        lostAnswers: Int = 0
    ) {
        self.isEdit = isEdit
        self.mustArrive = mustArrive
        self.attempts = attempts
        self.hasThread = hasThread
        self.isFade = isFade
        self.lostAnswers = lostAnswers
    }

    /// Attempts of a message that need not arrive.
    static let attemptLimit = 6

    package func decide(_ error: TelegramError) -> DeliveryDecision {
        switch error.kind {
        case .notModified: return .delivered
        case .messageGone where isFade: return .delivered
        case .messageGone, .callbackExpired: return change(to: .newMessage, or: error)
        case .replyGone: return change(to: .noReply, or: error)
        case .migrated: return error.migratedTo.map { change(to: .migrated(to: $0), or: error) } ?? dead(error)
        case .topicGone: return hasThread ? change(to: .generalTopic, or: error) : dead(error)
        case .badMarkup: return change(to: .plainText, or: error)
        case .tooLong: return change(to: .split, or: error)
        case .badPhoto, .tooLarge: return change(to: .asDocument, or: error)
        // Pictures may be forbidden where files are not.
        case .mediaForbidden: return change(to: changes.contains(.asDocument) ? .asText : .asDocument, or: error)
        case .blocked, .chatNotFound, .notAllowed: return .closed(error.detail)
        case .methodNotFound, .refused: return dead(error)
        case .rateLimited: return .hold(error.retryAfter ?? .seconds(5))
        // The API itself says that it has not done it, or never got it.
        case .unauthorized, .conflict, .webhookSet, .serverError, .unreachable: return again(error, isRepeat: false)
        case .foreignAnswer: return again(error, isRepeat: !isEdit)
        case .noAnswer: return again(error, isRepeat: !isEdit)
        }
    }

    private func change(to change: DeliveryChange, or error: TelegramError) -> DeliveryDecision {
        changes.contains(change) ? dead(error) : .change(change)
    }

    private func dead(_ error: TelegramError) -> DeliveryDecision { .dead(error.description) }

    private func again(_ error: TelegramError, isRepeat: Bool) -> DeliveryDecision {
        guard mustArrive || attempts < Self.attemptLimit else { return dead(error) }
        let pause =
            isRepeat && error.kind == .noAnswer
            ? Self.pause(afterLost: lostAnswers + 1) : Self.pause(after: attempts)
        return .retry(after: error.retryAfter ?? pause, isRepeat: isRepeat)
    }

    /// Each such attempt may be one more copy in the chat: 2 s, 10 s, 1, 2, 5, 10 min.
    static func pause(afterLost count: Int) -> Duration {
        let pauses: [Duration] = [.seconds(2), .seconds(10), .minutes(1), .minutes(2), .minutes(5), .minutes(10)]
        return pauses[min(max(count, 1), pauses.count) - 1]
    }

    /// 2, 4, 8 … 60 s.
    static func pause(after attempts: Int) -> Duration {
        min(.seconds(60), .seconds(1 << min(max(attempts, 1), 6)))
    }
}
