'use strict';
// A text with its entities; their offsets are UTF-16 units, as JavaScript's own.
const blockTags = {pre: 'pre', blockquote: 'blockquote', expandable_blockquote: 'blockquote'};
function rich(text, entities = []) {
  const root = el('div', {class: 'text'});
  let at = 0;
  for (const block of entities.filter(e => blockTags[e.type]).sort((a, b) => a.offset - b.offset)) {
    if (block.offset < at) continue;
    // The line break before a block is the block's own.
    inline(root, text, entities, at, text[block.offset - 1] === '\n' && block.offset > at ? block.offset - 1 : block.offset);
    const node = el(blockTags[block.type]);
    inline(node, text, entities, block.offset, block.offset + block.length);
    if (block.type === 'pre') node.tabIndex = 0;
    if (block.type === 'expandable_blockquote' && node.textContent.split('\n').length > 3) {
      node.classList.add('folded');
      node.tabIndex = 0;
      node.onclick = () => node.classList.toggle('folded');
      node.onkeydown = event => { if (event.key === 'Enter') node.onclick(); };
    }
    root.append(node);
    at = block.offset + block.length;
    if (text[at] === '\n') at += 1;
  }
  inline(root, text, entities, at, text.length);
  return root;
}
const inlineTags = {bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code'};
function inline(root, text, entities, from, to) {
  const inner = entities.filter(e => !blockTags[e.type]);
  const cuts = new Set([from, to]);
  for (const e of inner) for (const cut of [e.offset, e.offset + e.length]) if (cut > from && cut < to) cuts.add(cut);
  const places = [...cuts].sort((a, b) => a - b);
  for (let i = 0; i + 1 < places.length; i++) {
    let node = document.createTextNode(text.slice(places[i], places[i + 1]));
    for (const e of inner) if (e.offset <= places[i] && e.offset + e.length >= places[i + 1]) node = wrapped(node, e);
    root.append(node);
  }
}
function wrapped(node, entity) {
  if (entity.type === 'bot_command') {
    const command = node.textContent;
    return el('button', {class: 'cmd', type: 'button', onclick: () => say(command)}, node);
  }
  const url = entity.url || (entity.type === 'url' ? node.textContent : null);
  // Only what a browser opens as a page: a message may hold any text.
  if (url) return el('a', /^(https?|tg):/.test(url) ? {href: url, target: '_blank', rel: 'noopener'} : {}, node);
  if (entity.type === 'spoiler') return el('span', {class: 'spoiler', tabindex: '0'}, node);
  if (entity.type.includes('mention') || entity.type === 'hashtag') return el('a', {}, node);
  return inlineTags[entity.type] ? el(inlineTags[entity.type], {}, node) : node;
}
function words1(message) {
  if (!message) return t('deleted');
  const text = message.text || message.caption;
  return text ? text.split('\n')[0] : message.document ? '📎 ' + message.document.file_name : '🖼 ' + t('photo');
}
