'use strict';
// One message as a bubble with its keyboard.
function serviceWords(m) {
  const ru = lang === 'ru';
  const name = m.from?.first_name || '';
  if (m.new_chat_members) return m.new_chat_members.map(u => u.first_name).join(', ') + (ru ? ' теперь в чате' : ' joined');
  if (m.left_chat_member) return m.left_chat_member.first_name + (ru ? ' больше не в чате' : ' left');
  if (m.pinned_message) return (ru ? `${name}: закреплено «` : `${name} pinned “`) + words1(m.pinned_message) + (ru ? '»' : '”');
  if (m.migrate_to_chat_id) return (ru ? 'Группа стала супергруппой ' : 'The group became ') + m.migrate_to_chat_id;
  if (m.migrate_from_chat_id) return (ru ? 'Раньше это была группа ' : 'This was the group ') + m.migrate_from_chat_id;
  if (m.forum_topic_created) return (ru ? 'Тема: ' : 'Topic: ') + m.forum_topic_created.name;
  if (m.forum_topic_edited) return (ru ? 'Тема теперь: ' : 'Topic now: ') + (m.forum_topic_edited.name || '');
  if (m.forum_topic_closed) return ru ? 'Тема закрыта' : 'Topic closed';
  if (m.forum_topic_reopened) return ru ? 'Тема снова открыта' : 'Topic reopened';
  return null;
}
const sender = m => m.sender_chat ? {id: m.sender_chat.id, name: m.sender_chat.title} : m.from ? {id: m.from.id, name: m.from.first_name} : {id: m.chat.id, name: m.chat.title};
const size = bytes => bytes < 1024 ? bytes + ' B' : bytes < 1048576 ? Math.round(bytes / 1024) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB';

function pictures(messages) {
  return el('div', {class: 'pictures' + (messages.length > 1 ? ' two' : '')}, ...messages.map(m => el('button', {type: 'button',
    'aria-label': t('photo') + ': ' + m.file.name, 'data-key': 'picture' + m.message_id, onclick: () => enlarge(m.file)},
    el('img', {src: '/sandbox/file/' + m.file.id, alt: '', width: m.file.width, height: m.file.height}))));
}
function enlarge(file) {
  $('large').src = $('original').href = '/sandbox/file/' + file.id;
  $('large').alt = file.name;
  $('picture').showModal();
}
function bubbleContent(message, album, isFirst, mine) {
  const from = sender(message), box = el('div', {class: 'bubble'});
  box.style.setProperty('--hue', colour(from.id)[2]);
  if (isFirst && !mine && !isPrivate()) {
    const standing = here()?.members.find(m => m.id === message.from?.id)?.standing;
    box.append(el('div', {class: 'from'}, from.name, standing && standing !== 'member' && el('small', {}, t(standing))));
  }
  if (message.forward_origin) box.append(el('div', {class: 'fwd'}, t('forwarded')));
  const answered = message.reply_to_message;
  if (answered) {
    const quote = el('button', {class: 'quote', type: 'button', onclick: () => find(answered.message_id)},
      el('b', {}, sender(answered).name), el('span', {}, words1(answered)));
    quote.style.setProperty('--quoted', colour(sender(answered).id)[2]);
    box.append(quote);
  }
  const photos = (album || [message]).filter(m => m.photo && m.file);
  if (photos.length) box.append(pictures(photos));
  else for (const m of album || [message]) if (m.file) box.append(documentLink(m));
  const told = (album || [message]).find(m => m.text || m.caption);
  const text = told ? rich(told.text || told.caption, told.entities || told.caption_entities) : el('div', {class: 'text'});
  if (message.reactions) text.append(el('div', {class: 'reactions'}, ...message.reactions.map(r => el('span', {}, r))));
  text.append(meta(message));
  box.append(text);
  return box;
}
function documentLink(m) {
  return el('a', {class: 'file', href: '/sandbox/file/' + m.file.id, target: '_blank', 'aria-label': t('document') + ': ' + m.file.name},
    el('span', {class: 'disc'}, icon('file')), el('span', {}, el('b', {}, m.file.name), el('small', {}, size(m.file.bytes))));
}
function meta(message) {
  const marks = el('span', {class: 'meta'});
  if (message.silent) marks.append(el('span', {title: t('silent'), role: 'img', 'aria-label': t('silent')}, icon('silent')));
  if (message.pinned) marks.append(el('span', {title: t('pinned'), role: 'img', 'aria-label': t('pinned')}, icon('pin')));
  marks.append(el('time', {}, clockText(message.date)));
  if (message.edit_date) {
    marks.append('·', el('button', {type: 'button', class: 'edits', title: t('editedHint'), 'aria-label': t('editedHint') + ', ' + clockText(message.edit_date),
      'data-key': 'edits' + message.message_id, onclick: () => showHistory(message.message_id)}, t('edited') + ' ' + clockText(message.edit_date)));
  }
  return marks;
}
function keyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el('div', {class: 'keys', role: 'group'}, ...rows.map(row => el('div', {}, ...row.map(key => el('button', {type: 'button',
    class: key.style === 'danger' ? 'danger' : '', title: key.text, 'data-key': 'key' + message.message_id + key.text,
    'data-data': key.callback_data, onclick: event => press(event.currentTarget, message.message_id, key)}, key.text + (key.url ? ' ↗' : ''))))));
}
async function press(button, id, key) {
  if (key.url) return void open(key.url, '_blank', 'noopener');
  if (key.copy_text) {
    await navigator.clipboard?.writeText(key.copy_text.text).catch(() => {});
    return toast(t('copied') + ': ' + key.copy_text.text);
  }
  if (!key.callback_data) return;
  button.setAttribute('aria-busy', 'true');
  if (!await post('press', {chat, user, message_id: id, button: key.callback_data})) button.removeAttribute('aria-busy');
  // As a phone: it gives up waiting, the answer may still come.
  setTimeout(() => button.removeAttribute('aria-busy'), 8000);
}
async function showHistory(id) {
  const reply = await ask('page/history?chat=' + encodeURIComponent(chat) + '&message=' + id).catch(error => problem(error.message));
  if (!reply) return;
  $('versions').replaceChildren(...reply.versions.map(v => el('div', {}, el('time', {}, v.at.slice(11)), el('div', {class: 'bubble'},
    rich(v.text || v.caption || '', v.text ? v.entities : v.caption_entities)))));
  $('history').showModal();
  $('versions').scrollTop = $('versions').scrollHeight;
}
function find(id) {
  const node = $('messages').querySelector(`[data-id="${id}"]`);
  if (!node) return;
  node.scrollIntoView({block: 'center'});
  node.classList.remove('found');
  requestAnimationFrame(() => node.classList.add('found'));
}
