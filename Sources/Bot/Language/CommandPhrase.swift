import Store

/// Commands: what `/help` says of each, and the texts of their answers.
enum CommandPhrase: String, Phrase {
    case infoSummary, helpSummary, statusSummary, delaysSummary, plotSummary, jobsSummary, alertsSummary
    case calendarSummary, runSummary, healthSummary, langSummary, whoamiSummary, sessionsSummary
    case auditSummary, hi2Summary, startSummary, reportSummary, peopleSummary, settingsSummary
    case infoTitle, infoChat, infoThread, infoUser, infoRole, infoStranger
    case usage, unknownCommand
    case statusTitle, statusScheduler, statusNever, statusAlive, statusSilent, statusOutbox, statusOutboxEmpty
    case statusAlerts, statusQuiet, statusSession, statusBreak, statusDayOff, statusRevision
    case delaysTitle, delaysFeed, delaysSlot, delaysDelay, delaysAge, delaysEmpty
    case plotUsage, plotChoice, plotNothing, plotNoDate, dateRange
    case jobsTitle, jobsJob, jobsNext, jobsLast, jobsEmpty, jobsPaused, jobsNever
    case jobsSucceeded, jobsRunning, jobsFailed, jobsSkipped
    case alertsTitle, alertsNone, alertsOf, alertsNoneOn, alertsRecent, alertsAiling, alertsRow, alertsClosed
    case runChoice, runUnknown, runEarly, runNever
    case healthSuspended, langUsage, langSet
    case sessionsTitle, sessionsNext, sessionsNone

    var texts: Texts {
        switch self {
        case .infoSummary: Texts("номера чата и ваш", "ids of this chat and of you")
        case .helpSummary: Texts("что умеет бот", "what the bot can do")
        case .statusSummary: Texts("сессии, тревоги, очередь", "sessions, alerts, queue")
        case .delaysSummary: Texts("задержки источников", "delays of all feeds")
        case .plotSummary: Texts("график задержек: /plot fo obstats", "delay plot: /plot fo obstats")
        case .jobsSummary: Texts("задачи планировщика", "jobs of the scheduler")
        case .alertsSummary: Texts("открытые и недавние тревоги", "open and recent alerts")
        case .calendarSummary: Texts("торговый календарь", "trading calendar")
        case .runSummary: Texts("запустить задачу: /run EQ1", "run a job: /run EQ1")
        case .healthSummary: Texts("здоровье бота и планировщика", "health of bot and scheduler")
        case .langSummary: Texts("язык: /lang ru или /lang en", "language: /lang ru or /lang en")
        case .whoamiSummary: Texts("ваша роль", "your role")
        case .sessionsSummary: Texts("сессии сегодня", "sessions today")
        case .auditSummary: Texts("кто что делал", "who did what")
        case .hi2Summary: Texts("проверка hi2, можно за дату", "hi2 check, of a date too")
        case .reportSummary: Texts("итоги, неделя: /report неделя", "results, week: /report week")
        case .peopleSummary: Texts("роли и коды приглашения", "roles and invitation codes")
        case .settingsSummary: Texts("тихие часы, эскалация, темы", "quiet hours, escalation, topics")
        case .startSummary: Texts("начать", "start")
        case .infoTitle: Texts("Чат и вы", "This chat and you")
        case .infoChat: Texts("Чат: <code>{id}</code> ({type})", "Chat: <code>{id}</code> ({type})")
        case .infoThread: Texts("Тема: <code>{id}</code>", "Topic: <code>{id}</code>")
        case .infoUser: Texts("Вы: <code>{id}</code>", "You: <code>{id}</code>")
        case .infoRole: Texts("Роль: {role}", "Role: {role}")
        case .infoStranger: Texts("Роли нет. Передайте номер администратору", "No role. Give the number to an admin")
        case .usage: Texts("Пример: {example}", "Like this: {example}")
        case .unknownCommand:
            Texts("Нет команды {command}. Может быть, {nearest}?", "No command {command}. Perhaps {nearest}?")
        case .statusTitle: Texts("Состояние на {time}", "State at {time}")
        case .statusScheduler: Texts("Планировщик: {state}", "Scheduler: {state}")
        case .statusNever: Texts("не запускался", "never started")
        case .statusAlive: Texts("работает ({span} назад)", "running ({span} ago)")
        case .statusSilent: Texts("молчит {span}, с {time}", "silent for {span}, since {time}")
        case .statusOutbox: Texts("Очередь: {count}, не доставлено {dead}", "Queue: {count}, undelivered {dead}")
        case .statusOutboxEmpty: Texts("Очередь пуста", "Queue is empty")
        case .statusAlerts: Texts("Открыто: {count}", "Open: {count}")
        case .statusQuiet: Texts("Тревог нет", "No alerts")
        case .statusSession: Texts("{market}: {session} до {time}", "{market}: {session} until {time}")
        case .statusBreak: Texts("{market}: перерыв, откроется {time}", "{market}: break, opens {time}")
        case .statusDayOff: Texts("{market}: {kind}", "{market}: {kind}")
        case .statusRevision: Texts("Календарь: правка {revision}", "Calendar: revision {revision}")
        case .delaysTitle: Texts("Задержки на {time}", "Delays at {time}")
        case .delaysFeed: Texts("Источник", "Feed")
        case .delaysSlot: Texts("Слот", "Slot")
        case .delaysDelay: Texts("Задержка", "Lag")
        case .delaysAge: Texts("Возраст", "Age")
        case .delaysEmpty: Texts("Слотов сегодня ещё не было", "No slots yet today")
        case .plotUsage:
            Texts(
                "Пример: /plot fo obstats\nили /plot fo obstats вчера файлом",
                "Like this: /plot fo obstats\nor /plot fo obstats 2026-11-19 file"
            )
        case .plotChoice: Texts("График за {date}: какой источник?", "Plot of {date}: which feed?")
        case .plotNothing: Texts("{feed}, {date}: слотов нет", "{feed}, {date}: no slots")
        case .plotNoDate:
            Texts(
                "Не похоже на дату: {text}. Подойдёт «вчера», «четверг», 30.11, 30.11.2026 или 2026-11-30",
                "Not a date: {text}. Use yesterday, Thursday, 30.11, 30.11.2026 or 2026-11-30"
            )
        case .dateRange:
            Texts("{text}: нужна дата от {first} до {last}", "{text}: use a date from {first} to {last}")
        case .jobsTitle: Texts("Задачи", "Jobs")
        case .jobsJob: Texts("Задача", "Job")
        case .jobsNext: Texts("Далее", "Next")
        case .jobsLast: Texts("Итог", "Last")
        case .jobsEmpty: Texts("Планировщик ещё ничего не запланировал", "The scheduler has planned nothing yet")
        case .jobsPaused: Texts("пауза", "paused")
        case .jobsNever: Texts("—", "—")
        case .jobsSucceeded: Texts("готово", "done")
        case .jobsRunning: Texts("идёт", "runs")
        case .jobsFailed: Texts("сбой !!", "failed !!")
        case .jobsSkipped: Texts("пропуск", "skipped")
        case .alertsTitle: Texts("Открытые тревоги: {count}", "Open alerts: {count}")
        case .alertsNone: Texts("Открытых тревог нет", "No open alerts")
        case .alertsOf: Texts("Тревоги за {date}", "Alerts of {date}")
        case .alertsNoneOn: Texts("{date}: тревог не было", "{date}: there were no alerts")
        case .alertsAiling: Texts("Закрыто вручную, сбой идёт: {list}", "Closed by hand, still failing: {list}")
        case .alertsRecent: Texts("Сегодня закрыты", "Closed today")
        case .alertsRow: Texts("{icon} #A{id} {text}", "{icon} #A{id} {text}")
        case .alertsClosed: Texts("{time} #A{id} {text}", "{time} #A{id} {text}")
        case .runChoice: Texts("Какую задачу запустить? Словами: /run EQ1", "Which job to run? In words: /run EQ1")
        case .runEarly: Texts("Рано: данные hi2 после {time}", "Too early: hi2 comes after {time}")
        case .runNever: Texts("За {date} hi2 не публикуется", "No hi2 is published for {date}")
        case .runUnknown: Texts("Нет задачи {job}. Есть: {jobs}", "No job {job}. There are: {jobs}")
        case .healthSuspended:
            Texts("Чат {chat} закрыт для бота: {reason}", "Chat {chat} is closed to the bot: {reason}")
        case .langUsage: Texts("Пример: /lang ru или /lang en", "Like this: /lang ru or /lang en")
        case .langSet: Texts("Теперь по-русски", "English from now on")
        case .sessionsTitle: Texts("Сессии {date}", "Sessions {date}")
        case .sessionsNext: Texts("Следующий торговый день: {date}", "Next trading day: {date}")
        case .sessionsNone: Texts("сессий нет", "no sessions")
        }
    }
}
