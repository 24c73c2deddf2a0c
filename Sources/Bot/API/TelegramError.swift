import Platform

/// Why a Bot API call did not succeed, by what the caller should do about it (docs/reference/telegram.md, Refusals).
package struct TelegramError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The edit would change nothing: as good as success.
        case notModified = "not_modified"
        /// The message to edit is gone or can no longer be edited: post a new one.
        case messageGone = "message_gone"
        /// The message to reply to is gone.
        case replyGone = "reply_gone"
        /// The group became a supergroup: `migratedTo` is its new id.
        case migrated
        /// No such chat for this bot.
        case chatNotFound = "chat_not_found"
        /// The forum topic was closed or deleted: use the general one.
        case topicGone = "topic_gone"
        /// The markup cannot be parsed: send it plain.
        case badMarkup = "bad_markup"
        /// The text or caption is longer than allowed: split it.
        case tooLong = "too_long"
        /// The picture was refused as a photo: send it as a document.
        case badPhoto = "bad_photo"
        /// A callback answered too late or twice: nothing to do.
        case callbackExpired = "callback_expired"
        /// The bot may not do this in the chat.
        case notAllowed = "not_allowed"
        /// Words may be sent to the chat, but no pictures or files.
        case mediaForbidden = "media_forbidden"
        /// 403: blocked, kicked, or never let in.
        case blocked
        /// 401: the token is wrong or revoked; 404 without a word of the method: it cannot be one.
        case unauthorized
        /// 404: the server does not know the method.
        case methodNotFound = "method_not_found"
        /// 409: another poller uses the token.
        case conflict
        /// 409: a webhook is set, so that no poll can succeed.
        case webhookSet = "webhook_set"
        /// 413: the upload is too large.
        case tooLarge = "too_large"
        /// 429: `retryAfter` says how long to wait.
        case rateLimited = "rate_limited"
        /// 400 with another text.
        case refused
        /// 5xx in the API's own words: it has not done it.
        case serverError = "server_error"
        /// An answer that is not the API's, such as a gateway's page: the effect may have happened.
        case foreignAnswer = "foreign_answer"
        /// The connection could not be made: the effect did not happen.
        case unreachable
        /// The answer did not come: the effect may have happened.
        case noAnswer = "no_answer"
    }

    package let kind: Kind
    /// The method and the server's words, at most ``TextLimit/detail`` bytes; never the token.
    package let detail: String
    /// HTTP status or the API's `error_code`; 0 when there was no answer.
    package let code: Int
    /// How long the server asks to wait, where it said so.
    package let retryAfter: Duration?
    /// The supergroup's id, for `.migrated`.
    package let migratedTo: Int64?

    package init(_ kind: Kind, detail: String, code: Int = 0, retryAfter: Duration? = nil, migratedTo: Int64? = nil) {
        self.kind = kind
        self.detail = Redaction.text(detail, limit: TextLimit.detail)
        self.code = code
        self.retryAfter = retryAfter
        self.migratedTo = migratedTo
    }

    /// True when the same call may succeed later without a change.
    package var isTransient: Bool {
        switch kind {
        case .rateLimited, .serverError, .foreignAnswer, .unreachable, .noAnswer, .conflict, .webhookSet: true
        case .notModified, .messageGone, .replyGone, .migrated, .chatNotFound, .topicGone, .badMarkup, .tooLong,
            .badPhoto, .callbackExpired, .notAllowed, .mediaForbidden, .blocked, .unauthorized, .methodNotFound,
            .tooLarge, .refused:
            false
        }
    }

    package var description: String { "\(kind.rawValue): \(detail)" }
}
