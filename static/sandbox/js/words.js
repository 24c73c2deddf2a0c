'use strict';
// The page's own words; `t('key')` gives them in the chosen language.
const words = {
  ru: {sandbox: 'песочница', chat: 'Чат', chats: 'Чаты', messages: 'Сообщения', topics: 'Темы', all: 'Все', general: 'Общая',
    speakAs: 'От чьего имени писать', message: 'Сообщение или /команда', send: 'Отправить', commands: 'Команды бота',
    newest: 'К последним сообщениям', panel: 'Часы, неполадки, потоки', close: 'Закрыть', answer: 'Ответить',
    noReply: 'Не отвечать', edited: 'изм.', editedHint: 'Показать, как сообщение менялось', history: 'Как сообщение менялось',
    silent: 'Без звука', pinned: 'Закреплено', forwarded: 'Переслано', photo: 'Фотография', document: 'Документ',
    original: 'Открыть файл', picture: 'Картинка', empty: 'Здесь пока пусто. Напишите /help.', privateChat: 'личный чат',
    bot: 'бот', creator: 'владелец', administrator: 'админ', kicked: 'бот удалён из чата', blocked: 'бот заблокирован',
    copied: 'Скопировано', deleted: 'Сообщение удалено', today: 'сегодня',
    clock: 'Часы песочницы, МСК', speed: 'Скорость часов', pause: 'Пауза', plus5: '+5 мин', plus60: '+1 ч',
    nextSession: 'К открытию сессии', jumpHint: '12:30 или +10m', jumpTo: 'Время, к которому перейти', jump: 'Перейти',
    feeds: 'Потоки биржи', market: 'Рынок', until: 'до', from: 'с', morning: 'утренняя', main: 'основная', evening: 'вечерняя',
    weekend: 'выходного дня', noSession: 'нет торгов', second: 'с', minute: 'мин', hour: 'ч',
    idle: 'ещё ничего', fresh: 'вовремя', late: 'опаздывает', done: 'день собран', spoilt: 'под неполадкой', ago: '{n} назад',
    faults: 'Неполадки', kind: 'Что', target: 'Где', duration: 'Надолго ли', add: 'Включить', end: 'Снять', endAll: 'Снять все',
    untilEnded: 'пока не снимут', planned: 'начнётся', over: 'закончилась', hits: 'сработала {n} раз',
    requests: 'Что запрашивали', sideBot: 'Бот', sideExchange: 'Биржа', queue: 'Бот ещё не прочёл: {n}. Последний опрос: {at}',
    never: 'не было', none: 'пока нет', transcript: 'Стенограмма чата', recorded: 'Все запросы в JSON', lost: 'Песочница не отвечает',
    keys: 'Клавиши', language: 'English', theme: 'Светлая или тёмная тема',
    keyWrite: 'писать', keyCommand: 'команда', keySend: 'отправить', keyLine: 'новая строка', keyChats: 'список чатов',
    keyPeople: 'от чьего имени писать', keyPause: 'пауза часов', keyJump: 'на 5 минут вперёд', keyNext: 'к открытию сессии',
    keyFaults: 'к неполадкам', keyTheme: 'тема', keyLanguage: 'язык', keyHelp: 'эта подсказка', keyEscape: 'закрыть'},
  en: {sandbox: 'sandbox', chat: 'Chat', chats: 'Chats', messages: 'Messages', topics: 'Topics', all: 'All', general: 'General',
    speakAs: 'Write as', message: 'Message or /command', send: 'Send', commands: 'Commands of the bot',
    newest: 'To the newest messages', panel: 'Clock, faults, feeds', close: 'Close', answer: 'Reply',
    noReply: 'Do not reply', edited: 'edited', editedHint: 'Show how the message changed', history: 'How the message changed',
    silent: 'Silent', pinned: 'Pinned', forwarded: 'Forwarded', photo: 'Photo', document: 'Document',
    original: 'Open the file', picture: 'Picture', empty: 'Nothing here yet. Write /help.', privateChat: 'private chat',
    bot: 'bot', creator: 'owner', administrator: 'admin', kicked: 'the bot was removed', blocked: 'the bot is blocked',
    copied: 'Copied', deleted: 'Deleted message', today: 'today',
    clock: 'Sandbox clock, Moscow', speed: 'Speed of the clock', pause: 'Pause', plus5: '+5 min', plus60: '+1 h',
    nextSession: 'To the next opening', jumpHint: '12:30 or +10m', jumpTo: 'Time to jump to', jump: 'Jump',
    feeds: 'Exchange feeds', market: 'Market', until: 'until', from: 'from', morning: 'morning', main: 'main', evening: 'evening',
    weekend: 'weekend', noSession: 'no trading', second: 's', minute: 'min', hour: 'h',
    idle: 'nothing yet', fresh: 'in time', late: 'late', done: 'day complete', spoilt: 'under a fault', ago: '{n} ago',
    faults: 'Faults', kind: 'What', target: 'Where', duration: 'For how long', add: 'Start', end: 'End', endAll: 'End all',
    untilEnded: 'until ended', planned: 'starts', over: 'over', hits: 'hit {n} times',
    requests: 'What was asked for', sideBot: 'Bot', sideExchange: 'Exchange', queue: 'Not yet read by the bot: {n}. Last poll: {at}',
    never: 'none', none: 'none yet', transcript: 'Transcript of the chat', recorded: 'All requests as JSON', lost: 'The sandbox does not answer',
    keys: 'Keys', language: 'Русский', theme: 'Light or dark theme',
    keyWrite: 'write', keyCommand: 'command', keySend: 'send', keyLine: 'new line', keyChats: 'list of chats',
    keyPeople: 'whom to write as', keyPause: 'pause the clock', keyJump: '5 minutes on', keyNext: 'to the next opening',
    keyFaults: 'to the faults', keyTheme: 'theme', keyLanguage: 'language', keyHelp: 'this list', keyEscape: 'close'}};
const t = (key, values = {}) => (words[lang][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
// 1 участник, 2 участника, 5 участников
function members(count) {
  if (lang === 'en') return count + (count === 1 ? ' member' : ' members');
  const tail = count % 10, teen = count % 100 > 10 && count % 100 < 15;
  return count + (tail === 1 && !teen ? ' участник' : tail > 1 && tail < 5 && !teen ? ' участника' : ' участников');
}
const days = {ru: ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']};
const months = {ru: ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']};
const dayWords = date => +date.slice(8, 10) + ' ' + months[lang][date.slice(5, 7) - 1];

// Faults by their kind, figures by their field.
const faultWords = {
  late: ['слоты выходят позже', 'slots come late'], stuck: ['данные застыли', 'data stand still'], hole: ['слотов нет', 'slots never come'],
  'secid-drop': ['пропали тикеры', 'secids missing'], 'secid-extra': ['лишние тикеры', 'secids too many'],
  'hi2-late': ['hi2 опаздывает', 'hi2 is late'], 'extra-column': ['лишний столбец', 'a column more'],
  'lost-column': ['столбец пропал', 'a column less'], 'empty-day': ['пустой день', 'an empty day'],
  html200: ['страница входа вместо данных', 'login page instead of data'], '401': ['401: не авторизован', '401: unauthorized'],
  '403': ['403: нет прав', '403: forbidden'], '403-too-many': ['403: защита сети', '403: network protection'],
  '429': ['429: слишком часто', '429: too many requests'], '5xx': ['5xx: сервер сломан', '5xx: server error'],
  html502: ['502 от прокси', '502 of a proxy'], 'reset-before': ['обрыв до исполнения', 'reset before the effect'],
  'reset-after': ['обрыв после исполнения', 'reset after the effect'], slow: ['медленный ответ', 'slow answer'],
  hang: ['запрос виснет', 'the request hangs'],
  'hang-after': ['исполнен, но виснет', 'done, then hangs'], '409': ['409: второй опрос', '409: a second poller'],
  'duplicate-updates': ['обновления повторяются', 'updates come twice'], 'shuffled-updates': ['обновления вразнобой', 'updates out of order'],
  'partial-cancel': ['часть заявки, остальное снято', 'part of an order, the rest cancelled'],
  'internal-number': ['номер брокера вместо биржевого', "broker's number instead of the exchange's"],
  'lost-answer': ['исполнено, ответ 70002', 'done, answered 70002'], 'crossed-book': ['перевёрнутый стакан', 'crossed book'],
  'stale-last-price': ['цена застыла', 'last price stands still'], 'stream-silent': ['поток молчит', 'silent stream'],
  'stream-drop': ['обрыв потока', 'stream breaks off'], 'stream-limit': ['поток закрыт 4008', 'stream closed with 4008'],
  'duplicate-events': ['события потока дважды', 'stream events twice'], 'shuffled-events': ['события потока вразнобой', 'stream events out of order'],
  restricted: ['боту нельзя писать', 'the bot may not write'], deactivated: ['аккаунт удалён', 'the account is deleted'],
  'group-deleted': ['группу удалили', 'the group is deleted'], 'topic-closed': ['тема закрыта', 'the topic is closed'],
  'topic-deleted': ['тему удалили', 'the topic is deleted'],
  'login-expired': ['вход истёк', 'login expired'], kicked: ['бота удалили из чата', 'the bot is removed'],
  migrate: ['группа стала супергруппой', 'the group migrates'], 'delete-message': ['сообщение удалили', 'a message is deleted']};
const sphereWords = {feed: ['Потоки', 'Feeds'], page: ['Страницы данных', 'Pages of data'], request: ['Запросы', 'Requests'],
  login: ['Вход', 'Login'], broker: ['Брокер', 'Broker'], chat: ['Чаты', 'Chats']};
const fieldWords = {seconds: ['секунд', 'seconds'], count: ['сколько', 'how many'], column: ['столбец', 'column'], times: ['раз', 'times'],
  retry_after: ['ждать, с', 'wait, s'], status: ['код', 'status'], bytes_per_second: ['байт/с', 'bytes/s'], message_id: ['№ сообщения', 'message no.'], thread: ['№ темы', 'topic no.']};
const fieldDefaults = {seconds: 900, count: 12, column: 'vol_x', retry_after: 20, status: 503};
const either = pair => pair ? pair[lang === 'ru' ? 0 : 1] : '';
const targetWords = {exchange: ['вся биржа', 'the exchange'], login: ['вход', 'login'], calendar: ['календарь', 'calendar'],
  broker: ['весь брокер', 'the broker'], telegram: ['весь Telegram', 'Telegram'], 'telegram:sendMessage': ['sendMessage', 'sendMessage'],
  'telegram:getUpdates': ['getUpdates', 'getUpdates'], 'telegram:editMessageText': ['editMessageText', 'editMessageText']};
const targetText = target => either(targetWords[target]) || chatTitle(target) || target;
const chatTitle = target => page.telegram.chats.find(c => 'chat:' + c.name === target)?.title;
// The faults most often wanted, as switches.
const switches = [
  {kind: 'stuck', target: 'FO obstats'}, {kind: 'hole', target: 'EQ tradestats'}, {kind: 'late', target: 'EQ', seconds: 900},
  {kind: 'secid-drop', target: 'FO obstats', count: 12}, {kind: '5xx', target: 'exchange', status: 503}, {kind: 'login-expired', target: 'login'},
  {kind: '429', target: 'chat:group', retry_after: 20}, {kind: 'reset-after', target: 'telegram'}];
