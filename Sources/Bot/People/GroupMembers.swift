import Market
import Platform
import Store

/// Roles by place in the team's group, as Telegram says it: asked when somebody acts, kept for a bounded time.
///
/// Without Telegram's word nobody gets such a role, and an old word does not count.
struct GroupMembers: Sendable {
    /// What is remembered of people without a place in the group, so that a crowd of them costs few questions.
    private struct Refused {
        var people: [Int64: Timestamp] = [:]
        /// Instants of the latest questions about people without a role.
        var asked: [Timestamp] = []
    }

    let client: TelegramClient
    let people: PeopleStore
    let settings: SettingStore
    let options: BotOptions
    let clock: any MarketClock
    let log: Log
    private let refused = Lock(Refused())
    /// When the administrators may be asked for again; nil: they never were.
    private let nextLook = Lock<Timestamp?>(nil)

    init(
        client: TelegramClient,
        people: PeopleStore,
        settings: SettingStore,
        options: BotOptions,
        clock: any MarketClock,
        log: Log
    ) {
        self.client = client
        self.people = people
        self.settings = settings
        self.options = options
        self.clock = clock
        self.log = log
    }

    /// Somebody without a role of their own, as their place in the group makes them; nil for a stranger.
    func person(_ user: TelegramUser) async throws -> Person? {
        guard let group = try await group() else { return nil }
        if let checked = try await people.groupRoleChecked(user.id), isFresh(checked) {
            return try await people.person(user.id)
        }
        let known = try await people.person(user.id)
        guard known != nil || mayAsk(about: user.id) else { return nil }
        return try await ask(about: user.id, in: group) ? try await people.person(user.id) : nil
    }

    /// Before anything is answered: roles of a group that is no longer the team's are gone.
    func settle() async throws {
        try await people.settleGroup(options.groupRoles ? options.group : nil)
    }

    /// Looks again at the one who was looked at longest ago, so that rights end although their owner does nothing.
    ///
    /// What Telegram does not say for a day is given up.
    func refresh() async throws {
        let bound = clock.now - options.groupRoleAge
        guard let group = try await group(),
            let person = try await people.oldestGroupRole(before: bound)
        else { return }
        guard try await !ask(about: person.id, in: group),
            let checked = try await people.groupRoleChecked(person.id),
            checked + Self.patience <= clock.now
        else { return }
        try await people.setGroupRole(nil, of: person.id, name: person.name)
    }

    /// At start, so that an alert can be handed to administrators who have not spoken yet.
    func meet() async throws {
        if nextLook.withLock({ $0 == nil }) { try await renewAdministrators() }
    }

    /// As ``takeInAdministrators()``, however often somebody asks for a list of people: within ``BotOptions/groupRoleAge`` once, and
    /// a minute after Telegram did not say.
    func renewAdministrators() async throws {
        let now = clock.now
        let isDue = nextLook.withLock { next in
            // A clock that was ahead and has been mended must not put it off.
            if let known = next, now < known, known <= now + options.groupRoleAge { return false }
            next = now + options.groupRoleAge
            return true
        }
        guard isDue, try await !takeInAdministrators() else { return }
        nextLook.withLock { $0 = min(now + .minutes(1), now + options.groupRoleAge) }
    }

    /// Takes in the creator and the administrators at once, whether or not they have spoken.
    ///
    /// - Returns: false where Telegram did not say.
    @discardableResult
    func takeInAdministrators() async throws -> Bool {
        guard let group = try await group() else { return false }
        do {
            let members = try await client.administrators(of: group)
            for member in members where !member.user.isBot && !member.user.isShared {
                try await keep(member)
            }
            return true
        } catch let error as TelegramError {
            log.warning("The group's administrators are not known", ["error": error.description])
            return false
        }
    }

    /// True once what somebody is in the group has been said and kept.
    private func ask(about id: Int64, in group: Int64) async throws -> Bool {
        do {
            try await keep(try await client.member(id, of: group))
            return true
        } catch let error as TelegramError where !error.isTransient {
            // Telegram knows nobody of that number there, or does not tell this bot: no place, no role.
            log.debug("No place in the group", ["user.id": "\(id)", "error": error.description])
            refuse(id)
        } catch let error as TelegramError {
            log.warning("A place in the group is not known", ["user.id": "\(id)", "error": "\(error)"])
        }
        return false
    }

    private func keep(_ member: TelegramChatMember) async throws {
        let user = member.user
        let name = user.firstName.isEmpty ? String(user.id) : String(user.firstName.prefix(40))
        let before = try await people.presentRole(of: user.id)
        try await people.setGroupRole(member.role, of: user.id, name: name)
        let after = try await people.presentRole(of: user.id)
        if member.role == nil { refuse(user.id) }
        guard before != after else { return }
        log.info(
            "Role by place in the group",
            ["user.id": "\(user.id)", "role": after?.rawValue ?? "none", "role.before": before?.rawValue ?? "none"]
        )
    }

    /// The team's group under its present number; nil where places in it give no roles.
    private func group() async throws -> Int64? {
        guard options.groupRoles, let configured = options.group else { return nil }
        return try await ChatDirectory(settings: settings).present(configured)
    }

    private func isFresh(_ checked: Timestamp) -> Bool {
        checked <= clock.now && clock.now < checked + options.groupRoleAge
    }

    private func mayAsk(about id: Int64) -> Bool {
        let now = clock.now
        return refused.withLock { refused in
            if let at = refused.people[id], isFresh(at) { return false }
            refused.asked.removeAll { $0 + .minutes(1) <= now || $0 > now }
            guard refused.asked.count < Self.questionsPerMinute else { return false }
            refused.asked.append(now)
            return true
        }
    }

    private func refuse(_ id: Int64) {
        let now = clock.now
        refused.withLock { refused in
            if refused.people.count >= Self.remembered { refused.people.removeAll() }
            refused.people[id] = now
        }
    }

    /// Questions about strangers; people with a role are asked about beside them.
    private static let questionsPerMinute = 30
    private static let remembered = 1_000
    private static let patience = Duration.hours(24)
}

extension TelegramChatMember {
    /// What a place in the team's group allows; nil for whoever is not in it.
    var role: Role? {
        switch status {
        case "creator": .admin
        case "administrator": .operator
        case "member": .viewer
        case "restricted": isPresent ? .viewer : nil
        default: nil
        }
    }
}
