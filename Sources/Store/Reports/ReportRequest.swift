package import Market

/// Which report a person asks for, and where the answer goes.
package struct ReportRequest: Hashable, Codable, Sendable {
    package enum Span: String, Codable, Sendable {
        case day, week
    }

    package var span: Span
    /// The day, or any day of the week.
    package var date: CivilDate
    package var target: ChatTarget
    package var replyTo: Int64?
    /// Unique for ever: the key of the answer.
    package var key: String

    package init(span: Span, date: CivilDate, target: ChatTarget, replyTo: Int64?, key: String) {
        self.span = span
        self.date = date
        self.target = target
        self.replyTo = replyTo
        self.key = key
    }

    /// The least role of whoever asks.
    package var role: Role { .viewer }
}
