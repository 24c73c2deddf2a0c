import Market
import Operations
import Platform
import Store

/// Shows a one-time code in the log while nobody is admin: whoever can read the log may become the first one.
struct FirstAdmin: Sendable {
    let members: GroupMembers
    let context: BotContext
    private let nextLook = Lock(Timestamp(seconds: 0))

    init(members: GroupMembers, context: BotContext) {
        self.members = members
        self.context = context
    }

    /// Looks now and then; a code that was shown is replaced when its time is over, or at the next start.
    func step() async throws {
        let now = context.now
        let isDue = nextLook.withLock { next in
            guard next <= now else { return false }
            next = now + .hours(1)
            return true
        }
        guard isDue, try await !hasAdmin() else { return }
        // The group's creator is admin, where Telegram says who it is.
        try await members.takeInAdministrators()
        guard try await !hasAdmin() else { return }
        try await show(until: now + context.options.invitationLife)
    }

    private func hasAdmin() async throws -> Bool {
        if !context.options.admins.isEmpty { return true }
        return try await context.store.people.all().contains { $0.role == .admin }
    }

    private func show(until end: Timestamp) async throws {
        let people = context.store.people
        // Nobody can read an earlier one again: only digests are kept.
        for earlier in try await people.openInvitations(at: context.now) where earlier.author == Self.author {
            _ = try await people.withdrawInvitation(earlier.id)
        }
        let code = try OneTimeCode(context.options.random)
        let signer = PeopleEditing.Signer(actor: Self.author, author: Self.author)
        let editing = PeopleEditing(store: context.store, signer: signer, appointed: [], at: context.now)
        _ = try await editing.invite(.admin, digest: try code.digest(), until: end)
        nextLook.withLock { $0 = end }
        context.log.warning(
            "Nobody is admin: send this code to the bot in a private chat to become one",
            ["code": code.description, "until": "\(MoscowTime.text(end)) МСК"]
        )
    }

    /// Whom the audit trail and the invitation name.
    private static let author = "bot"
}
