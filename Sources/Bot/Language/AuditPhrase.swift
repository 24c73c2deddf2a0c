import Store

/// Around the lines of the audit trail; what each is called is said by `AuditAction`.
enum AuditPhrase: String, Phrase {
    case off
    case title, titleOf, empty, emptyOf, older, newest
    case done, refused, failed, open, waits, declined
    case lateCommand, reported, deed, haltOfPurchases, haltOfAll
    case invitation, lastAdmin, groupRole, stale, expired, gone, tooLate, unasked, noRight, endedTwice

    var texts: Texts {
        switch self {
        case .title: Texts("Последние действия", "Latest actions")
        case .titleOf: Texts("Действия: {word}", "Actions: {word}")
        case .empty: Texts("Действий не было", "No actions yet")
        case .emptyOf: Texts("Про «{word}» ничего нет", "Nothing about “{word}”")
        case .older: Texts("Раньше ➡", "Older ➡")
        case .newest: Texts("⬅ Последние", "⬅ Latest")
        case .done: Texts("готово", "done")
        case .refused: Texts("отказано", "refused")
        case .failed: Texts("сбой", "failed")
        case .open: Texts("итога пока нет", "no result yet")
        case .waits: Texts("ждёт", "waits")
        case .declined: Texts("отклонено", "declined")
        case .haltOfPurchases: Texts("без покупок", "no purchases")
        case .haltOfAll: Texts("без заявок", "no orders")
        case .off: Texts("выключено", "off")
        case .deed: Texts("действие", "action")
        case .lateCommand: Texts("команда {name}", "command {name}")
        case .endedTwice: Texts("дважды обрушило программу", "crashed the program twice")
        case .reported: Texts("админам сообщено", "admins told")
        case .invitation: Texts("код №{id}", "code {id}")
        case .groupRole: Texts("роль дана группой", "the role is the group's")
        case .lastAdmin: Texts("последний администратор", "the last admin")
        case .stale: Texts("слишком старая", "too old")
        case .expired: Texts("срок истёк", "expired")
        case .gone: Texts("уже нет", "gone already")
        case .tooLate: Texts("поздно", "too late")
        case .noRight: Texts("прав уже нет", "the right is gone")
        case .unasked: Texts("роль уже не ниже", "has the role already")
        }
    }
}
