import Market

/// Decides which people without a role are answered at all; a pure value of bounded size.
///
/// Anybody may write to a bot. A newcomer asks `/info` once or twice; thousands who ask are noise.
struct StrangerAnswers: Sendable {
    private struct Answer {
        var at: Timestamp
        var person: Int64
        var chat: Int64
    }

    /// Within ``window``.
    var perPerson = 5
    var perChat = 8
    /// All of them together, and so the most that is remembered.
    var overall = 30
    var window = Duration.minutes(10)
    private var answers: [Answer] = []

    init() {}

    /// For toasts, which cost nobody's limit: enough that only a crowd's spinners are left to turn.
    static var ofPresses: StrangerAnswers {
        var answers = StrangerAnswers()
        (answers.perPerson, answers.perChat, answers.overall) = (60, 60, 300)
        return answers
    }

    /// For the sentence that somebody has no access here: whoever has not heard it lately hears it once.
    static var ofRefusals: StrangerAnswers {
        var answers = StrangerAnswers()
        (answers.perPerson, answers.perChat, answers.overall, answers.window) = (1, 5, 300, .hours(24))
        return answers
    }

    /// Books an answer; false when there were enough.
    mutating func admit(_ person: Int64, in chat: Int64, at now: Timestamp) -> Bool {
        answers.removeAll { $0.at + window <= now || $0.at > now }
        guard answers.count < overall, answers.count(where: { $0.person == person }) < perPerson,
            answers.count(where: { $0.chat == chat }) < perChat
        else { return false }
        answers.append(Answer(at: now, person: person, chat: chat))
        return true
    }
}
