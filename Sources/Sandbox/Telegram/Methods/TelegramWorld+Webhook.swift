import Market
import Platform

extension TelegramWorld {
    mutating func deleteWebhook(_ call: MethodCall) throws(TelegramFailure) -> MethodAnswer {
        try set(webhook: "", call)
    }

    mutating func setWebhook(_ call: MethodCall) throws(TelegramFailure) -> MethodAnswer {
        let url = call.text("url") ?? ""
        if !url.isEmpty {
            if let next = bots[call.bot].nextWebhook, call.now < next { throw .tooMany(1) }
            bots[call.bot].nextWebhook = call.now + .seconds(1)
            guard url.hasPrefix("https://") else {
                throw .bad("bad webhook: An HTTPS URL must be provided for webhook")
            }
        }
        return try set(webhook: url, call)
    }

    private mutating func set(webhook url: String, _ call: MethodCall) throws(TelegramFailure) -> MethodAnswer {
        if let kinds = UpdateKinds.asked(call.json("allowed_updates")) { bots[call.bot].allowedUpdates = kinds }
        let drops = call.flag("drop_pending_updates")
        if bots[call.bot].webhookURL == url, !drops {
            let words = url.isEmpty ? "Webhook is already deleted" : "Webhook is already set"
            return MethodAnswer(true, description: words)
        }
        if !url.isEmpty { endedPolls.append(EndedPoll(bot: call.bot, cause: .webhook)) }
        bots[call.bot].webhookURL = url
        if drops { bots[call.bot].queue.removeAll() }
        return MethodAnswer(true, description: url.isEmpty ? "Webhook was deleted" : "Webhook was set")
    }

    func getWebhookInfo(_ call: MethodCall) -> JSON {
        let bot = bots[call.bot]
        return .present([
            "url": .string(bot.webhookURL), "has_custom_certificate": false,
            "pending_update_count": .int(Int64(bot.queue.count { $0.expires > call.now })),
            "allowed_updates": bot.allowedUpdates == UpdateKinds.default ? nil : .strings(bot.allowedUpdates.sorted()),
        ])
    }
}
