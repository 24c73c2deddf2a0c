'use strict';
// The chat: which messages stand in it, how they group, the bar above, the list of chats.
const nodes = new Map(), albums = new Map();
let shownChat = '', shownTopic = '', messages = [];
const seen = JSON.parse(localStorage.getItem('mayak.seen') || '{}');

const visible = m => topic === 'all' || !here()?.is_forum || (m.message_thread_id || 0) === topic;
// What stands in the list, in order: days, service lines, bubbles with their neighbours known.
function plan() {
  const list = [];
  let day = '', last = null;
  albums.clear();
  for (const m of messages) if (m.media_group_id) albums.set(m.media_group_id, [...(albums.get(m.media_group_id) || []), m]);
  for (const m of messages.filter(visible)) {
    const date = moscow(m.date).slice(0, 10);
    if (date !== day) { list.push({key: 'day' + date, day: date}); day = date; last = null; }
    const album = albums.get(m.media_group_id);
    if (album && album[0] !== m) continue;
    const service = serviceWords(m);
    if (service) { list.push({key: 'm' + m.message_id, service}); last = null; continue; }
    const item = {key: 'm' + m.message_id, m, album, first: true, last: true};
    const near = last && sender(last.m).id === sender(m).id && m.date - last.m.date < 600 && !last.m.reply_markup;
    if (near) { last.last = false; item.first = false; }
    list.push(last = item);
  }
  return list;
}
function row(item) {
  if (item.day) return el('div', {class: 'day'}, dayWords(item.day));
  if (item.service) return el('div', {class: 'service', 'data-id': item.key.slice(1)}, item.service);
  const m = item.m, mine = m.from?.id === me()?.id && !m.sender_chat, from = sender(m);
  const keys = keyboard(m);
  const answer = el('button', {class: 'icon answer', type: 'button', 'aria-label': t('answer'), title: t('answer'),
    'data-key': 'answer' + m.message_id, onclick: () => replyWith(m)}, icon('reply'));
  const column = el('div', {class: 'col'}, bubbleContent(m, item.album, item.first, mine), keys);
  const alone = isPrivate();
  const face = mine || alone ? null : item.last ? avatar(from.id, from.name) : el('div', {class: 'spare'});
  return el('article', {class: ['m', mine ? 'mine' : 'theirs', alone && !mine && 'alone', item.first && 'first', item.last && 'last', keys && 'keyed'].filter(Boolean).join(' '),
    'data-id': m.message_id, 'aria-label': from.name + ', ' + clockText(m.date)}, face, column, answer);
}
function showMessages() {
  const list = $('messages');
  const fresh = shownChat !== chat || shownTopic !== topic;
  const stays = fresh || list.scrollHeight - list.scrollTop - list.clientHeight < 90;
  if (fresh) { list.replaceChildren(); nodes.clear(); }
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const wanted = plan(), keys = new Set(wanted.map(i => i.key));
  for (const [key, entry] of nodes) if (!keys.has(key)) { entry.node.remove(); nodes.delete(key); }
  let before = null;
  for (const item of wanted) {
    const face = JSON.stringify([lang, user, item]);
    let entry = nodes.get(item.key);
    if (!entry || entry.face !== face) {
      const node = row(item);
      // Only a change of what it says is worth a flash, not one of its neighbours.
      if (entry && item.m && JSON.stringify(entry.m) !== JSON.stringify(item.m)) node.classList.add('changed');
      if (entry) entry.node.replaceWith(node);
      entry = {node, face, m: item.m};
      nodes.set(item.key, entry);
    }
    const place = before ? before.nextSibling : list.firstChild;
    if (place !== entry.node) list.insertBefore(entry.node, place);
    before = entry.node;
  }
  list.querySelector('.empty')?.remove();
  if (!wanted.length) list.append(el('div', {class: 'empty'}, t('empty')));
  if (focused) [...list.querySelectorAll('[data-key]')].find(n => n.dataset.key === focused)?.focus({preventScroll: true});
  if (stays) toEnd();
  shownChat = chat;
  shownTopic = topic;
  if (messages.length) seen[chat] = messages.at(-1).message_id;
  localStorage.setItem('mayak.seen', JSON.stringify(seen));
}
function toEnd() { $('messages').scrollTop = $('messages').scrollHeight; showNewest(); }
function showNewest() {
  const list = $('messages');
  $('newest').hidden = list.scrollHeight - list.scrollTop - list.clientHeight < 200;
}

function showBar() {
  const place = here();
  if (!place) return;
  const bot = page.telegram.bot;
  $('title').textContent = isPrivate() ? bot.first_name : place.title;
  const trouble = place.blocked ? t('blocked') : ['kicked', 'left'].includes(place.bot) ? t('kicked') : '';
  $('subtitle').textContent = trouble || (isPrivate() ? t('privateChat') + ' · ' + place.title : members(place.members.length));
  put($('chatAvatar'), [place.id, place.title], () => []);
  const face = isPrivate() ? avatar(bot.id, bot.first_name) : avatar(place.id, place.title);
  $('chatAvatar').style.cssText = face.style.cssText;
  $('chatAvatar').textContent = face.textContent;
  const tabs = place.is_forum ? [{id: 'all', name: t('all')}, {id: 0, name: t('general')}, ...place.topics] : [];
  $('topics').hidden = !tabs.length;
  put($('topics'), [tabs, topic], () => tabs.map(tab => el('button', {type: 'button', role: 'tab', 'aria-selected': String(tab.id === topic),
    tabindex: tab.id === topic ? '0' : '-1', 'data-key': 'topic' + tab.id, onclick: () => { topic = tab.id; showBar(); showMessages(); }}, tab.name)));
  const pinned = messages.filter(m => m.pinned).at(-1);
  $('pinned').hidden = !pinned;
  if (pinned) { $('pinnedText').textContent = words1(pinned); $('pinnedText').onclick = () => find(pinned.message_id); }
  const unread = page.telegram.chats.filter(c => c.name !== chat && isUnread(c)).length;
  $('unread').hidden = !unread;
  $('unread').textContent = unread;
}
const isUnread = c => c.last && c.last.id > (seen[c.name] || 0);
function showChats() {
  const bot = page.telegram.bot;
  put($('chatList'), [page.telegram.chats, chat, seen], () => page.telegram.chats.map(c => {
    const own = c.kind === 'private';
    return el('li', {}, el('button', {type: 'button', 'data-key': 'chat' + c.name, 'data-chat': c.name, 'aria-current': String(c.name === chat), onclick: () => enter(c.name)},
      avatar(own ? bot.id : c.id, own ? bot.first_name : c.title), el('b', {}, own ? bot.first_name + ' · ' + c.title : c.title),
      el('time', {}, c.last ? clockText(c.last.date) : ''),
      el('i', {}, c.last ? (c.last.text ? c.last.from + ': ' + c.last.text : c.last.file ? c.last.from + ': ' + c.last.file : '…') : t('none')),
      isUnread(c) && el('span', {class: 'badge'}, String(c.last.id - (seen[c.name] || 0)))));
  }));
}
function toggleChats(on = $('chats').hidden) {
  $('chats').hidden = !on;
  $('back').setAttribute('aria-expanded', String(on));
  if (on) ($('chatList').querySelector('[aria-current=true]') || $('chatList').querySelector('button'))?.focus();
}
function enter(name) {
  chat = name;
  keep('chat', name);
  topic = 'all';
  replyWith(null);
  if (name.startsWith('private:')) speakAs(name.slice(8));
  messages = [];
  revision = -1;
  nextEvent = null;
  toggleChats(false);
  poll();
  $('text').focus();
}
