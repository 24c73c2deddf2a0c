import Store

/// `/health`.
enum HealthPhrase: String, Phrase {
    case well, unwell, scheduler, bot, queue, queueEmpty, lastSent, commands, hold, allChats, dead, closed, clock,
        overdue

    var texts: Texts {
        switch self {
        case .well: Texts("Всё в порядке, {time}", "All is well, {time}")
        case .unwell: Texts("Нужно внимание, {time}", "Needs attention, {time}")
        case .scheduler: Texts("Планировщик: {state}", "Scheduler: {state}")
        case .bot: Texts("Бот: {state}", "Bot: {state}")
        case .queue: Texts("В очереди {count}, ждут до {age}", "Queued: {count}, waiting up to {age}")
        case .queueEmpty: Texts("Очередь пуста", "The queue is empty")
        case .lastSent: Texts("Последнее доставлено в {time}", "Last delivery at {time}")
        case .commands:
            Texts("Планировщик ещё не принял команд: {count}", "Commands the scheduler has not taken: {count}")
        case .hold: Texts("⏳ Telegram просит ждать до {time} ({chat})", "⏳ Telegram asks to wait until {time} ({chat})")
        case .clock: Texts("⚪ До {time} часы спешили на {span}", "⚪ Until {time} the clock was {span} ahead")
        case .overdue:
            Texts("🟠 Задача {job}: срок был в {time}, не запущена", "🟠 Job {job}: due at {time} and not run")
        case .allChats: Texts("все чаты", "all chats")
        case .dead: Texts("🟠 Не доставлено: {count}", "🟠 Undelivered: {count}")
        case .closed: Texts("🟠 Чат {chat} закрыт для бота: {reason}", "🟠 Chat {chat} is closed to the bot: {reason}")
        }
    }
}
