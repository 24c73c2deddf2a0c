/// What a button under an alert asks for.
enum IncidentAction: Hashable, Sendable {
    case take, takeOne, unmute, plot, details, recheck
    case release, close, reopen
    /// Asks to whom.
    case pick
    /// Telegram's number of the one who takes over.
    case give(to: Int64)
    case mute(OfferedSpan)
}

/// A button of an alert as a payload: `v1:inc:<alert>:<action>`.
struct IncidentRoute: Hashable, Sendable {
    static let name = "inc"

    let alert: Int64
    let action: IncidentAction

    init(alert: Int64, action: IncidentAction) {
        self.alert = alert
        self.action = action
    }

    /// Reads the arguments after the route's name; nil when they are not what this bot writes.
    init?(_ arguments: [String]) {
        guard arguments.count == 2, let alert = Int64(arguments[0]), alert > 0,
            let action = Self.actions.first(where: { $0.word == arguments[1] })?.action ?? Self.giving(arguments[1])
        else { return nil }
        self.init(alert: alert, action: action)
    }

    var payload: String {
        let word =
            if case .give(let person) = action { "to\(person)" } else {
                Self.actions.first { $0.action == action }?.word ?? "noop"
            }
        return CallbackPayload(route: Self.name, arguments: [String(alert), word]).text
    }

    private static func giving(_ word: String) -> IncidentAction? {
        guard word.hasPrefix("to"), let person = Int64(word.dropFirst(2)), person > 0, "to\(person)" == word else {
            return nil
        }
        return .give(to: person)
    }

    private static let actions: [(word: String, action: IncidentAction)] =
        [
            ("take", .take), ("one", .takeOne), ("unmute", .unmute), ("plot", .plot), ("info", .details),
            ("check", .recheck), ("free", .release), ("close", .close), ("reopen", .reopen), ("give", .pick),
        ] + OfferedSpan.allCases.map { ($0.rawValue, .mute($0)) }
}
