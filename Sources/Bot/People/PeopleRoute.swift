import Store

/// One screen or action of the people menu.
enum PeopleScreen: Hashable, Sendable {
    case list
    case person(Int64)
    /// Ask whether the person is to have the role.
    case role(Int64, Role)
    /// Ask whether the person is to become a stranger.
    case remove(Int64)
    /// Which role the invitation is for.
    case roles
    case invite(Role)
    case withdraw(Int64)
    case close
}

/// A button of the people menu: `v1:ppl:<screen>:<arguments…>:<owner>`, numbers in base 36.
///
/// The owner opened the menu; whether the presser is an admin is looked up each time.
struct PeopleRoute: Hashable, Sendable {
    static let name = "ppl"

    let screen: PeopleScreen
    let owner: Int64

    init(_ screen: PeopleScreen, owner: Int64) {
        self.screen = screen
        self.owner = owner
    }

    /// Reads the arguments after the route's name; nil when they are not what this bot writes.
    init?(_ arguments: [String]) {
        guard arguments.count >= 2, let owner = arguments.last.flatMap(Self.number),
            let screen = Self.screen(arguments[0], Array(arguments.dropFirst().dropLast()))
        else { return nil }
        self.init(screen, owner: owner)
    }

    var payload: String {
        CallbackPayload(route: Self.name, arguments: words + [String(owner, radix: 36)]).text
    }

    private var words: [String] {
        switch screen {
        case .list: ["l"]
        case .person(let id): ["p", String(id, radix: 36)]
        case .role(let id, let role): ["r", String(id, radix: 36), role.rawValue]
        case .remove(let id): ["d", String(id, radix: 36)]
        case .roles: ["i"]
        case .invite(let role): ["n", role.rawValue]
        case .withdraw(let id): ["w", String(id, radix: 36)]
        case .close: ["x"]
        }
    }

    private static func screen(_ word: String, _ rest: [String]) -> PeopleScreen? {
        switch (word, rest.count) {
        case ("l", 0): .list
        case ("p", 1): number(rest[0]).map { .person($0) }
        case ("d", 1): number(rest[0]).map { .remove($0) }
        case ("w", 1): number(rest[0]).map { .withdraw($0) }
        case ("i", 0): .roles
        case ("n", 1): Role(rawValue: rest[0]).map { .invite($0) }
        case ("x", 0): .close
        case ("r", 2):
            if let id = number(rest[0]), let role = Role(rawValue: rest[1]) { .role(id, role) } else { nil }
        default: nil
        }
    }

    private static func number(_ text: String) -> Int64? {
        Int64(text, radix: 36).flatMap { $0 > 0 ? $0 : nil }
    }
}
