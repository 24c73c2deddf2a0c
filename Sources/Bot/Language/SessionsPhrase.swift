import Store

/// What a market is doing now, below its sessions.
enum SessionsPhrase: String, Phrase {
    case running, opens, over, nextOf

    var texts: Texts {
        switch self {
        case .running: Texts("▶ идёт {session}, до {time} МСК", "▶ {session} session until {time} MSK")
        case .opens: Texts("⏸ откроется в {time} МСК", "⏸ opens at {time} MSK")
        case .nextOf:
            Texts("Следующий торговый день {market}: {date}", "Next trading day of {market}: {date}")
        case .over: Texts("⏹ на сегодня всё", "⏹ over for today")
        }
    }
}
