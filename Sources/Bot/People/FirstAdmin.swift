import Market
import Operations
import Platform
import Store

/// Shows a one-time code in the log while nobody is admin: whoever can read the log may become the first one.
struct FirstAdmin: Sendable {
    let members: GroupMembers
    /// As a whole, because a code is made together with its line of the audit trail.
    let store: OperationsStore
    let options: BotOptions
    let clock: any MarketClock
    let log: Log
    private let nextLook = Lock(Timestamp(seconds: 0))

    init(members: GroupMembers, store: OperationsStore, options: BotOptions, clock: any MarketClock, log: Log) {
        self.members = members
        self.store = store
        self.options = options
        self.clock = clock
        self.log = log
    }

    /// Looks now and then; a code that was shown is replaced when its time is over, or at the next start.
    func step() async throws {
        let now = clock.now
        let isDue = nextLook.withLock { next in
            guard next <= now else { return false }
            next = now + .hours(1)
            return true
        }
        guard isDue, try await !hasAdmin() else { return }
        // The group's creator is admin, where Telegram says who it is.
        try await members.renewAdministrators()
        guard try await !hasAdmin() else { return }
        try await show(until: now + options.invitationLife)
    }

    private func hasAdmin() async throws -> Bool {
        if !options.admins.isEmpty { return true }
        return try await store.people.all().contains { $0.role == .admin }
    }

    private func show(until end: Timestamp) async throws {
        let people = store.people
        // Nobody can read an earlier one again: only digests are kept.
        for earlier in try await people.openInvitations(at: clock.now) where earlier.author == Self.author {
            _ = try await people.withdrawInvitation(earlier.id)
        }
        let code = try OneTimeCode(options.random)
        let signer = PeopleEditing.Signer(actor: Self.author, author: Self.author)
        let editing = PeopleEditing(store: store, signer: signer, appointed: [], at: clock.now)
        _ = try await editing.invite(.admin, digest: try code.digest(), until: end)
        nextLook.withLock { $0 = end }
        log.warning(
            "Nobody is admin: send this code to the bot in a private chat to become one",
            ["code": code.description, "until": "\(MoscowTime.text(end)) МСК"]
        )
    }

    /// Whom the audit trail and the invitation name.
    private static let author = "bot"
}
