import Store

/// What became of a wish that the scheduler carried out or refused.
enum OutcomePhrase: String, Phrase {
    case done, silent, silenceSet, silenceEnded, silencesEnded, alertClosed, noSilence, rightGone, failed

    var texts: Texts {
        switch self {
        case .done: Texts("Готово", "Done")
        case .silent: Texts("{scope}: тихо до {time}", "{scope}: muted until {time}")
        case .silenceSet: Texts("Тишина включена", "Muted")
        case .silenceEnded: Texts("Тишина снята", "Unmuted")
        case .silencesEnded: Texts("Тишина снята: {scope}", "Unmuted: {scope}")
        case .alertClosed: Texts("Не вышло: тревога уже закрыта", "Failed: the alert is over")
        case .noSilence: Texts("Не вышло: этой тишины уже нет", "Failed: that mute is over")
        case .rightGone: Texts("Не вышло: прав уже нет", "Failed: the right is gone")
        case .failed: Texts("Не вышло: причина в журнале", "Failed: the log has the reason")
        }
    }
}
