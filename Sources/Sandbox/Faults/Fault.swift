/// Something that goes wrong on demand, with whom it hits and its figures (docs/sandbox.md).
package struct Fault: Hashable, Sendable {
    /// What goes wrong.
    ///
    /// The raw values are the words of the faults file and the control surface.
    package enum Kind: String, CaseIterable, Sendable {
        // Feeds: judged by when a slot would normally be published, not by when it is asked for.
        /// Slots are published `seconds` later than usual.
        case late
        /// Nothing is published until the window ends; then everything comes at once.
        case stuck
        /// Slots never come.
        case hole
        /// `count` (or the named `secids`) instruments have no rows.
        case secidDrop = "secid-drop"
        /// `count` instruments more than usual have rows.
        case secidExtra = "secid-extra"
        /// HI2 is published when the window ends, whatever time the window begins.
        case hi2Late = "hi2-late"
        // Answers: judged by when the request comes.
        /// Every page has a column more, `column`.
        case extraColumn = "extra-column"
        /// Every page lacks a column, `column`.
        case lostColumn = "lost-column"
        /// Pages have no rows.
        case emptyDay = "empty-day"
        /// 200 with a login page in HTML.
        case html200
        case unauthorized = "401"
        case forbidden = "403"
        /// 403 whose body says "Too Many Requests": network protection, not rights.
        case forbiddenTooMany = "403-too-many"
        /// 429, asking for `retry_after` seconds.
        case rateLimited = "429"
        /// `status`, 500 unless said otherwise.
        case serverError = "5xx"
        /// 502 with a page of HTML, as a proxy in front would answer.
        case html502
        /// The connection breaks before the request had any effect.
        case resetBefore = "reset-before"
        /// The connection breaks after the request took effect.
        case resetAfter = "reset-after"
        /// The body drips at `bytes_per_second`, or waits `seconds` on the sandbox's clock first.
        case slow
        /// The request has no effect and no answer: the connection stays open until the client gives up.
        case hang
        /// The request takes effect, its answer never comes.
        case hangAfter = "hang-after"
        /// 409, as if another process polled.
        case conflict = "409"
        /// Every update of an answer comes twice.
        case duplicateUpdates = "duplicate-updates"
        /// The updates of an answer come newest first.
        case shuffledUpdates = "shuffled-updates"
        /// Every login made before becomes worthless; a new login works. Bearer keys are refused until the window ends.
        case loginExpired = "login-expired"
        // The broker: calls and messages of its streams in the window.
        /// Half of an order trades, the broker cancels the rest.
        case partialCancel = "partial-cancel"
        /// The answer to an order names the broker's own number, not the exchange's.
        case internalNumber = "internal-number"
        /// The call takes effect and is answered with error 70002.
        case lostAnswer = "lost-answer"
        /// Books come with bids above asks.
        case crossedBook = "crossed-book"
        /// Last prices stand still.
        case staleLastPrice = "stale-last-price"
        /// Streams stay open and say nothing.
        case streamSilent = "stream-silent"
        /// Streams break off without a word.
        case streamDrop = "stream-drop"
        /// Streams are closed with 4008.
        case streamLimit = "stream-limit"
        /// Messages of streams come twice.
        case duplicateEvents = "duplicate-events"
        /// Messages of orders that are due together come newest first.
        case shuffledEvents = "shuffled-events"
        // Chats: done once when the time has come.
        /// The bot is removed from the chat; with an end of the window it is let in again then.
        case kicked
        /// The group becomes a supergroup with another id.
        case migrate
        /// A message is deleted: `message_id`, or the bot's last one.
        case deleteMessage = "delete-message"
        /// The bot stays in the group, but may not write until the window ends.
        case restricted
        /// The person's account is deleted; with an end of the window it was a mistake.
        case deactivated
        /// The owner deletes the basic group.
        case groupDeleted = "group-deleted"
        /// The topic `thread` (or the first) is closed until the window ends.
        case topicClosed = "topic-closed"
        /// The topic `thread` (or the first) is deleted with its messages.
        case topicDeleted = "topic-deleted"
    }

    package var kind: Kind
    package var target: FaultTarget
    /// `late`, `slow`: seconds.
    package var seconds: Int?
    /// `429`: seconds the server asks to wait.
    package var retryAfter: Int?
    /// `5xx`: the status.
    package var status: Int?
    /// `secid-drop`, `secid-extra`: how many.
    package var count: Int?
    /// `secid-drop`: which.
    package var secids: [String] = []
    /// `extra-column`, `lost-column`: the name.
    package var column: String?
    /// `slow`: speed.
    package var bytesPerSecond: Int?
    /// `delete-message`: which.
    package var messageID: Int?
    /// `topic-closed`, `topic-deleted`: which topic.
    package var thread: Int?
    /// At most this many requests are hit; nil means all in the window.
    package var times: Int?

    package init(_ kind: Kind, _ target: FaultTarget) {
        self.kind = kind
        self.target = target
    }
}

extension Fault.Kind {
    enum Sphere {
        case feed, page, request, login, broker, chat
    }

    /// What the fault works on.
    var sphere: Sphere {
        switch self {
        case .late, .stuck, .hole, .secidDrop, .secidExtra, .hi2Late: .feed
        case .extraColumn, .lostColumn, .emptyDay: .page
        case .html200, .unauthorized, .forbidden, .forbiddenTooMany, .rateLimited, .serverError, .html502, .resetBefore,
            .resetAfter, .slow, .hang, .hangAfter, .conflict, .duplicateUpdates, .shuffledUpdates:
            .request
        case .loginExpired: .login
        case .partialCancel, .internalNumber, .lostAnswer, .crossedBook, .staleLastPrice, .streamSilent, .streamDrop,
            .streamLimit, .duplicateEvents, .shuffledEvents:
            .broker
        case .kicked, .migrate, .deleteMessage, .restricted, .deactivated, .groupDeleted, .topicClosed, .topicDeleted:
            .chat
        }
    }
}
