'use strict';
// The table of feeds and the list of requests.
const columns = ['tradestats', 'orderstats', 'obstats', 'futoi', 'hi2'];
const span = s => s < 120 ? s + ' ' + t('second') : Math.round(s / 60) + ' ' + t('minute');
function sessionWords(m) {
  if (m.session) return t(m.session) + ' ' + t('until') + ' ' + m.until.slice(11, 16);
  if (!m.next) return t('noSession');
  return t('noSession') + ', ' + t('from') + ' ' + (m.next.slice(0, 10) === page.clock.moscow.slice(0, 10) ? '' : +m.next.slice(8, 10) + '.' + m.next.slice(5, 7) + ' ') + m.next.slice(11, 16);
}
// Late: how long ago the newest came; otherwise how long after its label it came.
function feedAge(f) {
  if (f.delay === undefined) return '\u00a0';
  const past = (Date.parse(page.clock.moscow.replace(' ', 'T')) - Date.parse(f.systime.replace(' ', 'T'))) / 1000;
  return f.state === 'late' ? t('ago', {n: span(past)}) : '+' + span(f.delay);
}
function showFeeds() {
  put($('feeds'), [page.markets, page.clock.moscow.slice(0, 16)], () => [
    el('caption', {class: 'hear'}, t('feeds')),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, t('market')), ...columns.map(c => el('th', {scope: 'col'}, c)))),
    el('tbody', {}, ...page.markets.map(m => el('tr', {'data-market': m.market}, el('th', {scope: 'row'}, m.market, el('small', {}, sessionWords(m))),
      ...columns.map(c => {
        const f = m.feeds.find(feed => feed.name === c);
        if (!f) return el('td', {});
        return el('td', {class: f.state + (f.faulty ? ' spoilt' : ''), 'data-feed': m.market + ' ' + c, title: t(f.state) + (f.faulty ? ', ' + t('spoilt') : '')},
          el('i', {class: 'dot', 'aria-hidden': 'true'}), f.label || (f.systime ? f.systime.slice(11, 16) : '—'),
          el('span', {class: 'hear'}, ' ' + t(f.state) + (f.faulty ? ', ' + t('spoilt') : '')),
          el('small', {}, feedAge(f)));
      }))))]);
  put($('legend'), [], () => ['fresh', 'late', 'idle', 'done'].map(s => el('span', {class: s}, el('i', {class: 'dot'}), t(s)))
    .concat(el('span', {class: 'spoilt'}, el('i', {class: 'dot'}), t('spoilt'))));
}
const argument = (r, name) => r.arguments.find(a => a.startsWith(name + '='))?.slice(name.length + 1);
function gist(r) {
  const text = argument(r, 'text') || argument(r, 'caption') || argument(r, 'date') || argument(r, 'chat_id') || '';
  return text.replace(/<[^>]+>/g, '').split('\n')[0];
}
function showRequests() {
  choice($('sides'), ['bot', 'exchange'].map(s => ({value: s, label: t(s === 'bot' ? 'sideBot' : 'sideExchange'), content: [t(s === 'bot' ? 'sideBot' : 'sideExchange')]})), side,
    value => { side = value; keep('requests', value); poll(); });
  $('queue').textContent = t('queue', {n: page.queue, at: page.polled ? page.polled.slice(11) : t('never')});
  $('queue').hidden = side !== 'bot';
  $('transcript').href = '/sandbox/chat/' + encodeURIComponent(chat) + '?format=text';
  const open = new Set([...$('requests').querySelectorAll('details[open]')].map(d => d.dataset.id));
  put($('requests'), page.requests, () => page.requests.length ? page.requests.map(r => {
    const id = r.at + r.path + r.arguments.join();
    return el('li', {}, el('details', {'data-id': id, open: open.has(id)}, el('summary', {'data-key': id}, el('time', {}, r.at.slice(11)), el('b', {}, r.path.split('/').at(-1)),
      el('em', {}, gist(r)), el('span', {class: 'status' + (r.status === 200 && !r.spoiled ? '' : ' wrong')}, (r.spoiled ? '⚡ ' : '') + r.status)),
      el('pre', {}, r.method + ' ' + r.path + '\n' + r.arguments.join('\n'))));
  }) : [el('li', {class: 'soft'}, t('none'))]);
}
