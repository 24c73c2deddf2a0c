import Store

/// `/settings`, quiet hours, escalation and topics.
enum SettingsPhrase: String, Phrase {
    case title, quietNow, quietNone, modeSilent, modeHold, escalationNow, escalationHere, escalationNone, topicNow
    case topicGeneral, topicAll, topicGone
    case buttonQuiet, buttonEscalation, buttonTopics, chosen
    case quietTitle, quietExplained, quietSilent, quietHold, quietOff, quietOther, modeSilentButton, modeHoldButton,
        quietDigest
    case escalationTitle, escalationExplained, escalationOther, buttonHere, buttonNoSecond, afterMinutes
    case topicsTitle, topicsExplained, topicsNoForum, topicHere, topicCreate, topicToGeneral, topicName, topicRefused
    case usage, changed

    var texts: Texts {
        switch self {
        case .title: Texts("Настройки чата", "Settings of this chat")
        case .quietNow: Texts("🌙 Тихие часы {span}, {mode}", "🌙 Quiet hours {span}, {mode}")
        case .quietNone: Texts("🌙 Тихих часов нет", "🌙 No quiet hours")
        case .modeSilent: Texts("без звука", "no sound")
        case .modeHold: Texts("сводкой", "one digest")
        case .escalationNow: Texts("📣 Не взято {span}: в чат {chat}", "📣 Not taken for {span}: to {chat}")
        case .escalationHere: Texts("📣 Не взято {span}: в этот чат", "📣 Not taken for {span}: to this chat")
        case .escalationNone: Texts("📣 Не взято {span}: эскалация в группу", "📣 Not taken for {span}: to the group")
        case .topicNow: Texts("{name}: тема {id}", "{name}: topic {id}")
        case .topicGeneral: Texts("{name}: General", "{name}: General")
        case .topicAll: Texts("Остальное", "The rest")
        case .topicGone:
            Texts(
                "🗂 {name}: темы {id} больше нет\nПишем в General. Выбрать: /settings",
                "🗂 {name}: topic {id} is gone\nPosting to General. Choose: /settings"
            )
        case .buttonQuiet: Texts("🌙 Тихие часы", "🌙 Quiet hours")
        case .buttonEscalation: Texts("📣 Эскалация", "📣 Escalation")
        case .buttonTopics: Texts("🗂 Темы", "🗂 Topics")
        case .chosen: Texts("• {text}", "• {text}")
        case .quietTitle: Texts("Тихие часы", "Quiet hours")
        case .quietExplained:
            Texts(
                "Предупреждения ждут или молчат,\nаварии звучат всегда",
                "Warnings wait or make no sound,\ncritical alerts always sound"
            )
        case .quietSilent:
            Texts(
                "Предупреждения без звука,\nаварии звучат всегда",
                "Warnings make no sound,\ncritical alerts always sound"
            )
        case .quietHold:
            Texts(
                "Предупреждения ждут утренней сводки,\nаварии звучат всегда",
                "Warnings wait for the morning's digest,\ncritical alerts always sound"
            )
        case .quietOff: Texts("Выключить", "Switch off")
        case .quietOther: Texts("Другие: /settings quiet 22:30 6:45", "Others: /settings quiet 22:30 6:45")
        case .modeSilentButton: Texts("🔕 Без звука", "🔕 No sound")
        case .modeHoldButton: Texts("📥 Одной сводкой", "📥 One digest")
        case .quietDigest: Texts("🌙 За тихие часы", "🌙 During the quiet hours")
        case .escalationTitle: Texts("Эскалация", "Escalation")
        case .escalationExplained:
            Texts(
                "Авария, которую никто не взял,\nуходит во второй чат",
                "A critical alert nobody took\ngoes to a second chat"
            )
        case .escalationOther: Texts("Чат: /settings escalation -100123", "Chat: /settings escalation -100123")
        case .buttonHere: Texts("Сюда", "Here")
        case .buttonNoSecond: Texts("Только в группу", "Group only")
        case .afterMinutes: Texts("{count} мин", "{count} min")
        case .topicsTitle: Texts("Темы", "Topics")
        case .topicsExplained:
            Texts(
                "Чтобы выбрать готовую тему,\nотправьте /settings в ней",
                "To pick an existing topic,\nsend /settings in it"
            )
        case .topicsNoForum: Texts("В этой группе нет тем", "This group has no topics")
        case .topicHere: Texts("{name} сюда", "{name} here")
        case .topicCreate: Texts("{name}: новая", "{name}: new")
        case .topicToGeneral: Texts("{name}: General", "{name}: General")
        case .topicName: Texts("AlgoPack {market}", "AlgoPack {market}")
        case .topicRefused:
            Texts(
                "🟠 Тема не создана\nДайте боту право управлять темами\nили отправьте /settings в готовой теме",
                "🟠 Topic not created\nLet the bot manage topics, or send\n/settings in an existing topic"
            )
        case .usage:
            Texts(
                "Пример: /settings quiet 23:00 7:00 hold\n/settings quiet off\n/settings escalation -100123 30",
                "Like this: /settings quiet 23:00 7:00 hold\n/settings quiet off\n/settings escalation -100123 30"
            )
        case .changed: Texts("Записано", "Saved")
        }
    }
}
