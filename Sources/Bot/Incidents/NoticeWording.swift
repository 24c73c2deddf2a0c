import Store

/// How a notice is said, each beginning with its icon.
///
/// The names of the values are those of `Notice.places`.
struct NoticeWording: Sendable {
    let texts: Texts
    /// Good or neutral news makes no sound.
    var isSilent = false

    /// A limit of the portfolio was reached: exits go on, and a person must let it buy again.
    fileprivate static func halt(_ russian: String, _ english: String) -> NoticeWording {
        NoticeWording(
            "🔴 Торговля остановлена\n\(russian) {loss}, предел {limit}\nПокупок нет, ждём человека",
            "🔴 Trading is halted\n\(english) {loss}, limit {limit}\nNothing opens until a person resumes"
        )
    }

    fileprivate init(_ russian: String, _ english: String, isSilent: Bool = false) {
        texts = Texts(russian, english)
        self.isSilent = isSilent
    }
}

extension Notice.Kind {
    /// The kind's entry in the bot.
    var words: NoticeWording {
        switch self {
        case .schedulerStarted:
            NoticeWording("⚪ Планировщик запущен {detail}", "⚪ Scheduler started {detail}", isSilent: true)
        case .schedulerStopped:
            NoticeWording("⚪ Планировщик остановлен {detail}", "⚪ Scheduler stopped {detail}", isSilent: true)
        case .schedulerOff:
            NoticeWording(
                "⚪ Планировщик стоит с {since}\nПроверок нет",
                "⚪ Scheduler off since {since}\nNothing is checked",
                isSilent: true
            )
        case .schedulerSilent:
            NoticeWording(
                "🔴 Планировщик молчит с {since}\nПроверок нет",
                "🔴 No scheduler since {since}\nNothing is checked"
            )
        case .schedulerBack:
            NoticeWording("🟢 Планировщик снова работает\nМолчал {minutes}", "🟢 Scheduler is back\nSilent for {minutes}")
        case .botBack: NoticeWording("🟢 Бот снова на связи\nМолчал {minutes}", "🟢 Bot is back\nSilent for {minutes}")
        case .botDeaf:
            NoticeWording(
                "🟠 Бот не слышит с {since}\n{cause}\nКоманд не слышно, тревоги приходят",
                "🟠 Bot is deaf since {since}\n{cause}\nNo command is heard, alerts arrive"
            )
        case .botChanged:
            NoticeWording(
                "⚪ Теперь здесь пишет другой бот\nВ личке начните с ним заново: /start",
                "⚪ Another bot writes here now\nIn private begin anew: /start",
                isSilent: true
            )
        case .jobFailed: NoticeWording("🟠 Задача {job}: сбой\n{detail}", "🟠 Job {job} failed\n{detail}")
        case .silenceEnded:
            NoticeWording(
                "🔔 Снова со звуком: {scope}\nОткрыто: {firing}, закрыто за время тишины: {closed}",
                "🔔 Silence is over: {scope}\n{firing} firing, {closed} closed unheard"
            )
        case .silenceLifted:
            NoticeWording(
                "🔔 Тишина снята: {scope}\nСнял(а) {who}\nОткрыто: {firing}, закрыто за время тишины: {closed}",
                "🔔 Unmuted: {scope}\nBy {who}\n{firing} firing, {closed} closed unheard"
            )
        case .clockResumed:
            NoticeWording(
                "⚪ Часы спешили на {minutes}\nПроверки идут снова",
                "⚪ The clock was {minutes} ahead\nChecks go on",
                isSilent: true
            )
        case .backupDamaged:
            NoticeWording(
                "🔴 Копия хранилища повреждена\n{detail}\nСделайте новую, пока хранилище цело",
                "🔴 The store's copy is damaged\n{detail}\nMake another while the store is fine"
            )
        case .haltedDailyLoss: .halt("Потеря дня", "Loss of the day")
        case .haltedDrawdown: .halt("Просадка", "Drawdown")
        case .haltedValueAtRisk: .halt("Риск дня", "Risk of a day")
        case .positionStopped:
            NoticeWording(
                "🟠 Сработал стоп: {code}\nПродано по {price}, {change}",
                "🟠 Stop reached: {code}\nSold at {price}, {change}"
            )
        case .positionsStopped:
            NoticeWording(
                "🟠 Сработали стопы: {count}\nПродано: {codes}",
                "🟠 Stops reached: {count}\nSold: {codes}"
            )
        case .engineReduces:
            NoticeWording(
                "🔴 Робот только закрывает\n{cause}\nСнять: /resume\n{detail}",
                "🔴 The engine only closes\n{cause}\nTo go on: /resume\n{detail}"
            )
        case .engineFlattened:
            NoticeWording(
                "🔴 Робот закрывает всё\nТак решил(а) {who}\nСнять: /resume\n{reason}",
                "🔴 The engine closes everything\nBy {who}\nTo go on: /resume\n{reason}"
            )
        case .engineHalted:
            NoticeWording(
                "🔴 Робот остановлен\n{cause}\nСнять: /resume\n{detail}",
                "🔴 The engine is stopped\n{cause}\nTo go on: /resume\n{detail}"
            )
        case .engineBlind:
            NoticeWording(
                "🟠 Робот без данных рынка\nЗаявок нет, пойдёт сам\n{detail}",
                "🟠 The engine has no market data\nNothing is sent until they come\n{detail}",
                isSilent: true
            )
        case .engineOnReserve:
            NoticeWording(
                "🟡 Робот на запасном канале\n{channel}",
                "🟡 Engine on its reserve channel\n{channel}",
                isSilent: true
            )
        case .engineOnMain:
            NoticeWording(
                "🟢 Робот снова на основном канале",
                "🟢 Engine on its main channel again",
                isSilent: true
            )
        case .engineClockAhead:
            NoticeWording(
                "🟠 Часы робота спешат на {seconds}\nСтаканы кажутся ему старыми",
                "🟠 Engine's clock {seconds} ahead\nBooks look old to it",
                isSilent: true
            )
        case .engineClockBehind:
            NoticeWording(
                "🟠 Часы робота отстают на {seconds}\nСтарые стаканы кажутся ему новыми",
                "🟠 Engine's clock {seconds} behind\nOld books look new to it",
                isSilent: true
            )
        case .engineClockRight:
            NoticeWording("🟢 Часы робота снова верны", "🟢 The engine's clock is right again", isSilent: true)
        case .engineWideSpread:
            NoticeWording(
                "🟡 Широкий спред: {codes}\nДольше минуты, до {count} б.п.",
                "🟡 Wide spread: {codes}\nFor over a minute, up to {count} bps",
                isSilent: true
            )
        case .engineReplayDiffers:
            NoticeWording(
                "🟠 Повтор дня расходится с журналом\n{place}; строк: {count}",
                "🟠 Replay differs from live\nAt {place}; {count} lines"
            )
        case .engineResumed:
            NoticeWording("🟢 Робот: снято\n{cause}", "🟢 The engine goes on\n{cause}", isSilent: true)
        case .engineFailed:
            NoticeWording(
                "🔴 Робот не работает\nПозиции остались как были\n{detail}",
                "🔴 The engine does not run\nPositions stay as they were\n{detail}"
            )
        case .engineBack:
            NoticeWording(
                "🟢 Робот снова работает\nСтоял {minutes}",
                "🟢 The engine is back\nDown for {minutes}",
                isSilent: true
            )
        case .haltedTotalLoss:
            NoticeWording(
                "🔴 Торговля остановлена\nПотеряно {loss}, предел {limit}\nВсё продаётся, ждём человека",
                "🔴 Trading is halted\nLost {loss}, limit {limit}\nAll is sold until a person resumes"
            )
        }
    }
}
