import FoundationEssentials
import Store

/// Something with an effect that waits for a "yes".
enum PendingAction: Hashable, Codable, Sendable {
    case runJob(String)
    case silenceAll(SilenceSpan)
    case setRole(person: Int64, name: String, role: Role)
    case removePerson(person: Int64, name: String)
    case invite(Role)
    case resumeTrading
    /// No order at all, or none that opens; the reason may be empty.
    case haltTrading(isWhole: Bool, reason: String)

    var kind: ActionKind {
        switch self {
        case .runJob: .run
        case .silenceAll: .silence
        case .setRole, .removePerson, .invite: .people
        case .resumeTrading, .haltTrading: .trade
        }
    }

    /// The least role of whoever asks for it, and of whoever approves.
    var role: Role {
        switch kind {
        case .run, .silence: .operator
        case .people: .admin
        case .trade: .trader
        }
    }

    /// True for what only makes the desk safer: it waits for nobody else's yes.
    var isPrecaution: Bool {
        switch self {
        case .haltTrading: true
        case .runJob, .silenceAll, .setRole, .removePerson, .invite, .resumeTrading: false
        }
    }

    /// Whom it gives a role to: such a wish is void when the person loses rights before it is carried out.
    var beneficiary: Int64? {
        switch self {
        case .setRole(let person, _, _): person
        case .runJob, .silenceAll, .removePerson, .invite, .resumeTrading, .haltTrading: nil
        }
    }

    /// As the audit trail names it.
    var auditAction: AuditAction {
        switch self {
        case .runJob: .jobRun
        case .silenceAll: .silenceSet
        case .setRole: .peopleSet
        case .removePerson: .peopleRemove
        case .invite: .peopleInvite
        case .resumeTrading: .portfolioResume
        case .haltTrading: .portfolioHalt
        }
    }

    /// As the audit trail names what it is done to.
    var auditObject: String {
        switch self {
        case .runJob(let id): id
        case .silenceAll: "all"
        case .setRole(let person, let name, _), .removePerson(let person, let name): "\(person) \(name)"
        case .invite(let role): role.rawValue
        case .resumeTrading, .haltTrading: "portfolio"
        }
    }
}

/// What a confirmation keeps: the action and who asked for it.
struct PendingRequest: Hashable, Codable, Sendable {
    var action: PendingAction
    /// The person's name, for messages; the number is the confirmation's own.
    var name: String

    /// As a confirmation stores it.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    init(action: PendingAction, name: String) {
        self.action = action
        self.name = name
    }

    /// nil for a confirmation of another version of the bot, whose buttons then no longer work.
    init?(_ confirmation: Confirmation) {
        guard
            // What is wrong with the text does not matter: the person is told to start again.
            let request = try? JSONDecoder().decode(Self.self, from: Data(confirmation.action.utf8))
        else { return nil }
        self = request
    }
}
