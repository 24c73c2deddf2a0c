import Market

extension TelegramWorld {
    mutating func deleteWebhook(_ call: MethodCall) -> JSON {
        bots[call.bot].webhookURL = ""
        if call.flag("drop_pending_updates") { bots[call.bot].queue.removeAll() }
        return true
    }

    mutating func setWebhook(_ call: MethodCall) throws(TelegramFailure) -> JSON {
        let url = call.text("url") ?? ""
        guard url.isEmpty || url.hasPrefix("https://") else {
            throw .bad("bad webhook: An HTTPS URL must be provided for webhook")
        }
        bots[call.bot].webhookURL = url
        if call.flag("drop_pending_updates") { bots[call.bot].queue.removeAll() }
        return true
    }

    func getWebhookInfo(_ call: MethodCall) -> JSON {
        [
            "url": .string(bots[call.bot].webhookURL), "has_custom_certificate": false,
            "pending_update_count": .int(Int64(bots[call.bot].queue.count)),
        ]
    }
}
