import Market
import Platform

/// `close` and `logOut`: what one does before moving between servers (docs/reference/telegram.md, Methods).
extension TelegramWorld {
    private static let movingTime = Duration.seconds(600)

    /// Lets a call in, or says why the bot has no client here.
    mutating func admit(_ call: MethodCall) throws(TelegramFailure) {
        if let since = bots[call.bot].loggedOutAt {
            guard since.duration(to: call.now) >= Self.movingTime else { throw .loggedOut }
            bots[call.bot].loggedOutAt = nil
        }
        if bots[call.bot].openedAt == nil {
            guard call.method != "close" else { throw .alreadyClosed }
            bots[call.bot].openedAt = call.now
        }
    }

    /// Ends the bot's client; the next call of another method makes a new one.
    mutating func close(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        guard let since = bots[call.bot].openedAt else { throw .alreadyClosed }
        let age = since.duration(to: call.now)
        guard age >= Self.movingTime else { throw .tooMany(Int((Self.movingTime - age).inSeconds.rounded(.up))) }
        bots[call.bot].openedAt = nil
        endedPolls.append(EndedPoll(bot: call.bot, cause: .closed))
        return true
    }

    /// Forgets the bot's updates; every call is refused for ten minutes.
    mutating func logOut(_ call: MethodCall) -> JSON {
        bots[call.bot].queue.removeAll()
        bots[call.bot].openedAt = nil
        bots[call.bot].loggedOutAt = call.now
        endedPolls.append(EndedPoll(bot: call.bot, cause: .closed))
        return true
    }
}
