import Store

/// Who may what, and what happens to those who may not.
enum AccessPhrase: String, Phrase {
    case refusedAnonymous, refusedStranger, refusedElsewhere, lastRefusal, unknownNothingNear, wordsHint
    case reportRole, reportCode, reportForged, webhookBack
    case dutyViewer, dutyOperator, dutyTrader, dutyAdmin
    case groupWatch, groupAct, groupTrade, groupPeople, groupOwn, helpTimes
    case whoamiRole, whoamiID, whoamiLanguage, whoamiAppointed, whoamiOfGroup, whoamiAnonymous
    case langNow, langGroup, langPrivate
    case infoAdminSummary

    var texts: Texts {
        switch self {
        case .refusedAnonymous:
            Texts(
                "Вы пишете от имени группы, и бот не видит, кто вы: доступно только чтение. "
                    + "Отключите «Анонимность» в правах администратора или напишите боту в личном чате",
                "You write as the group, so the bot cannot tell who you are: reading only. "
                    + "Turn off “Remain anonymous” in your admin rights, or write to the bot in private"
            )
        case .refusedStranger:
            Texts(
                "У вас нет доступа. Номер для администратора покажет /info",
                "You have no access. /info shows your number, for the admin"
            )
        case .refusedElsewhere:
            Texts(
                "Роли здесь не действуют: спросите в группе команды или в личном чате. Номер этого чата покажет /info",
                "Roles do not hold here: ask in the team's group or in private. /info shows the id of this chat"
            )
        case .lastRefusal:
            Texts("Больше на это не отвечаем до {time}", "No more answers to that until {time}")
        case .unknownNothingNear: Texts("Нет команды {command}. Все команды: /help", "No command {command}. See /help")
        case .wordsHint:
            Texts("Я понимаю команды. Все они здесь: /help", "I understand commands. They are all in /help")
        case .reportRole:
            Texts(
                "🟠 {who}: нет прав, {count} за час\nПоследнее: {what}. На запрещённое не отвечаем до {time}",
                "🟠 {who}: no rights, {count} within an hour\nLast: {what}. No answers until {time}"
            )
        case .reportCode:
            Texts(
                "🟠 {who}: неверный код, {count} за час\nДо {time} коды не принимаем",
                "🟠 {who}: wrong code, {count} within an hour\nNo codes accepted until {time}"
            )
        case .reportForged:
            Texts(
                "🟠 {who}: поддельные кнопки, {count} за час\nПоследнее: {what}. На запрещённое не отвечаем до {time}",
                "🟠 {who}: forged buttons, {count} within an hour\nLast: {what}. No answers until {time}"
            )
        case .webhookBack:
            Texts(
                "🟠 Вебхук бота возвращается: {host}\nТокен есть у другой программы: смените его у BotFather",
                "🟠 A webhook keeps coming back: {host}\nAnother program has the token: renew it with BotFather"
            )
        case .dutyViewer: Texts("смотрит всё, ничего не меняет", "sees everything, changes nothing")
        case .dutyOperator:
            Texts("тревоги, тишина, задачи, календарь", "alerts, silences, jobs, the calendar")
        case .dutyTrader: Texts("как оператор, и торговля", "as an operator, and trading")
        case .dutyAdmin: Texts("полный доступ", "full access")
        case .groupWatch: Texts("Смотреть", "Watch")
        case .groupAct: Texts("Действовать", "Act")
        case .groupTrade: Texts("Торговля", "Trading")
        case .groupPeople: Texts("Люди", "People")
        case .groupOwn: Texts("О вас и чате", "You and this chat")
        case .helpTimes: Texts("Время везде московское", "All times are Moscow time")
        case .whoamiRole: Texts("Роль: {role} · {duty}", "Role: {role} · {duty}")
        case .whoamiID: Texts("Номер: <code>{id}</code>", "Id: <code>{id}</code>")
        case .whoamiLanguage: Texts("Язык: русский (/lang)", "Language: English (/lang)")
        case .whoamiAppointed: Texts("Роль задана в настройках", "The role comes from the configuration")
        case .whoamiOfGroup:
            Texts("Роль дана вашим местом в группе", "The role is your place in the group")
        case .whoamiAnonymous:
            Texts("Вы пишете от имени группы: только чтение", "You write as the group: reading only")
        case .langNow: Texts("Сейчас отвечаю по-русски", "I answer in English now")
        case .langGroup: Texts("Выбор действует для всей группы", "The choice is for the whole group")
        case .langPrivate: Texts("Выбор действует для вас везде", "The choice is yours everywhere")
        case .infoAdminSummary:
            Texts("номер этой группы для настройки бота", "id of this group, for the bot's configuration")
        }
    }
}
