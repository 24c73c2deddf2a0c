'use strict';
// One answer of the sandbox several times a second is all that the page lives on.
let busy = false, again = false;
async function poll() {
  if (busy) { again = true; return; }
  busy = true;
  const asked = {chat, user, revision, requests: side, events: nextEvent ?? 1e9};
  try {
    const reply = await ask('page?' + new URLSearchParams(asked));
    if (asked.chat === chat) {
      page = reply;
      revision = reply.telegram.revision;
      show();
      if ($('problem').textContent === t('lost')) problem('');
    }
  } catch (error) {
    if (error instanceof TypeError) problem(t('lost'));
    // A chat or person kept from another day may be unknown to this sandbox.
    else if (chat !== 'group') enter('group');
    else problem(error.message);
  }
  busy = false;
  if (again) { again = false; poll(); }
}
function show() {
  if (page.chat) {
    messages = page.chat.messages;
    for (const event of page.chat.events || []) answered(event);
    nextEvent = page.chat.next_event ?? nextEvent;
  }
  if (!me()) user = page.telegram.users[0].name;
  showBar();
  showPeople();
  if (page.chat || shownTopic !== topic || shownChat !== chat) showMessages();
  showChats();
  showClock();
  showFeeds();
  showFaults();
  showRequests();
  suggest();
}
// What the bot answered a press: a toast, or a window that wants an OK.
function answered(event) {
  for (const button of document.querySelectorAll('.keys [aria-busy]')) button.removeAttribute('aria-busy');
  if (!event.text) return;
  const mine = event.user === me()?.first_name;
  if (event.alert && mine) { $('alertText').textContent = event.text; if (!$('alert').open) $('alert').showModal(); }
  else toast(mine ? event.text : event.user + ': ' + event.text);
}

$('say').onsubmit = send;
$('text').onkeydown = typed;
$('text').oninput = suggest;
$('back').onclick = () => toggleChats();
$('noReply').onclick = () => replyWith(null);
$('newest').onclick = toEnd;
$('messages').onscroll = showNewest;
$('openPanel').onclick = () => drawer(true);
$('closePanel').onclick = $('shade').onclick = () => drawer(false);
$('lang').onclick = () => setLanguage(lang === 'ru' ? 'en' : 'ru');
$('theme').onclick = () => setTheme(isDark() ? 'light' : 'dark');
$('help').onclick = () => $('keyList').showModal();
$('kind').onchange = showForm;
$('fault').onsubmit = startFault;
$('endAll').onclick = () => post('fault', {end: 'all'});
$('jump').onsubmit = event => { event.preventDefault(); if ($('jumpTo').value.trim()) post('clock', {jump: $('jumpTo').value.trim()}); };
for (const button of document.querySelectorAll('[data-jump]')) button.onclick = () => post('clock', {jump: button.dataset.jump});
document.addEventListener('keydown', pressed);
document.addEventListener('keydown', arrows);
dark.addEventListener('change', () => setTheme(theme));
narrow.addEventListener('change', () => drawer(false));
new ResizeObserver(() => { if ($('messages').scrollHeight - $('messages').scrollTop - $('messages').clientHeight < 160) toEnd(); }).observe($('messages'));
setTheme(theme);
translate();
poll();
setInterval(() => { if (!document.hidden) poll(); }, 600);
