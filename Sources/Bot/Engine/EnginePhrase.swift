import Store

/// The sentences about the trading engine.
enum EnginePhrase: String, Phrase {
    case ordersSummary, strategySummary, flattenSummary, overrideSummary
    case absent, title, onPaper, onAccount
    case starting, running, resting, failed, stopped, silent
    case noPositions, long, short, entry, stop, gain, opened, openedClosed, closedGain
    case noOrders, order, atMarket
    case noSignals, signals, confidence, flat
    case day, closedToday, noneClosed, inAll
    case halt, halted, reduces, wideSpread, clockAhead, clockBehind
    case strategy, instruments, since, counts
    case dayTitle
    case half, close, gone
    case halfTitle, halfEffect, closeTitle, closeEffect
    case flattenTitle, flattenEffect, pauseTitle, pauseEffect, stopTitle, stopEffect, haltDone, resumeHint
    case overrideNone, overrideHint
    case resumed, resumedBut, flattening, closing, halving
    case notRunning, stale, tooSmall, isHalted, shut, busy, notHalted, isFlattening

    var texts: Texts {
        switch self {
        case .ordersSummary: Texts("заявки робота", "orders of the engine")
        case .strategySummary: Texts("чем занят робот", "what the engine does")
        case .flattenSummary: Texts("робот закрывает всё", "the engine closes everything")
        case .overrideSummary: Texts("остановить только робота", "stop the engine alone")
        case .absent: Texts("Робот не настроен", "No engine is configured")
        case .title: Texts("Робот · {state}", "Engine · {state}")
        case .onPaper: Texts("на бумаге", "on paper")
        case .onAccount: Texts("счёт {account}", "account {account}")
        case .starting: Texts("запускается", "starting")
        case .running: Texts("торгует", "trading")
        case .resting: Texts("сессия закрыта", "session is over")
        case .failed: Texts("не работает", "does not run")
        case .stopped: Texts("выключен", "off")
        case .silent: Texts("молчит с {since}", "silent since {since}")
        case .noPositions: Texts("Позиций нет", "No positions")
        case .long: Texts("лонг", "long")
        case .short: Texts("шорт", "short")
        case .entry: Texts("{entry} → {mark}", "{entry} → {mark}")
        case .stop: Texts("стоп {stop}", "stop {stop}")
        case .gain: Texts("Результат {gain}", "Result {gain}")
        case .opened: Texts("открыта {time}", "opened {time}")
        case .openedClosed: Texts("{from}–{till}", "{from}–{till}")
        case .closedGain: Texts("закрыта: {gain}", "closed: {gain}")
        case .noOrders: Texts("Заявок нет", "No orders")
        case .order: Texts("{side} {name} · {lots} по {price}", "{side} {name} · {lots} at {price}")
        case .atMarket: Texts("рынку", "market")
        case .noSignals: Texts("Сегодня сигналов нет", "No signals today")
        case .signals: Texts("Сигналов сегодня {count}", "{count} signals today")
        case .confidence: Texts("уверенность {value}", "confidence {value}")
        case .flat: Texts("вне рынка", "flat")
        case .day: Texts("За день {gain}", "Today {gain}")
        case .closedToday: Texts("Закрыто {count}, в минус {lost}", "{count} closed, {lost} at a loss")
        case .noneClosed: Texts("Сделок сегодня нет", "Nothing closed today")
        case .inAll: Texts("С начала {gain}", "Since the start {gain}")
        case .halt: Texts("🔴 {cause}, с {since}", "🔴 {cause}, since {since}")
        case .halted: Texts("стоит", "stopped")
        case .reduces: Texts("только закрывает", "only closes")
        case .clockAhead: Texts("🟠 Часы спешат на {span}", "🟠 Clock {span} ahead")
        case .clockBehind: Texts("🟠 Часы отстают на {span}", "🟠 Clock {span} behind")
        case .wideSpread: Texts("🟡 Широкий спред: {codes}, {bps} б.п.", "🟡 Wide spread: {codes}, {bps} bps")
        case .strategy: Texts("Стратегия {name}", "Strategy {name}")
        case .instruments: Texts("Бумаги: {codes}", "Shares: {codes}")
        case .since: Texts("Запущен {time}", "Started {time}")
        case .counts: Texts("Стаканов {books}, заявок {orders}", "{books} books, {orders} orders")
        case .dayTitle: Texts("Робот за {date}", "Engine on {date}")
        case .half: Texts("½ Закрыть половину", "½ Close half")
        case .close: Texts("✖ Закрыть", "✖ Close")
        case .gone: Texts("Позиции уже нет", "That position is gone")
        case .halfTitle: Texts("Закрыть половину {name}", "Close half of {name}")
        case .halfEffect:
            Texts(
                "По рынку; робот не докупит, пока стратегия не передумает",
                "At market; not bought back until the strategy changes its mind"
            )
        case .closeTitle: Texts("Закрыть {name}", "Close {name}")
        case .closeEffect:
            Texts(
                "По рынку, целиком; робот не откроет снова, пока стратегия не передумает",
                "At market, all of it; not opened again until the strategy changes its mind"
            )
        case .flattenTitle: Texts("Закрыть все позиции робота", "Close all positions of the engine")
        case .flattenEffect:
            Texts(
                "Заявки снимаются, позиции закрываются по рынку, новых нет до /resume",
                "Orders are cancelled, positions closed at market, nothing opens until /resume"
            )
        case .pauseTitle: Texts("Поставить робота на паузу", "Pause the engine")
        case .pauseEffect: Texts("Робот только закрывает позиции", "The engine only closes positions")
        case .stopTitle: Texts("Остановить робота", "Stop the engine")
        case .stopEffect:
            Texts(
                "Робот не отправляет ни одной заявки, стопы тоже не сработают",
                "The engine sends no order at all, its stops will not act either"
            )
        case .haltDone: Texts("🔴 Робот остановлен, {who}", "🔴 The engine is stopped, {who}")
        case .resumeHint: Texts("Снять: /resume", "To go on: /resume")
        case .overrideNone: Texts("⚪ Робота никто не останавливал", "⚪ Nobody has stopped the engine")
        case .overrideHint: Texts("Остановить: /override причина", "To stop it: /override reason")
        case .resumed: Texts("Робот торгует дальше", "The engine goes on")
        case .resumedBut: Texts("Снято, но держит: {causes}", "Ended, but still halted: {causes}")
        case .flattening: Texts("Робот закрывает всё", "The engine closes everything")
        case .closing: Texts("Закрываем", "Closing")
        case .halving: Texts("Закрываем половину", "Closing half")
        case .notRunning: Texts("Не вышло: робот не работает", "Failed: the engine does not run")
        case .stale: Texts("Не вышло: просили давно, повторите", "Failed: asked too long ago, ask again")
        case .tooSmall: Texts("Не вышло: половины нет", "Failed: too small to halve")
        case .isHalted: Texts("Не вышло: робот остановлен", "Failed: the engine is stopped")
        case .shut: Texts("Не вышло: биржа заявок не берёт", "Failed: the exchange takes no orders")
        case .busy: Texts("Уже закрываем", "Closing already")
        case .notHalted: Texts("Робота снимать не с чего", "No halt of the engine to end")
        case .isFlattening: Texts("Не вышло: позиции ещё закрываются", "Failed: still closing positions")
        }
    }
}

extension EngineRefusal {
    /// In a sentence.
    var phrase: EnginePhrase {
        switch self {
        case .absent: .absent
        case .notRunning: .notRunning
        case .stale: .stale
        case .gone: .gone
        case .tooSmall: .tooSmall
        case .halted: .isHalted
        case .shut: .shut
        case .busy: .busy
        case .notHalted: .notHalted
        case .flattening: .isFlattening
        }
    }
}
