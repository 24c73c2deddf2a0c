import Market

/// A button of `/settings` as a payload: `v1:set:<word>:<value>`.
enum SettingsRoute: Hashable, Sendable {
    static let name = "set"

    /// Screens.
    case root, quiet, escalation, topics, close
    /// Hours, with the mode kept.
    case hours(from: Int, to: Int)
    case quietOff
    case mode(QuietHours.Mode)
    case delay(Int)
    case secondHere, secondOff
    /// The topic that the menu is in, a new one, or the general one.
    case topicHere(AlgoPackSegment?), topicNew(AlgoPackSegment), topicGeneral(AlgoPackSegment?)

    static let spans = [(22, 7), (23, 7), (23, 8), (0, 7)]
    static let delays = [10, 15, 30, 60]

    var payload: String { CallbackPayload(route: Self.name, arguments: words).text }

    private var words: [String] {
        switch self {
        case .root: ["root"]
        case .quiet: ["q"]
        case .escalation: ["e"]
        case .topics: ["t"]
        case .close: ["x"]
        case .hours(let from, let to): ["h", "\(from)-\(to)"]
        case .quietOff: ["off"]
        case .mode(let mode): ["m", mode.rawValue]
        case .delay(let minutes): ["d", String(minutes)]
        case .secondHere: ["here"]
        case .secondOff: ["no"]
        case .topicHere(let market): ["th", market?.rawValue ?? "all"]
        case .topicNew(let market): ["tn", market.rawValue]
        case .topicGeneral(let market): ["tg", market?.rawValue ?? "all"]
        }
    }

    /// Reads the arguments after the route's name; nil when they are not what this bot writes.
    init?(_ arguments: [String]) {
        guard let found = Self.all.first(where: { $0.words == arguments }) else { return nil }
        self = found
    }

    /// Every button there is; the list is what may be pressed.
    static let all: [SettingsRoute] =
        [.root, .quiet, .escalation, .topics, .close, .quietOff, .secondHere, .secondOff]
        + spans.map { .hours(from: $0.0, to: $0.1) } + QuietHours.Mode.allCases.map { .mode($0) }
        + delays.map { .delay($0) } + AlgoPackSegment.allCases.map { .topicNew($0) }
        + SettingsState.subjects.flatMap { [.topicHere($0), .topicGeneral($0)] }
}
