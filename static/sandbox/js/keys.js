'use strict';
// Keys, theme, language, the drawer of a narrow screen.
const shortcuts = [[['m'], 'keyWrite'], [['/'], 'keyCommand'], [['Enter'], 'keySend'], [['Shift', 'Enter'], 'keyLine'], [['c'], 'keyChats'],
  [['1', '…', '4'], 'keyPeople'], [['p'], 'keyPause'], [['j'], 'keyJump'], [['n'], 'keyNext'], [['f'], 'keyFaults'], [['t'], 'keyTheme'],
  [['l'], 'keyLanguage'], [['?'], 'keyHelp'], [['Esc'], 'keyEscape']];
const actions = {
  m: () => $('text').focus(), '/': () => { $('text').value = '/'; $('text').focus(); suggest(); }, c: () => toggleChats(), p: togglePause,
  j: () => post('clock', {jump: '+5m'}), n: () => post('clock', {jump: 'next-session'}), t: () => setTheme(isDark() ? 'light' : 'dark'),
  f: () => { drawer(true); $('switches').querySelector('button')?.focus(); }, l: () => setLanguage(lang === 'ru' ? 'en' : 'ru'),
  '?': () => $('keyList').showModal()};
// The letters as they lie on the keyboard, so that they work in the Russian layout as well.
const layout = {KeyM: 'm', KeyC: 'c', KeyP: 'p', KeyJ: 'j', KeyN: 'n', KeyT: 't', KeyF: 'f', KeyL: 'l', Slash: '/'};
function pressed(event) {
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
    if (!$('chats').hidden) { toggleChats(false); $('back').focus(); } else if (replyTo) replyWith(null);
    else if ($('panel').classList.contains('open')) drawer(false); else document.activeElement?.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.target.closest('input,textarea,select')) return;
  const key = event.key === '?' ? '?' : layout[event.code] || event.key;
  const person = page?.telegram.users[Number(key) - 1];
  const action = person && !isPrivate() ? () => speakAs(person.name) : actions[key];
  if (!action || !page) return;
  event.preventDefault();
  action();
}
const isDark = () => theme ? theme === 'dark' : dark.matches;
function setTheme(name) {
  theme = name;
  if (name) keep('theme', name);
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  $('themeIcon').setAttribute('href', isDark() ? '#i-sun' : '#i-moon');
}
function setLanguage(name) {
  lang = name;
  keep('lang', name);
  translate();
  if (page) { show(); showMessages(); }
}
function translate() {
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', t(node.dataset.label));
    if (node.tagName === 'BUTTON') node.title = t(node.dataset.label);
  }
  for (const node of document.querySelectorAll('[data-hint]')) node.placeholder = t(node.dataset.hint);
  $('lang').textContent = lang === 'ru' ? 'EN' : 'RU';
  put($('keyRows'), [], () => shortcuts.flatMap(([keys, word]) => [el('dt', {}, ...keys.map(k => el('kbd', {}, k))), el('dd', {}, t(word))]));
  document.title = 'Mayak · ' + t('sandbox');
}
function drawer(on) {
  if (!narrow.matches) on = false;
  const was = $('panel').classList.contains('open');
  $('panel').classList.toggle('open', on);
  $('shade').hidden = !on;
  $('phone').inert = on;
  $('openPanel').setAttribute('aria-expanded', String(on));
  if (on) $('closePanel').focus(); else if (was && narrow.matches) $('openPanel').focus();
}
