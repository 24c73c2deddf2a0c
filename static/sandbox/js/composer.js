'use strict';
// Writing: who writes, what it answers, the list of commands that opens at a slash.
let suggested = -1;
function speakAs(name) {
  user = name;
  keep('user', name);
  revision = -1;
  if (page) { showPeople(); poll(); }
}
function showPeople() {
  const place = here();
  // In a private chat only its owner writes.
  const writers = page.telegram.users.filter(u => !isPrivate() || u.name === chat.slice(8));
  $('people').hidden = isPrivate();
  choice($('people'), writers.map(u => ({value: u.name, key: place?.members.some(m => m.id === u.id), label: u.first_name + (u.language_code ? ', ' + u.language_code : ''),
    content: [avatar(u.id, u.first_name), u.first_name]})), user, speakAs);
}
function replyWith(message) {
  replyTo = message ? message.message_id : null;
  $('replying').hidden = !message;
  if (!message) return;
  $('replyingTo').textContent = sender(message).name + ': ' + words1(message);
  $('text').focus();
}
async function say(text) {
  const body = {chat, user, text};
  if (replyTo) body.reply_to = replyTo;
  const thread = topic !== 'all' && topic !== 0 ? topic : replyTo && messages.find(m => m.message_id === replyTo)?.message_thread_id;
  if (thread) body.thread = thread;
  replyWith(null);
  await post('say', body);
  toEnd();
}
function send(event) {
  event?.preventDefault();
  const text = $('text').value.trim();
  if (!text) return;
  $('text').value = '';
  suggest();
  say(text);
}
// The commands that begin with what is written so far, as the bot registered them for this person in this chat.
function suggest() {
  const written = $('text').value;
  const list = /^\/\w*$/.test(written) ? (page?.commands || []).filter(c => ('/' + c.command).startsWith(written.toLowerCase())) : [];
  $('commands').hidden = !list.length;
  $('commands').style.bottom = $('say').offsetHeight + 6 + 'px';
  put($('commands'), list, () => {
    suggested = -1;
    return list.map((c, i) => el('div', {role: 'option', id: 'command' + i, 'aria-selected': 'false', 'data-command': c.command,
      onclick: () => { $('text').value = ''; suggest(); say('/' + c.command); $('text').focus(); }}, el('b', {}, '/' + c.command), el('span', {}, c.description)));
  });
}
function pick(step) {
  const list = [...$('commands').children];
  suggested = (suggested + step + list.length + (suggested < 0 && step < 0 ? 1 : 0)) % list.length;
  list.forEach((node, i) => node.setAttribute('aria-selected', String(i === suggested)));
  list[suggested].scrollIntoView({block: 'nearest'});
  $('text').setAttribute('aria-activedescendant', 'command' + suggested);
}
function typed(event) {
  const open = !$('commands').hidden;
  if (open && ['ArrowDown', 'ArrowUp'].includes(event.key)) { event.preventDefault(); pick(event.key === 'ArrowDown' ? 1 : -1); }
  else if (open && event.key === 'Tab' && !event.shiftKey) {
    event.preventDefault();
    $('text').value = '/' + $('commands').children[Math.max(0, suggested)].dataset.command + ' ';
    suggest();
  } else if (open && event.key === 'Escape') { event.stopPropagation(); $('commands').hidden = true; }
  else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (open && suggested >= 0) $('commands').children[suggested].click(); else send();
  }
}
