/// What came of what a line of the audit trail tells.
///
/// It is stored as a text, which never changes: `done`, `done: taken`, `refused: lastAdmin`, `edits 12–19`. A text that another
/// version of Mayak wrote may be none of these (``other(_:)``).
package enum AuditResult: Hashable, Sendable {
    case done
    /// Done, and what there is to add, such as the scheduler's answer.
    case doneNoting(String)
    case refused(AuditReason)
    case failed(AuditReason)
    /// So many others have to agree.
    case waits(approvers: Int)
    /// The scheduler had not answered in time; no longer written, for a command's end completes its line.
    case waitsForCommand(Int64)
    /// An approval; with none missing the effect follows.
    case given(missing: Int)
    case declined
    /// The admins were told.
    case reported
    /// Edits of the calendar were made, by their numbers.
    case edits(first: Int64, last: Int64)
    /// The calendar was so already.
    case nothing
    case invitation(Int64)
    case key(Int64)
    /// The role of somebody who has none any more.
    case was(Role)
    /// Of another version of Mayak, as it is stored.
    case other(String)

    /// As it is stored.
    package var text: String {
        switch self {
        case .done: "done"
        case .doneNoting(let note): "done: \(note)"
        case .refused(let reason): "refused: \(reason.text)"
        case .failed(let reason): "failed: \(reason.text)"
        case .waits(let approvers): "waits for \(approvers)"
        case .waitsForCommand(let id): "waits: command \(id)"
        case .given(let missing): missing == 0 ? "given, complete" : "given, \(missing) missing"
        case .declined: "declined"
        case .reported: "reported"
        case .edits(let first, let last): first == last ? "edit \(first)" : "edits \(first)–\(last)"
        case .nothing: "nothing to do"
        case .invitation(let id): "invitation \(id)"
        case .key(let id): "key \(id)"
        case .was(let role): "was \(role.rawValue)"
        case .other(let text): text
        }
    }

    /// Reads what is stored; ``text`` gives the same back, whatever it is.
    package init(stored text: String) {
        let known = Self.described(text) ?? Self.plain(text) ?? Self.numbered(text)
        self = known.flatMap { $0.text == text ? $0 : nil } ?? .other(text)
    }

    /// A word and what there is to say of it: `refused: lastAdmin`.
    private static func described(_ text: String) -> AuditResult? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = String(text[colon...].dropFirst(2))
        switch text[..<colon] {
        case "done": return .doneNoting(rest)
        case "refused": return .refused(AuditReason(stored: rest))
        case "failed": return .failed(AuditReason(stored: rest))
        case "waits": return rest.split(separator: " ").last.flatMap { Int64($0) }.map { .waitsForCommand($0) }
        default: return nil
        }
    }

    private static func plain(_ text: String) -> AuditResult? {
        [.done, .declined, .reported, .nothing, .given(missing: 0)].first { $0.text == text }
    }

    /// A word and a number or a name: `invitation 3`, `given, 1 missing`.
    private static func numbered(_ text: String) -> AuditResult? {
        let words = text.split(separator: " ")
        guard words.count > 1 else { return nil }
        switch words[0] {
        case "waits": return words.last.flatMap { Int($0) }.map { .waits(approvers: $0) }
        case "given,": return Int(words[1]).map { .given(missing: $0) }
        case "edit", "edits":
            let numbers = words[1].split(separator: "–").compactMap { Int64($0) }
            guard let first = numbers.first, let last = numbers.last else { return nil }
            return .edits(first: first, last: last)
        case "invitation": return Int64(words[1]).map { .invitation($0) }
        case "key": return Int64(words[1]).map { .key($0) }
        case "was": return Role(rawValue: String(words[1])).map { .was($0) }
        default: return nil
        }
    }
}

extension AuditResult: CustomStringConvertible {
    package var description: String { text }
}

extension AuditResult {
    /// What came of a command.
    ///
    /// - Parameter saysAnswer: whether the scheduler's answer to a command that was done is kept with it.
    /// - Returns: nil while it waits or is at work.
    package init?(_ state: CommandState, _ answer: String, saysAnswer: Bool = false) {
        switch state {
        case .queued, .claimed: return nil
        case .done: self = saysAnswer ? .doneNoting(answer) : .done
        case .refused: self = .refused(AuditReason(stored: answer))
        case .withdrawn: self = .refused(.store(.noRight))
        case .failed: self = .failed(AuditReason(stored: answer))
        }
    }
}
