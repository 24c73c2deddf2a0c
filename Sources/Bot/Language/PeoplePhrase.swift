import Store

/// People, roles and invitations.
enum PeoplePhrase: String, Phrase {
    case title, more, appointed, appointedNote, ofGroup, ofGroupNote, invitationRow, invite, inviteTitle, withdraw,
        remove, usage
    case nobody, sameRole, stranger, roleSet, removed, lastAdmin, yourRole
    case code, codeSent, codeWrong, codeExpired, codeNotNeeded, codeExposed, noPrivateChat
    case welcome, welcomeFoot, joined

    var texts: Texts {
        switch self {
        case .title: Texts("Доступ: {count}", "Access: {count}")
        case .more: Texts("… и ещё {count}", "… and {count} more")
        case .appointed: Texts("из настроек", "by configuration")
        case .appointedNote:
            Texts(
                "Этот администратор задан в настройках (MAYAK_ADMINS): его роль меняется только там",
                "This admin comes from the configuration (MAYAK_ADMINS); the role changes only there"
            )
        case .ofGroup: Texts("из группы", "by the group")
        case .ofGroupNote:
            Texts(
                "Роль дана местом в группе: её создатель — администратор, администраторы — операторы, участники — "
                    + "наблюдатели. Роль, выбранная здесь, важнее",
                "The role is the person's place in the group: its creator is admin, its administrators are operators, "
                    + "its members viewers. A role chosen here goes before it"
            )
        case .invitationRow:
            Texts("Код №{id}: {role}, до {time} ({who})", "Code {id}: {role}, until {time} ({who})")
        case .invite: Texts("➕ Пригласить", "➕ Invite")
        case .inviteTitle: Texts("Кого приглашаем?", "Whom to invite?")
        case .withdraw: Texts("Отозвать №{id}", "Withdraw {id}")
        case .remove: Texts("Снять доступ", "Remove access")
        case .usage:
            Texts(
                "Без слов /people показывает список. Ещё можно так:\n/people invite operator\n/people set 1002 trader\n"
                    + "/people remove 1002\nРоли: наблюдатель, оператор, трейдер, админ",
                "Alone, /people shows the list. It also takes:\n/people invite operator\n/people set 1002 trader\n"
                    + "/people remove 1002\nRoles: viewer, operator, trader, admin"
            )
        case .nobody: Texts("Человека с таким номером в списке нет", "Nobody with this id is on the list")
        case .sameRole: Texts("Эта роль уже назначена", "That is the role already")
        case .stranger: Texts("без доступа", "no access")
        case .roleSet: Texts("🟢 {who}: {before} → {after}", "🟢 {who}: {before} → {after}")
        case .removed: Texts("🟢 {who}: доступа больше нет", "🟢 {who}: access removed")
        case .lastAdmin:
            Texts(
                "🟠 Это последний администратор. Сначала назначьте другого",
                "🟠 This is the last admin. Make somebody else one first"
            )
        case .yourRole:
            Texts("⚪ Ваша роль теперь: {role}. Команды: /help", "⚪ Your role is now {role}. Commands: /help")
        case .code:
            Texts(
                "🔑 <code>{code}</code>\nКод №{id}, роль: {role}. Один раз, до {time}.\n"
                    + "Передайте его новичку: пусть пришлёт боту в личном чате",
                "🔑 <code>{code}</code>\nCode {id}, role: {role}. Good once, until {time}.\n"
                    + "Give it to the newcomer, to be sent to the bot in a private chat"
            )
        case .codeSent: Texts("Код у вас в личном чате с ботом", "The code is in your private chat with the bot")
        case .codeWrong:
            Texts(
                "Код не подошёл. Проверьте его или попросите новый",
                "That code does not work. Check it or ask for a new one"
            )
        case .codeExpired: Texts("Срок кода истёк. Попросите новый", "The code has expired. Ask for a new one")
        case .codeNotNeeded:
            Texts(
                "У вас уже есть роль «{role}»: код не понадобился и ещё действует",
                "You are “{role}” already: the code was not needed and is still good"
            )
        case .codeExposed:
            Texts(
                "🟠 Код №{id} увидели все, он больше не действует. Попросите новый и пришлите его мне в личном чате",
                "🟠 Everybody has seen code {id}: it is worthless now. Ask for a new one and send it to me in private"
            )
        case .noPrivateChat:
            Texts(
                "Сначала напишите боту в личном чате: код придёт туда",
                "First write to the bot in a private chat: the code goes there"
            )
        case .welcome: Texts("🟢 Добро пожаловать! Ваша роль: {role}", "🟢 Welcome! Your role: {role}")
        case .welcomeFoot: Texts("Команды: /help", "Commands: /help")
        case .joined:
            Texts(
                "⚪ {who}: теперь {role} (код №{id}, выдан: {author})",
                "⚪ {who} is now {role} (code {id}, made by {author})"
            )
        }
    }
}
