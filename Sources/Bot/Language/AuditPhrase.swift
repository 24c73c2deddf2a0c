/// The audit trail in words; the raw names in the store are for machines.
enum AuditPhrase: String, Phrase {
    case off
    case title, titleOf, empty, emptyOf, older, newest
    case done, refused, failed, open
    case calendarSet, calendarUndo, calendarImport
    case alertTake, alertSilence, alertRecheck, silenceSet, silenceEnd, jobRun
    case languageSet, settingsSet, peopleSet, peopleRemove, peopleInvite, peopleWithdraw, peopleExpose, peopleJoin
    case approvalAsk, approvalGive, approvalDecline, accessRefused, lateCommand, reported, workGiveUp
    case alertRelease, alertHandover, alertClose, alertReopen, dutySet, deed
    case accessMake, accessRevoke, accessSignIn
    case portfolioHalt, portfolioResume, haltOfPurchases, haltOfAll, jobPause, jobResume
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
        case .calendarSet: Texts("календарь изменён", "calendar changed")
        case .calendarUndo: Texts("правка календаря отменена", "calendar edit undone")
        case .calendarImport: Texts("календарь загружен из файла", "calendar imported")
        case .alertTake: Texts("тревога взята", "alert taken")
        case .alertSilence: Texts("тревога без звука", "alert muted")
        case .alertRecheck: Texts("повторная проверка", "re-check")
        case .alertRelease: Texts("тревога отпущена", "alert released")
        case .alertHandover: Texts("тревога передана", "alert handed over")
        case .alertClose: Texts("тревога закрыта вручную", "alert closed by hand")
        case .alertReopen: Texts("тревога открыта снова", "alert opened again")
        case .dutySet: Texts("дежурство", "rota")
        case .accessMake: Texts("ключ к панели создан", "web key made")
        case .accessRevoke: Texts("ключ к панели отозван", "web key revoked")
        case .accessSignIn: Texts("вход в панель", "web sign-in")
        case .portfolioHalt: Texts("торговля остановлена", "trading halted")
        case .portfolioResume: Texts("торговля продолжена", "trading resumed")
        case .jobPause: Texts("задача на паузе", "job paused")
        case .jobResume: Texts("задача продолжена", "job resumed")
        case .haltOfPurchases: Texts("без покупок", "no purchases")
        case .haltOfAll: Texts("без заявок", "no orders")
        case .off: Texts("выключено", "off")
        case .deed: Texts("действие", "action")
        case .silenceSet: Texts("тишина включена", "silence set")
        case .silenceEnd: Texts("тишина снята", "silence ended")
        case .jobRun: Texts("запуск задачи", "job run")
        case .languageSet: Texts("язык", "language")
        case .settingsSet: Texts("настройка", "setting")
        case .peopleSet: Texts("роль", "role")
        case .peopleRemove: Texts("доступ снят", "access removed")
        case .peopleInvite: Texts("код создан", "code made")
        case .peopleWithdraw: Texts("код отозван", "code withdrawn")
        case .peopleExpose: Texts("код показан в группе и отозван", "code shown in a group, withdrawn")
        case .peopleJoin: Texts("вход по коду", "came in by code")
        case .approvalAsk: Texts("просит одобрения", "asks for approval")
        case .approvalGive: Texts("одобрение", "approval")
        case .approvalDecline: Texts("отклонение", "declined")
        case .accessRefused: Texts("попытки без прав", "attempts without rights")
        case .lateCommand: Texts("команда {name}", "command {name}")
        case .workGiveUp: Texts("задание снято", "work given up")
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
