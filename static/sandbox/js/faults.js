'use strict';
// Fault switches, the form for any fault, the list of those planned, at work and over.
const lasting = ['5m', '10m', '20m', '1h', '2h', ''];
const isLasting = f => !f.until || f.until > page.clock.moscow;
const active = (kind, target) => page.faults.faults.find(f => f.kind === kind && f.target === target && f.active);
function showSwitches() {
  put($('switches'), switches.map(s => active(s.kind, s.target)?.id || 0), () => switches.map(s => {
    const on = active(s.kind, s.target);
    return el('button', {type: 'button', role: 'switch', 'aria-checked': String(Boolean(on)), 'data-key': s.kind + s.target, 'data-switch': s.kind + ' ' + s.target,
      onclick: () => post('fault', on ? {end: on.id} : s)}, el('span', {}, either(faultWords[s.kind])), el('small', {}, targetText(s.target)), el('i', {'aria-hidden': 'true'}));
  }));
}
const targetsOf = sphere => {
  const feeds = page.markets.flatMap(m => [m.market, ...m.feeds.map(f => m.market + ' ' + f.name)]);
  const chats = page.telegram.chats.map(c => 'chat:' + c.name);
  if (sphere === 'feed' || sphere === 'page') return [...feeds, 'exchange'];
  if (sphere === 'login') return ['login'];
  if (sphere === 'chat') return chats;
  if (sphere === 'broker') return ['broker', 'broker:PostOrder', 'broker:GetOrderBook', 'broker:MarketDataStream', 'broker:OrderStateStream'];
  return ['exchange', 'login', 'calendar', ...feeds, 'broker', 'broker:PostOrder', 'telegram', 'telegram:sendMessage', 'telegram:editMessageText', 'telegram:getUpdates', ...chats];
};
function fill(select, options, value) {
  put(select, [options, value], () => options.map(([id, text]) => el('option', {value: id}, text)));
  if (value !== undefined && options.some(o => o[0] === value)) select.value = value;
}
function showForm() {
  const spheres = Object.keys(sphereWords), chosen = $('kind').value || 'stuck';
  put($('kind'), page.kinds.map(k => k.kind), () => spheres.map(s => el('optgroup', {label: either(sphereWords[s])},
    ...page.kinds.filter(k => k.sphere === s).map(k => el('option', {value: k.kind}, either(faultWords[k.kind]) || k.kind)))));
  $('kind').value = chosen;
  const kind = page.kinds.find(k => k.kind === chosen), targets = targetsOf(kind.sphere), wished = $('target').value || 'FO obstats';
  fill($('target'), targets.map(x => [x, targetText(x)]), targets.includes(wished) ? wished : targets[0]);
  fill($('for'), lasting.map(x => [x, x ? x.replace('m', ' ' + t('minute')).replace('h', ' ' + t('hour')) : t('untilEnded')]), $('for').options.length ? $('for').value : '20m');
  put($('fields'), kind.fields, () => kind.fields.map(f => el('label', {}, el('span', {}, either(fieldWords[f])),
    el('input', {name: f, 'data-key': 'field' + f, value: fieldDefaults[f] ?? '', inputmode: f === 'column' ? 'text' : 'numeric'}))));
}
function startFault(event) {
  event.preventDefault();
  const body = {kind: $('kind').value, target: $('target').value};
  if ($('for').value) body.for = $('for').value;
  for (const input of $('fields').querySelectorAll('input')) {
    const text = input.value.trim();
    if (text) body[input.name] = input.name === 'column' ? text : Number(text);
  }
  post('fault', body);
}
function showFaults() {
  showSwitches();
  showForm();
  const list = page.faults.faults.slice().reverse().sort((a, b) => isLasting(b) - isLasting(a));
  $('endAll').hidden = !list.some(isLasting);
  put($('faultList'), list.map(f => [f, isLasting(f)]), () => list.map(f => {
    const span = f.at.slice(11, 16) + '–' + (f.until ? f.until.slice(11, 16) : '…');
    const state = f.active ? '' : isLasting(f) ? t('planned') + ' ' : t('over') + ' ';
    return el('li', {class: f.active ? 'on' : isLasting(f) ? '' : 'over'}, el('i', {class: 'dot'}), el('span', {}, (either(faultWords[f.kind]) || f.kind) + ' · ' + targetText(f.target),
      el('small', {}, state + span + (f.hits ? ' · ' + t('hits', {n: f.hits}) : ''))),
      isLasting(f) && el('button', {type: 'button', 'data-key': 'end' + f.id, onclick: () => post('fault', {end: f.id})}, t('end')));
  }));
}
