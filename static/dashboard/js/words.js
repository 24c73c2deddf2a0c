// Both languages of the page, [Russian, English]; terms are the chat's (Sources/Bot/Language).
const texts = {
  title: ["Маяк", "Mayak"], skip: ["К содержанию", "Skip to content"],
  now: ["Сейчас", "Now"], day: ["День", "Day"], calendar: ["Календарь", "Calendar"], jobs: ["Задачи", "Jobs"],
  trading: ["Торговля", "Trading"], audit: ["Журнал", "Audit"],
  live: ["в эфире", "live"], lost: ["связь потеряна", "connection lost"], msk: ["МСК", "MSK"],
  healthy: ["Маяк работает", "Mayak is well"], ill: ["Сбой Маяка", "Mayak is not well"], signOut: ["Выйти", "Sign out"], theme: ["Тема", "Theme"],
  language: ["English", "Русский"], navigation: ["Разделы", "Views"],
  viewer: ["наблюдатель", "viewer"], operator: ["оператор", "operator"], trader: ["трейдер", "trader"], admin: ["админ", "admin"],
  signIn: ["Вход", "Sign in"],
  signInHow: ["Панель открывается по одноразовой ссылке. Её делает тот, у кого есть терминал:", "The dashboard opens with a one-time link. Whoever has the terminal makes it:"],
  signInFailed: ["Ссылка не подошла: она использована, устарела или неизвестна.", "The link opens nothing: it is used, expired or unknown."],
  sessions: ["Сессии", "Sessions"], feeds: ["Потоки", "Feeds"], incidents: ["Открытые тревоги", "Open incidents"], nextJobs: ["Ближайшие задачи", "Next jobs"],
  processes: ["Процессы", "Processes"], open: ["открыта", "open"], until: ["до {time}", "until {time}"], opensAt: ["откроется {time}", "opens {time}"],
  closedToday: ["сегодня закрыто", "closed today"], noSessions: ["Сессий нет", "No sessions"],
  morning: ["утро", "morning"], main: ["основная", "main"], evening: ["вечер", "evening"], weekend: ["выходной", "weekend"],
  age: ["возраст", "age"], delay: ["задержка", "delay"], missing: ["пропуски", "missing"], noSlots: ["слотов ещё не было", "no slots yet"],
  complete: ["полный", "complete"], missingCount: ["пропусков: {count}", "{count} missing"], lateCount: ["опозданий: {count}", "{count} late"], stale: ["отстаёт", "late"],
  noIncidents: ["Открытых тревог нет", "No open incidents"], take: ["Взять", "Take"], release: ["Вернуть", "Release"], silence30: ["Тихо 30 мин", "Mute 30 min"],
  silenceSession: ["Тихо до конца сессии", "Mute until close"], resolve: ["Закрыть", "Resolve"], recheck: ["Проверить", "Check again"],
  takenBy: ["в работе: {who}", "taken by {who}"], mutedUntil: ["тихо до {time}", "muted until {time}"], since: ["с {time}", "since {time}"],
  valueOfLimit: ["{value} при пороге {limit}", "{value}, limit {limit}"], done: ["Готово", "Done"], waits: ["Планировщик ещё не ответил", "The scheduler has not answered yet"],
  heartbeat: ["{process}: {ago} назад", "{process}: {ago} ago"], outbox: ["Очередь сообщений", "Outbox"], queued: ["ждут", "waiting"], dead: ["не доставлены", "undelivered"],
  bot: ["бот", "bot"], scheduler: ["планировщик", "scheduler"], "bot.process": ["процесс бота", "bot process"], sandbox: ["песочница", "sandbox"],
  stopped: ["остановлен", "stopped"], never: ["не было", "never"], noJobs: ["Плана ещё нет", "No plan yet"],
  date: ["Дата", "Date"], delays: ["Задержки публикации", "Publication delays"], heat: ["Карта слотов", "Slot map"], zoomHint: ["Выделите мышью, чтобы приблизить; двойной щелчок возвращает", "Drag to zoom, double-click to reset"],
  onTime: ["вовремя", "on time"], late: ["поздно", "late"], absent: ["нет", "missing"], notDue: ["не ожидался", "not due"], timeline: ["Тревоги дня", "Incidents of the day"],
  hi2: ["Проверка hi2", "hi2 check"], present: ["есть", "present"], notPresent: ["нет", "absent"], unknown: ["неизвестно", "unknown"], notChecked: ["не проверялся", "not checked"],
  picture: ["Картинка", "Picture"], seconds: ["с", "s"], noData: ["За этот день ничего не сохранено", "Nothing is stored for this day"],
  previous: ["Раньше", "Earlier"], next: ["Позже", "Later"], allTime: ["Весь день", "Whole day"], slotsSeen: ["{seen} / {expected}", "{seen} / {expected}"],
  year: ["Год", "Year"], market: ["Рынок", "Market"], chosen: ["Выбрано", "Chosen"], chooseDay: ["Выберите день; вторым нажатием с Shift — промежуток", "Choose a day; with Shift a second one makes a span"],
  kind: ["Каким будет", "Becomes"], close: ["Закрытие", "Close"], note: ["Пометка", "Note"], preview: ["Посмотреть", "Preview"], confirm: ["Изменить", "Change"], cancel: ["Отмена", "Cancel"],
  history: ["Правки", "Edits"], undo: ["Вернуть", "Undo"], noEdits: ["Правок нет", "No edits"], undone: ["возвращена", "undone"], allMarkets: ["все", "all"], nothingChanges: ["Ничего не изменится", "Nothing changes"],
  normal: ["торговый", "normal"], closed: ["выходной", "closed"], short: ["сокращённый", "short"], transferred: ["рабочая суббота", "transferred"], weekend_session: ["сессия выходного дня", "weekend session"], automatic: ["как у биржи", "as the exchange"],
  layer: ["Источник", "Source"], notConfirmed: ["не подтверждён", "not confirmed"], was: ["было", "was"], becomes: ["станет", "becomes"], today: ["Сегодня", "Today"],
  noRuns: ["Сегодня ничего не запускалось", "Nothing has run today"], runs: ["Запуски дня", "Runs of the day"], job: ["Задача", "Job"], trigger: ["Правило", "Trigger"], nextRun: ["Следующий", "Next"], lastRun: ["Последний", "Last"], run: ["Запустить", "Run"], explain: ["Запуски", "Runs"],
  runAsk: ["Запустить {job} сейчас?", "Run {job} now?"], outcome: ["Исход", "Outcome"], detail: ["Подробности", "Details"], nominal: ["По плану", "Planned"], took: ["Длился", "Took"], paused: ["приостановлена", "paused"],
  running: ["идёт", "running"], succeeded: ["успех", "succeeded"], failed: ["сбой", "failed"], timed_out: ["не успел", "timed out"], interrupted: ["прерван", "interrupted"], missed: ["пропущен", "missed"],
  skipped_overlap: ["идёт прежний", "overlap"], skipped_calendar: ["не по календарю", "calendar"], skipped_paused: ["на паузе", "paused"], coalesced: ["объединён", "coalesced"],
  equity: ["Капитал", "Equity"], cash: ["Деньги", "Cash"], invested: ["В бумагах", "Invested"], totalReturn: ["Доходность", "Return"], positions: ["Позиции", "Positions"], signals: ["Сигналы", "Signals"],
  risk: ["Риск", "Risk"], halts: ["Остановки", "Halts"], oneDay: ["Кривая начнётся со второго дня", "The curve begins with the second day"], noHalts: ["Торговля не остановлена", "Trading is not halted"], resume: ["Продолжить торговлю", "Resume trading"], halt: ["Остановить торговлю", "Halt trading"], haltAsk: ["Ничего не покупать до снятия? Продажи, стопы и цели работают", "Buy nothing until somebody resumes? Exits, stops and targets go on"], haltAll: ["без заявок", "no orders"], resumeAsk: ["Снять все остановки?", "End all halts?"], noPortfolio: ["Портфель ещё не начат: первые решения примут ежедневные задачи", "The portfolio has not begun: the daily jobs make its first decisions"],
  noPositions: ["Позиций нет", "No positions"], noSignals: ["Сегодня сигналов нет", "No signals today"], secid: ["Бумага", "Share"], strategy: ["Стратегия", "Strategy"], lots: ["Лоты", "Lots"], entry: ["Вход", "Entry"], mark: ["Цена", "Price"], stop: ["Стоп", "Stop"], take_: ["Цель", "Take"],
  value: ["Стоимость", "Value"], profit: ["Результат", "Profit"], total: ["Итого", "Total"], reason: ["Почему", "Why"], fills: ["Сделки", "Fills"], noFills: ["Сделок нет", "No fills"], side: ["Сторона", "Side"], buy: ["покупка", "buy"], sell: ["продажа", "sell"], price: ["Цена", "Price"], fee: ["Комиссия", "Fee"], cause: ["Причина", "Cause"],
  exposure: ["В рынке", "Exposure"], drawdown: ["Просадка", "Drawdown"], dayLoss: ["Потери за день", "Day loss"], totalLoss: ["Потери всего", "Total loss"], valueAtRisk: ["VaR 95 % за день", "VaR 95%, a day"], largest: ["Крупнейшая: {secid}", "Largest: {secid}"], limitIs: ["порог {limit}", "limit {limit}"], watchlist: ["Лист наблюдения", "Watchlist"], rank: ["Место", "Rank"], score: ["Балл", "Score"],
  mode: ["Режим", "Mode"], modeNormal: ["обычный", "normal"], modeReduced: ["половинный", "reduced"], modeHalted: ["остановлен", "halted"], open_: ["открыть", "open"], entry_: ["вход", "entry"], exit: ["выход", "exit"], pending: ["ждёт", "pending"], filled: ["исполнен", "filled"],
  when: ["Когда", "When"], who: ["Кто", "Who"], what: ["Что", "What"], object: ["Над чем", "Object"], result: ["Итог", "Result"], search: ["Найти", "Search"], more: ["Ещё", "More"], onlyAdmin: ["Журнал видят только админы", "The audit trail is for admins only"], noLines: ["Записей нет", "No lines"],
  unconfirmed: ["не подтверждена", "not confirmed"], firing: ["сбой", "failing"], acknowledged: ["в работе", "taken"], recovering: ["похоже на норму", "recovering"], resolved: ["закрыта", "resolved"],
  noAnswer: ["Сервер не отвечает: {detail}", "The server does not answer: {detail}"], secondsUnit: ["с", "s"], minutesUnit: ["мин", "min"], hoursUnit: ["ч", "h"], daysUnit: ["д", "d"],
  engine: ["Робот", "Engine"], engine_running: ["торгует", "trading"], engine_resting: ["сессия закрыта", "session is over"], engine_starting: ["запускается", "starting"], engine_stopped: ["выключен", "off"], engine_failed: ["не работает", "does not run"], engine_silent: ["молчит", "silent"],
  onPaper: ["на бумаге", "on paper"], onAccount: ["счёт {account}", "account {account}"], instruments: ["Бумаги", "Instruments"], today: ["Сегодня", "Today"], closedToday: ["Закрыто сегодня", "Closed today"], atLoss: ["в минус {count}", "{count} at a loss"], onReserve: ["запасной канал {channel}", "reserve channel {channel}"], wideSpread: ["широкий спред {secid}: {bps} б.п.", "wide spread {secid}: {bps} bps"],
  clockAhead: ["часы спешат на {span}", "clock {span} ahead"], clockBehind: ["часы отстают на {span}", "clock {span} behind"],
  engineHalt: ["Только закрывать", "Only close"], engineHaltAsk: ["Робот не откроет ничего нового до снятия?", "The engine opens nothing until somebody resumes it?"], engineResume: ["Пусть торгует", "Let it trade"], engineFlatten: ["Закрыть всё", "Close everything"], engineFlattenAsk: ["Снять все заявки робота и закрыть все позиции по рынку?", "Cancel all orders of the engine and close all positions at market?"],
  long: ["лонг", "long"], short: ["шорт", "short"], flat: ["вне рынка", "flat"], orders: ["Заявки", "Orders"], order: ["Заявка", "Order"], noOrders: ["Заявок нет", "No orders"], atMarket: ["по рынку", "at market"], confidence: ["Уверенность", "Confidence"], signalTotals: ["Сегодня {count}: лонг {long}, шорт {short}", "{count} today: {long} long, {short} short"],
  group_hint: ["Рынок {market}", "Market {market}"],
};
let place = document.documentElement.lang === "ru" ? 0 : 1;

export const language = () => (place === 0 ? "ru" : "en");

export function setLanguage(name) {
  place = name === "ru" ? 0 : 1;
  document.documentElement.lang = name;
  try { localStorage.setItem("mayak.language", name); } catch { /* A private window remembers nothing. */ }
}

/** A text of the page in the chosen language, `{name}` replaced. */
export function t(key, values = {}) {
  const text = texts[key]?.[place] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** What the server calls something in both languages, in the chosen one. */
export const titled = (title) => title[language()];

/** A number as the language writes it. */
export function number(value, digits = 0) {
  if (value === null || value === undefined || Number.isNaN(Number(value))) return "—";
  return new Intl.NumberFormat(language() === "ru" ? "ru-RU" : "en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Number(value));
}

/** With as many decimals as it has, and no more than so many. */
export const plain = (value, most = 6) => new Intl.NumberFormat(language() === "ru" ? "ru-RU" : "en-GB", { maximumFractionDigits: most }).format(Number(value));

export const percent = (value, digits = 1) => (value === null || value === undefined ? "—" : `${number(value * 100, digits)}${language() === "ru" ? " %" : "%"}`);

/** `12 s`, `5 min`, `3 h 20 min`. */
export function span(seconds) {
  if (seconds === null || seconds === undefined) return "—";
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} ${t("secondsUnit")}`;
  if (whole < 7200) return `${Math.floor(whole / 60)} ${t("minutesUnit")}`;
  if (whole < 172800) return `${Math.floor(whole / 3600)} ${t("hoursUnit")} ${Math.floor((whole % 3600) / 60)} ${t("minutesUnit")}`;
  return `${Math.floor(whole / 86400)} ${t("daysUnit")}`;
}

export function longDate(text, options = { day: "numeric", month: "long", weekday: "short" }) {
  return new Intl.DateTimeFormat(language() === "ru" ? "ru-RU" : "en-GB", { ...options, timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
}
