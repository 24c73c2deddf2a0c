package import Market

/// Something that a chat waits for: what becomes of a command, or of an edit of the calendar.
package struct FollowUpRecord: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        /// A command in the queue, and the audit row that its end completes.
        case command(id: Int64, audit: Int64?)
        /// The jobs that a revision of the calendar added and removed.
        case impact(revision: Int64)
    }

    package let id: Int64
    package var subject: Subject
    package var place: FollowUpPlace
    /// Begins the keys of the drafts it causes.
    package var key: String
    /// The outbox number of the message that follows a job.
    package var answer: Int64?
    /// When the chat is told that nothing came.
    package var deadline: Timestamp
    /// True once the chat knows that the scheduler does not answer.
    package var isOverdue: Bool
    package var content: FollowUpContent
}

/// The message under which the outcome is told.
package struct FollowUpPlace: Hashable, Sendable {
    package var chat: Int64
    package var message: Int64
    /// True where the outcome is added to a screen that the message shows: gone once it shows another.
    package var hasScreen: Bool

    package init(chat: Int64, message: Int64, hasScreen: Bool) {
        self.chat = chat
        self.message = message
        self.hasScreen = hasScreen
    }
}

/// A follow-up that is written with what it waits for, and gets its numbers from it.
package struct FollowUpDraft: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        /// Places among the new commands and the audit rows of the same batch.
        case command(place: Int, audit: Int?)
        case impact(revision: Int64)
    }

    package var subject: Subject
    package var place: FollowUpPlace
    package var key: String
    /// The place among the batch's drafts of the message that follows a job.
    package var answer: Int?
    package var deadline: Timestamp
    package var content: FollowUpContent

    package init(
        subject: Subject,
        place: FollowUpPlace,
        key: String,
        answer: Int? = nil,
        deadline: Timestamp,
        content: FollowUpContent
    ) {
        self.subject = subject
        self.place = place
        self.key = key
        self.answer = answer
        self.deadline = deadline
        self.content = content
    }
}
