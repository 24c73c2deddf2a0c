import Store

/// Questions before dangerous actions, and what becomes of them.
enum ConfirmPhrase: String, Phrase {
    case runTitle, runEffect, silenceTitle, silenceEffect, spanSession, spanOpen
    case roleTitle, removeTitle, removeEffect, inviteTitle
    case yes, no, approve, decline
    case askedUntil, askedBy, askedInGroup, approvalNeeded, approvedBy
    case doneBy, doneByWith, cancelled, declinedBy, expired, answered, withdrawn
    case refusedForeign, refusedOwn, refusedTwice, refusedNoGroup

    var texts: Texts {
        switch self {
        case .runTitle: Texts("Запустить {job}", "Run {job}")
        case .runEffect:
            Texts("Задача напишет в чат или изменит план", "The job writes to the chat or changes the plan")
        case .silenceTitle: Texts("Выключить звук у всех тревог", "Mute all alerts")
        case .silenceEffect: Texts("Все рынки и источники: {span}", "All markets and feeds: {span}")
        case .spanSession: Texts("до конца сессии", "until the session ends")
        case .spanOpen: Texts("до открытия торгового дня", "until a trading day opens")
        case .roleTitle: Texts("{who}: назначить роль «{role}»", "Give {who} the role “{role}”")
        case .removeTitle: Texts("{who}: снять доступ", "Remove the access of {who}")
        case .removeEffect:
            Texts("Бот перестанет отвечать на команды и кнопки", "The bot will no longer answer commands and buttons")
        case .inviteTitle: Texts("Создать код для роли «{role}»", "Make a code for the role “{role}”")
        case .yes: Texts("✅ Да", "✅ Yes")
        case .no: Texts("✖ Нет", "✖ No")
        case .approve: Texts("✅ Одобрить", "✅ Approve")
        case .decline: Texts("✖ Отклонить", "✖ Decline")
        case .askedUntil: Texts("Ответьте до {time}", "Answer before {time}")
        case .askedBy: Texts("Просит: {who}", "Asked by {who}")
        case .askedInGroup:
            Texts("⏳ Ждём одобрения в группе до {time}", "⏳ Waiting for approval in the group until {time}")
        case .approvalNeeded:
            Texts(
                "⏳ Нужно ещё {count} (роль: {role}) до {time}",
                "⏳ {count} more needed (role: {role}) before {time}"
            )
        case .approvedBy: Texts("Одобрили: {who}", "Approved by {who}")
        case .doneBy: Texts("▶ Принято, {who}", "▶ Accepted, {who}")
        case .doneByWith: Texts("▶ Принято: {who}, одобрили: {others}", "▶ Accepted: {who}, approved by {others}")
        case .cancelled: Texts("⚪ Отменено", "⚪ Cancelled")
        case .declinedBy: Texts("⚪ Отклонено: {who}", "⚪ Declined by {who}")
        case .expired: Texts("⚪ Время вышло, ничего не сделано", "⚪ Too late, nothing was done")
        case .answered: Texts("На этот вопрос уже ответили", "This question has been answered")
        case .withdrawn:
            Texts(
                "⚪ Отозвано: прав на это больше нет, ничего не сделано",
                "⚪ Withdrawn: the right to it is gone, nothing was done"
            )
        case .refusedForeign: Texts("Ответить может только тот, кто спросил", "Only the person who asked can answer")
        case .refusedOwn: Texts("Одобрить должен другой человек", "Somebody else has to approve")
        case .refusedTwice: Texts("Ваше одобрение уже учтено", "Your approval is counted already")
        case .refusedNoGroup:
            Texts(
                "🟠 Нужно одобрение второго человека, а группа в настройках не указана",
                "🟠 A second person must approve, and no group is configured"
            )
        }
    }
}
