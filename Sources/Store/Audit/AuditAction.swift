/// What was done, as the audit trail names it and as people are told: a name's one entry.
///
/// The raw value is stored and never changes. A line that another version of Mayak wrote may have a name that is not here
/// (``AuditEntry/deed``).
package enum AuditAction: String, CaseIterable, Sendable {
    case calendarSet = "calendar.set"
    case calendarUndo = "calendar.undo"
    case calendarImport = "calendar.import"
    case alertTake = "alert.take"
    case alertRelease = "alert.release"
    case alertHandover = "alert.handover"
    case alertClose = "alert.close"
    case alertReopen = "alert.reopen"
    case alertSilence = "alert.silence"
    case alertRecheck = "alert.recheck"
    case silenceSet = "silence.set"
    case silenceEnd = "silence.end"
    case jobRun = "job.run"
    case jobPause = "job.pause"
    case jobResume = "job.resume"
    case languageSet = "language.set"
    case settingsSet = "settings.set"
    case dutySet = "duty.set"
    case peopleSet = "people.set"
    case peopleRemove = "people.remove"
    case peopleInvite = "people.invite"
    case peopleWithdraw = "people.withdraw"
    case peopleJoin = "people.join"
    case peopleExpose = "people.expose"
    case approvalAsk = "approval.ask"
    case approvalGive = "approval.give"
    case approvalDecline = "approval.decline"
    case accessRefused = "access.refused"
    case accessMake = "access.make"
    case accessRevoke = "access.revoke"
    case accessSignIn = "access.sign_in"
    case portfolioHalt = "portfolio.halt"
    case portfolioResume = "portfolio.resume"
    case engineResume = "engine.resume"
    case engineFlatten = "engine.flatten"
    case engineClose = "engine.close"
    case workGiveUp = "work.give_up"

    /// What people call it.
    package var title: Texts {
        switch self {
        case .calendarSet: Texts("календарь изменён", "calendar changed")
        case .calendarUndo: Texts("правка календаря отменена", "calendar edit undone")
        case .calendarImport: Texts("календарь загружен из файла", "calendar imported")
        case .alertTake: Texts("тревога взята", "alert taken")
        case .alertRelease: Texts("тревога отпущена", "alert released")
        case .alertHandover: Texts("тревога передана", "alert handed over")
        case .alertClose: Texts("тревога закрыта вручную", "alert closed by hand")
        case .alertReopen: Texts("тревога открыта снова", "alert opened again")
        case .alertSilence: Texts("тревога без звука", "alert muted")
        case .alertRecheck: Texts("повторная проверка", "re-check")
        case .silenceSet: Texts("тишина включена", "silence set")
        case .silenceEnd: Texts("тишина снята", "silence ended")
        case .jobRun: Texts("запуск задачи", "job run")
        case .jobPause: Texts("задача на паузе", "job paused")
        case .jobResume: Texts("задача продолжена", "job resumed")
        case .languageSet: Texts("язык", "language")
        case .settingsSet: Texts("настройка", "setting")
        case .dutySet: Texts("дежурство", "rota")
        case .peopleSet: Texts("роль", "role")
        case .peopleRemove: Texts("доступ снят", "access removed")
        case .peopleInvite: Texts("код создан", "code made")
        case .peopleWithdraw: Texts("код отозван", "code withdrawn")
        case .peopleJoin: Texts("вход по коду", "came in by code")
        case .peopleExpose: Texts("код показан в группе и отозван", "code shown in a group, withdrawn")
        case .approvalAsk: Texts("просит одобрения", "asks for approval")
        case .approvalGive: Texts("одобрение", "approval")
        case .approvalDecline: Texts("отклонение", "declined")
        case .accessRefused: Texts("попытки без прав", "attempts without rights")
        case .accessMake: Texts("ключ к панели создан", "web key made")
        case .accessRevoke: Texts("ключ к панели отозван", "web key revoked")
        case .accessSignIn: Texts("вход в панель", "web sign-in")
        case .portfolioHalt: Texts("торговля остановлена", "trading halted")
        case .portfolioResume: Texts("торговля продолжена", "trading resumed")
        case .engineResume: Texts("робот продолжает", "engine resumed")
        case .engineFlatten: Texts("закрыть всё", "everything closed")
        case .engineClose: Texts("закрыть позицию", "position closed by hand")
        case .workGiveUp: Texts("задание снято", "work given up")
        }
    }
}
