import Store

/// The sentences about the portfolio of the daily jobs.
enum PortfolioPhrase: String, Phrase {
    case positionsSummary, signalsSummary, watchlistSummary, pnlSummary, riskSummary, resumeSummary, haltSummary
    case notBegun, positionsTitle, noPositions, piece, levels
    case signalsTitle, noSignals, buy, sell, lots
    case pending, pendingLate, filled, expired, refused
    case otherStrategy, tradingHalted, positionLimits, noPlace, strategyLost, lotTooLarge, noCash, heldAlready
    case beyondStop, limitReached, splitThatDay, soldBefore, brokerRefused
    case watchlistTitle, noWatchlist, watchTicker, watchScore, watchGain, watchCourse
    case dayTitle, sinceBegun, dayChange, drawdown, cash, held
    case bought, sold, soldToo, notBought, notBoughtToo, waiting
    case bySignal, byStop, byTrailingStop, byTarget, byLiquidation
    case riskTitle, normal, reduced, closed, halted, notChecked
    case figure, value, exposure, largest, fall, dayLoss, totalLoss, valueAtRisk, shortfall, volatility
    case morningTitle, morningHours, morningBuy, morningSell
    case haltedBy, resumeHint, notHalted, resumed, resumeTitle, resumeEffect
    case haltedByPerson, haltedWholly, haltedAlready, haltDone, haltTitle, haltEffect, stopTitle, stopEffect

    var texts: Texts {
        switch self {
        case .positionsSummary: Texts("что куплено, стоп и цель", "what is held, stop and target")
        case .signalsSummary: Texts("сигналы дня", "signals of the day")
        case .watchlistSummary: Texts("за какими акциями следим", "shares that are watched")
        case .pnlSummary: Texts("капитал портфеля с графиком", "equity of the portfolio with a chart")
        case .riskSummary: Texts("риск портфеля и остановки", "risk of the portfolio and its halts")
        case .resumeSummary: Texts("снять остановку торговли", "let halted trading go on")
        case .haltSummary: Texts("остановить торговлю", "halt trading")
        case .notBegun: Texts("Портфель ещё не начат: сигналов не было", "The portfolio has not begun: no signals yet")
        case .positionsTitle: Texts("Позиции: {count}", "Positions: {count}")
        case .noPositions: Texts("Позиций нет", "No positions")
        case .piece: Texts("шт.", "pcs")
        case .levels: Texts("стоп {stop} · цель {take}", "stop {stop} · target {take}")
        case .signalsTitle: Texts("Сигналы на {date}", "Signals of {date}")
        case .noSignals: Texts("Сигналов нет", "No signals")
        case .buy: Texts("купить", "buy")
        case .sell: Texts("продать", "sell")
        case .lots: Texts("лотов {count}", "lots {count}")
        case .pending: Texts("ждёт открытия", "waits for the open")
        case .pendingLate: Texts("ждёт сделки", "waits for a trade")
        case .filled: Texts("исполнен", "filled")
        case .expired: Texts("сделок не было", "no trades")
        case .refused: Texts("не исполнен", "not filled")
        case .otherStrategy: Texts("другая стратегия", "other strategy")
        case .tradingHalted: Texts("торговля стоит", "trading halted")
        case .positionLimits: Texts("пределы позиций", "limit outgrown")
        case .noPlace: Texts("позиций максимум", "no free place")
        case .strategyLost: Texts("убыток стратегии", "strategy lost")
        case .lotTooLarge: Texts("лот слишком велик", "lot too large")
        case .noCash: Texts("не хватило денег", "no cash")
        case .heldAlready: Texts("уже куплена", "held already")
        case .beyondStop: Texts("цена за стопом", "past its stop")
        case .limitReached: Texts("пределы риска", "risk limits")
        case .splitThatDay: Texts("сплит в этот день", "split that day")
        case .soldBefore: Texts("уже продана", "sold before")
        case .brokerRefused: Texts("брокер отказал", "broker refused")
        case .watchlistTitle: Texts("Список наблюдения", "Watchlist")
        case .noWatchlist: Texts("Список наблюдения пуст", "The watchlist is empty")
        case .watchTicker: Texts("Акция", "Share")
        case .watchScore: Texts("Балл", "Score")
        case .watchGain: Texts("С входа", "Since")
        case .watchCourse: Texts("20 дней", "20 days")
        case .dayTitle: Texts("Портфель за {date}", "Portfolio on {date}")
        case .sinceBegun: Texts("{change} с {date}", "{change} since {date}")
        case .dayChange: Texts("За день {change}", "Day {change}")
        case .drawdown: Texts("просадка {value}", "drawdown {value}")
        case .cash: Texts("Деньги {amount}", "Cash {amount}")
        case .bought: Texts("Куплено: {codes}", "Bought: {codes}")
        case .sold: Texts("Продано: {code}, {why}", "Sold: {code}, {why}")
        case .soldToo: Texts("Продано ещё: {codes}", "Sold too: {codes}")
        case .notBought: Texts("Не куплено: {code}, {why}", "Not bought: {code}, {why}")
        case .notBoughtToo: Texts("Не куплено ещё: {codes}", "Not bought too: {codes}")
        case .waiting: Texts("Ещё без сделки: {codes}", "No trade yet: {codes}")
        case .bySignal: Texts("по сигналу", "by signal")
        case .byStop: Texts("по стопу", "by its stop")
        case .byTrailingStop: Texts("стоп шёл за ценой", "trailing stop")
        case .byTarget: Texts("по цели", "at its target")
        case .byLiquidation: Texts("потеряно слишком много", "too much was lost")
        case .held: Texts("Позиций {count}: {codes}", "Positions {count}: {codes}")
        case .riskTitle: Texts("Риск портфеля · {date}", "Risk of the portfolio · {date}")
        case .normal: Texts("🟢 Торгуем без ограничений", "🟢 Trading without limits reached")
        case .reduced: Texts("🟠 Новые позиции вдвое меньше", "🟠 New positions are half as large")
        case .closed: Texts("🟠 Не покупаем: пределы позиций", "🟠 Nothing opens: position limits")
        case .halted: Texts("🔴 Торговля остановлена", "🔴 Trading is halted")
        case .notChecked: Texts("Риск ещё не проверялся", "Risk was not checked yet")
        case .figure: Texts("Показатель", "Figure")
        case .value: Texts("Сейчас", "Now")
        case .exposure: Texts("В бумагах", "Invested")
        case .fall: Texts("Просадка", "Drawdown")
        case .largest: Texts("Крупнейшая, {code}", "Largest, {code}")
        case .dayLoss: Texts("Потеря дня", "Loss of the day")
        case .totalLoss: Texts("Потеря всего", "Total loss")
        case .valueAtRisk: Texts("VaR дня, 95 %", "VaR of a day, 95%")
        case .shortfall: Texts("За его пределом", "Beyond it")
        case .volatility: Texts("Волатильность года", "Volatility, a year")
        case .morningTitle: Texts("Утро {date}", "Morning of {date}")
        case .morningHours: Texts("{market} {open}–{close} по Сеулу", "{market} {open}–{close}, Seoul time")
        case .morningBuy: Texts("Купить: {codes}", "Buy: {codes}")
        case .morningSell: Texts("Продать: {codes}", "Sell: {codes}")
        case .haltedBy: Texts("{cause}, с {since}", "{cause}, since {since}")
        case .resumeHint: Texts("Снять: /resume", "To go on: /resume")
        case .notHalted: Texts("Торговля не остановлена", "Trading is not halted")
        case .resumed: Texts("▶ Торговля идёт дальше, {who}", "▶ Trading goes on, {who}")
        case .resumeTitle: Texts("Снять остановку торговли", "Let trading go on")
        case .resumeEffect:
            Texts(
                "Покупки начнутся снова; после остановки по риску потери считаются от нынешнего капитала",
                "Buying begins again; after a halt for risk losses count from the present equity"
            )
        case .haltedByPerson: Texts("вручную: {who}, с {since}", "by hand: {who}, since {since}")
        case .haltedWholly: Texts("заявок нет совсем, выходов тоже", "no orders at all, no exits either")
        case .haltedAlready: Texts("⚪ Торговля уже остановлена", "⚪ Trading is halted already")
        case .haltDone: Texts("⏸ Торговля остановлена, {who}", "⏸ Trading is halted, {who}")
        case .haltTitle: Texts("Остановить торговлю", "Halt trading")
        case .haltEffect:
            Texts(
                "Ничего не покупаем; продажи, стопы и цели работают",
                "Nothing is bought; exits, stops and targets go on"
            )
        case .stopTitle: Texts("Остановить торговлю совсем", "Stop all trading")
        case .stopEffect:
            Texts(
                "Не отправляем ни одной заявки: стопы и цели тоже не сработают",
                "No order is sent at all: stops and targets will not act either"
            )
        }
    }
}
