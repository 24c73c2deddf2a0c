'use strict';
// State of the page, elements, requests, lists that change without losing the focus.
const $ = id => document.getElementById(id);
const query = new URLSearchParams(location.search);
const kept = (name, value) => query.get(name) || localStorage.getItem('mayak.' + name) || value;
const keep = (name, value) => { query.delete(name); localStorage.setItem('mayak.' + name, value); };
let lang = kept('lang', navigator.language.startsWith('ru') ? 'ru' : 'en') === 'en' ? 'en' : 'ru';
let theme = kept('theme', '');
let chat = kept('chat', 'group'), user = kept('user', 'anna'), side = kept('requests', 'bot');
let topic = 'all', replyTo = null, page = null, revision = -1, nextEvent = null;
const narrow = matchMedia('(max-width:860px)');
const dark = matchMedia('(prefers-color-scheme:dark)');

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node[name] = value;
    else if (name === 'class') node.className = value;
    // As an attribute the page's policy would not let it through.
    else if (name === 'style') node.style.cssText = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return node;
}
function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', '#i-' + name);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}
const colours = [['#ff8a65', '#e0533d', '#c8452f'], ['#ffc46b', '#ef9a2e', '#a8630a'], ['#b79cf7', '#8261d8', '#7a54d1'],
  ['#7fd67f', '#43a74c', '#2c8a3a'], ['#6fdcd6', '#2da3ad', '#16828c'], ['#72c5fd', '#2a86e8', '#1f74cf'], ['#fda2bd', '#d9557f', '#c03e6b']];
const colour = id => colours[Math.abs(Number(id)) % 174 % 7];
function avatar(id, name) {
  const [from, to] = colour(id);
  return el('div', {class: 'avatar', 'aria-hidden': 'true', style: `--from:${from};--to:${to}`}, [...name][0] || '·');
}

// Rebuilds the children only when what they show has changed, and gives the focus back to the same one.
const shown = new WeakMap();
function put(node, data, build) {
  const key = JSON.stringify([lang, data]);
  if (shown.get(node) === key) return;
  shown.set(node, key);
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const place = node.scrollTop;
  node.replaceChildren(...build().filter(Boolean));
  node.scrollTop = place;
  if (focused) [...node.querySelectorAll('[data-key]')].find(child => child.dataset.key === focused)?.focus();
}
// A group of buttons of which one is chosen: one stop of the tab key, arrows inside.
function choice(node, items, value, choose) {
  put(node, [items.map(i => [i.value, i.key]), value], () => items.map(item => el('button', {type: 'button', role: 'radio',
    'aria-checked': String(item.value === value), tabindex: item.value === value ? '0' : '-1', 'data-key': String(item.value),
    'aria-label': item.label, title: item.label, onclick: () => choose(item.value)}, ...item.content)));
  if (!node.querySelector('[tabindex="0"]') && node.firstChild) node.firstChild.tabIndex = 0;
}
function arrows(event) {
  const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
  const group = event.target.closest('[role=radiogroup],[role=tablist]');
  if (!step || !group) return;
  const items = [...group.children], next = items[(items.indexOf(event.target.closest('button')) + step + items.length) % items.length];
  event.preventDefault();
  next.focus();
  next.click();
}

async function ask(path, body) {
  const options = body === undefined ? {} : {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)};
  const response = await fetch('/sandbox/' + path, options);
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.error || response.statusText);
  return reply;
}
async function post(path, body) {
  problem('');
  try { return await ask(path, body); } catch (error) { problem(error instanceof TypeError ? t('lost') : error.message); return null; }
  finally { poll(); }
}
function problem(text) {
  $('problem').textContent = text;
  $('problem').hidden = !text;
  if (text && narrow.matches && !$('panel').classList.contains('open')) toast(text);
}
let toastTimer;
function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('on');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $('toast').classList.remove('on'), Math.max(2500, text.length * 60));
}
const moscow = seconds => new Date((seconds + 10800) * 1000).toISOString();
const clockText = seconds => moscow(seconds).slice(11, 16);
const here = () => page.telegram.chats.find(c => c.name === chat);
const me = () => page.telegram.users.find(u => u.name === user);
const isPrivate = () => here()?.kind === 'private';
