/// Why something was refused, or failed, as the audit trail keeps it.
package enum AuditReason: Hashable, Sendable {
    /// A rule of the store.
    case store(StoreError.Kind)
    /// It lay too long before anybody looked at it.
    case stale
    case expired
    /// An invitation or a key that is used, withdrawn or was never there.
    case notOpen
    /// The same of a code, of which nothing else is known.
    case usedOrWithdrawn
    case unknownPerson
    /// Whoever used a code had no lower role.
    case hasRole(Role)
    case givenBefore
    case tooLate
    /// The program ended twice while it was at it.
    case endedTwice
    case noScheduler
    /// What the scheduler said, or another version of Mayak.
    case said(String)

    /// As it is stored.
    package var text: String {
        switch self {
        case .store(let kind): kind.rawValue
        case .stale: "stale"
        case .expired: "expired"
        case .notOpen: "not open"
        case .usedOrWithdrawn: "used or withdrawn"
        case .unknownPerson: "nobody has this id"
        case .hasRole(let role): "is \(role.rawValue) already"
        case .givenBefore: "given before"
        case .tooLate: "too late"
        case .endedTwice: "ended twice"
        case .noScheduler: "no scheduler"
        case .said(let text): text
        }
    }

    /// Reads what is stored; ``text`` gives the same back, whatever it is.
    package init(stored text: String) {
        self = Self.known[text] ?? .said(text)
    }

    private static let known: [String: AuditReason] = {
        let plain: [AuditReason] = [
            .stale, .expired, .notOpen, .usedOrWithdrawn, .unknownPerson, .givenBefore, .tooLate, .endedTwice,
            .noScheduler,
        ]
        let all = StoreError.Kind.allCases.map { .store($0) } + Role.allCases.map { .hasRole($0) } + plain
        return Dictionary(uniqueKeysWithValues: all.map { ($0.text, $0) })
    }()
}
