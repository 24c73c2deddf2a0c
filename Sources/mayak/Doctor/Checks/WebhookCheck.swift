import Bot

/// A webhook of another tool takes all updates away.
enum WebhookCheck {
    static let check = DoctorCheck("webhook", atStart: [.bot], limit: .seconds(12)) { room in
        guard let telegram = room.telegram else { return [TelegramTrouble.withoutToken()] }
        do {
            return [judge(try await telegram.webhookInfo())]
        } catch let error as TelegramError {
            return [TelegramTrouble.finding(error)]
        }
    }

    static func judge(_ info: WebhookInfo) -> Finding {
        guard !info.url.isEmpty else { return .ok(Said("не установлен", "none is set")) }
        return .fail(
            Said(
                "установлен на \(info.host): обновления уходят туда",
                "set to \(info.host): updates go there"
            ),
            Said(
                "найдите, кто его ставит, и выключите; Маяк снимает его при запуске",
                "find who sets it and stop that; Mayak removes it at its start"
            )
        )
    }
}
