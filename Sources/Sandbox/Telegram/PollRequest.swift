import Market
import Platform

/// The arguments of getUpdates and what can be said before waiting (docs/reference/telegram.md, Updates).
struct PollRequest {
    let bot: Int
    let offset: Int64
    private(set) var limit: Int
    /// Seconds, 0 … 50.
    private(set) var timeout: Int
    private let allowedUpdates: JSON?
    /// Set when the answer need not wait.
    private(set) var ready: [JSON]?

    static let replaced = TelegramFailure(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )

    init(_ call: MethodCall) {
        bot = call.bot
        offset = call.number("offset") ?? 0
        limit = Int(min(100, max(1, call.number("limit") ?? 100)))
        timeout = Int(min(50, max(0, call.number("timeout") ?? 0)))
        allowedUpdates = call.json("allowed_updates")
    }

    static let endedByWebhook = TelegramFailure(409, "Conflict: terminated by setWebhook request")

    /// Confirms, filters, and returns the number of this poll for the case that it has to wait.
    mutating func begin(in world: inout TelegramWorld, at now: Timestamp) throws(TelegramFailure) -> Int {
        guard world.bots[bot].webhookURL.isEmpty else {
            throw TelegramFailure(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        }
        if let kinds = UpdateKinds.asked(allowedUpdates) { world.bots[bot].allowedUpdates = kinds }
        slowDownIfHot(world, at: now)
        world.bots[bot].lastPoll = (offset, now)
        let updates = world.bots[bot].take(offset: offset, limit: limit, at: now)
        if !updates.isEmpty || timeout == 0 || !world.rules.holdsPolls {
            ready = updates
            return world.bots[bot].pollNumber
        }
        world.bots[bot].pollNumber += 1
        return world.bots[bot].pollNumber
    }

    /// The same offset again and again is a bot that spins.
    private mutating func slowDownIfHot(_ world: TelegramWorld, at now: Timestamp) {
        guard world.rules.guardsHotLoops, let last = world.bots[bot].lastPoll, last.offset == offset else { return }
        let since = last.at.duration(to: now)
        if since < .seconds(3) { timeout = max(timeout, 3) }
        if since < .milliseconds(500) { limit = 1 }
    }
}
