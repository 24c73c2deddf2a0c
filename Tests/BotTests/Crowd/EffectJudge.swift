import Market
import Store
import Testing

/// Looks at what the store says was done, and by whom, against a table of its own.
struct EffectJudge {
    /// Actions that had an effect, in order.
    private(set) var effects: [String] = []
    private(set) var refusals = 0
    private var lastAudit: Int64 = 0
    private var lastEdit: Int64 = 0
    private var lastRevision: Int64 = 0
    private var lastCommand: Int64 = 0
    private var people: [Person]?

    /// The least role for an action; written from what each role is for, not from the code.
    ///
    /// What is not named here needs an operator, so that a new action cannot slip past.
    private static let roles: [String: Role?] = [
        "calendar.set": .operator, "calendar.undo": .operator, "alert.take": .operator, "alert.silence": .operator,
        "alert.recheck": .operator, "silence.set": .operator, "silence.end": .operator, "job.run": .operator,
        "language.set": .viewer, "people.set": .admin, "people.remove": .admin, "people.invite": .admin,
        "people.withdraw": .admin, "settings.set": .admin,
        "portfolio.halt": .trader, "portfolio.resume": .trader, "engine.resume": .trader, "engine.flatten": .trader,
        "engine.close": .trader,
        // A one-time code makes a stranger a person; a refusal is no effect.
        "people.join": nil, "people.expose": nil, "access.refused": nil,
    ]

    /// - Parameter roles: who had which role before and after what is looked at.
    mutating func look(_ store: StateStore, roles: [[Int64: Role]]) async throws {
        let news = try await store.audit.latest(limit: 40).filter { $0.id > lastAudit }.reversed()
        #expect(news.count < 40, "more at once than is looked at")
        lastAudit = news.last?.id ?? lastAudit
        for entry in news {
            guard entry.result?.isRefusal != true else {
                refusals += 1
                continue
            }
            effects.append(entry.action)
            let needed = Self.roles[entry.action] ?? .operator
            guard let needed else { continue }
            let id = entry.actor.split(separator: " ").first.flatMap { Int64($0) } ?? 0
            let isAllowed = roles.contains { $0[id].map { $0 >= needed } ?? false }
            #expect(isAllowed, "\(entry.actor) did \(entry.action) \(entry.object) without the right")
        }
        try await checkEdits(store, Array(news))
        try await checkCommands(store, Array(news))
        try await checkPeople(store, Array(news))
    }

    /// Every edit is named in the audit row of the person who signed it.
    private mutating func checkEdits(_ store: StateStore, _ news: [AuditEntry]) async throws {
        let isChanged = try await store.calendar.revision() != lastRevision
        guard isChanged else { return }
        lastRevision = try await store.calendar.revision()
        let edits = try await store.calendar.history(limit: 400).filter { $0.id > lastEdit }
        lastEdit = edits.map(\.id).max() ?? lastEdit
        for edit in edits {
            let row = news.first { $0.action.hasPrefix("calendar.") && Self.range($0.result).contains(edit.id) }
            let actor = row?.actor.split(separator: " ").first.map(String.init) ?? "nobody"
            #expect(edit.author.hasSuffix("(\(actor))"), "edit \(edit.id) by \(edit.author), audited as \(actor)")
        }
    }

    /// Every command in the queue has a row by its author.
    private mutating func checkCommands(_ store: StateStore, _ news: [AuditEntry]) async throws {
        while let command = try await store.commands.command(lastCommand + 1) {
            lastCommand += 1
            // Reports and levels are gathered by the scheduler, and are still only read.
            switch command.command {
            case .report, .share: continue
            case .job, .alert, .engine, .unreadable: break
            }
            let isAudited = news.contains { entry in
                guard let id = entry.actor.split(separator: " ").first else { return false }
                return command.author.hasSuffix("(\(id))") && entry.result != .refused(.stale)
            }
            #expect(isAudited, "command \(command.command) by \(command.author) has no audit row")
        }
    }

    /// Roles change only with a row about people.
    private mutating func checkPeople(_ store: StateStore, _ news: [AuditEntry]) async throws {
        let present = try await store.people.all()
        let before = people?.map { "\($0.id) \($0.role)" }
        if let before, before != present.map({ "\($0.id) \($0.role)" }) {
            #expect(news.contains { $0.action.hasPrefix("people.") }, "people changed without an audit row")
        }
        people = present
    }

    /// `edit 12` or `edits 12–19`.
    private static func range(_ result: AuditResult?) -> ClosedRange<Int64> {
        guard case .edits(let first, let last) = result, first <= last else { return 0...0 }
        return first...last
    }
}

extension AuditResult {
    fileprivate var isRefusal: Bool {
        if case .refused = self { true } else { false }
    }
}
