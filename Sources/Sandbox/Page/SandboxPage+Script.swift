extension SandboxPage {
    static let script = #"""
        'use strict';
        const $ = id => document.getElementById(id);
        const words = {
          ru: {chat:'Чат', speakAs:'От чьего имени', message:'Сообщение или /команда', send:'Отправить', clock:'Часы песочницы, МСК',
            jump:'Перейти', jumpHint:'12:30 или +10m', faults:'Неполадки', kind:'Что', target:'Где', duration:'Сколько длится',
            seconds:'Секунды', count:'Количество', add:'Включить', end:'Снять', feeds:'Потоки биржи', feed:'Поток', slots:'Слотов',
            last:'Последний', published:'Опубликован', requests:'Запросов', transcript:'стенограмма', edited:'изменено', silent:'без звука',
            pinned:'закреплено', members:'участников', privateChat:'личный чат', none:'нет', theme:'Светлая или тёмная', stop:'стоп',
            photo:'Фото', lost:'Песочница не отвечает'},
          en: {chat:'Chat', speakAs:'Speak as', message:'Message or /command', send:'Send', clock:'Sandbox clock, Moscow',
            jump:'Jump', jumpHint:'12:30 or +10m', faults:'Faults', kind:'What', target:'Where', duration:'For how long',
            seconds:'Seconds', count:'How many', add:'Start', end:'End', feeds:'Exchange feeds', feed:'Feed', slots:'Slots',
            last:'Newest', published:'Published', requests:'Requests', transcript:'transcript', edited:'edited', silent:'silent',
            pinned:'pinned', members:'members', privateChat:'private chat', none:'none', theme:'Light or dark', stop:'stop',
            photo:'Photo', lost:'The sandbox does not answer'}};
        const query = new URLSearchParams(location.search);
        const stored = name => query.get(name) || localStorage.getItem(name);
        let lang = stored('lang') || (navigator.language.startsWith('ru') ? 'ru' : 'en');
        let theme = stored('theme') || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
        let chat = stored('chat') || 'group', user = stored('user') || 'anna';
        let state = null, seen = -1, shownChat = '', nextEvent = null, stick = true;
        const t = key => (words[lang] || words.en)[key] || key;

        function el(tag, cls, text) {
          const node = document.createElement(tag);
          if (cls) node.className = cls;
          if (text !== undefined) node.textContent = text;
          return node;
        }
        async function get(path) {
          const response = await fetch('/sandbox/' + path);
          if (!response.ok) throw new Error((await response.json()).error);
          return response.json();
        }
        async function post(path, body) {
          $('problem').textContent = '';
          const response = await fetch('/sandbox/' + path, {method: 'POST', body: JSON.stringify(body)});
          const reply = await response.json();
          if (!response.ok) $('problem').textContent = reply.error;
          poll();
          return reply;
        }

        // Words of the page
        function translate() {
          document.documentElement.lang = lang;
          document.documentElement.dataset.theme = theme;
          $('lang').textContent = lang === 'ru' ? 'EN' : 'RU';
          for (const node of document.querySelectorAll('[data-text]')) node.textContent = t(node.dataset.text);
          for (const node of document.querySelectorAll('[data-title]')) {
            node.title = t(node.dataset.title); node.setAttribute('aria-label', t(node.dataset.title));
          }
          for (const node of document.querySelectorAll('[data-placeholder]')) node.placeholder = t(node.dataset.placeholder);
          seen = -1;
        }

        // A text with entities; offsets are UTF-16 units, as JavaScript's own.
        const blocks = ['pre', 'blockquote', 'expandable_blockquote'];
        function rich(text, entities) {
          const root = el('div', 'text');
          let at = 0;
          for (const block of (entities || []).filter(e => blocks.includes(e.type)).sort((a, b) => a.offset - b.offset)) {
            if (block.offset < at) continue;
            inline(root, text, entities, at, block.offset);
            const node = el(block.type === 'pre' ? 'pre' : 'blockquote');
            inline(node, text, entities, block.offset, block.offset + block.length);
            root.append(node);
            at = block.offset + block.length;
            if (text[at] === '\n') at += 1;
          }
          inline(root, text, entities, at, text.length);
          return root;
        }
        function inline(root, text, entities, from, to) {
          const cuts = new Set([from, to]);
          const inner = (entities || []).filter(e => !blocks.includes(e.type));
          for (const e of inner) for (const cut of [e.offset, e.offset + e.length]) if (cut > from && cut < to) cuts.add(cut);
          const places = [...cuts].sort((a, b) => a - b);
          for (let i = 0; i + 1 < places.length; i++) {
            let node = document.createTextNode(text.slice(places[i], places[i + 1]));
            for (const e of inner) {
              if (e.offset > places[i] || e.offset + e.length < places[i + 1]) continue;
              const tag = {bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code'}[e.type];
              const wrap = el(tag || (e.url || e.type === 'url' ? 'a' : 'span'));
              if (e.type === 'spoiler') wrap.className = 'spoiler';
              if (wrap.tagName === 'A') { wrap.href = e.url || node.textContent; wrap.target = '_blank'; wrap.rel = 'noopener'; }
              if (e.type === 'bot_command') {
                const command = node.textContent;
                wrap.className = 'cmd';
                wrap.onclick = () => post('say', {chat, user, text: command});
              }
              wrap.append(node);
              node = wrap;
            }
            root.append(node);
          }
        }

        const clockText = seconds => new Date((seconds + 10800) * 1000).toISOString().slice(11, 16);
        const dayText = seconds => new Date((seconds + 10800) * 1000).toISOString().slice(0, 10);
        function picture(file) {
          const image = el('img');
          image.src = '/sandbox/file/' + file.id;
          image.alt = file.name;
          image.onclick = () => open(image.src);
          image.onload = () => { if (stick) $('messages').scrollTop = $('messages').scrollHeight; };
          return image;
        }
        function bubble(message, album, byID) {
          const mine = message.from.id === (state.telegram.users.find(u => u.name === user) || {}).id;
          const box = el('div', 'm' + (mine ? ' mine' : ''));
          box.dataset.id = message.message_id;
          const inside = el('div', 'bubble');
          if (!mine) inside.append(el('div', 'from', (message.sender_chat || {}).title || message.from.first_name));
          const answered = message.reply_to_message;
          if (answered) {
            const words = answered.text || answered.caption || t('photo');
            inside.append(el('div', 'reply', words.split('\n')[0]));
          }
          const pictures = (album || [message]).filter(m => m.photo && m.file);
          if (pictures.length) {
            const grid = el('div', 'pictures' + (pictures.length > 1 ? ' two' : ''));
            for (const one of pictures) grid.append(picture(one.file));
            inside.append(grid);
          } else if (message.file) {
            const link = el('a', 'file', '📎 ' + message.file.name);
            link.href = '/sandbox/file/' + message.file.id;
            inside.append(link);
          }
          const text = message.text || message.caption;
          if (text) inside.append(rich(text, message.entities || message.caption_entities));
          const marks = ['#' + message.message_id, clockText(message.date)];
          if (message.edit_date) marks.push('✎ ' + t('edited') + ' ' + clockText(message.edit_date));
          if (message.silent) marks.push(t('silent'));
          if (message.pinned) marks.push('📌 ' + t('pinned'));
          if (message.reactions) marks.push(message.reactions.join(''));
          inside.append(el('div', 'meta', marks.join(' · ')));
          box.append(inside);
          if (message.reply_markup && message.reply_markup.inline_keyboard) {
            const keys = el('div', 'keys');
            for (const row of message.reply_markup.inline_keyboard) {
              const line = el('div');
              for (const key of row) {
                const button = el('button', key.style === 'danger' ? 'danger' : '', key.text + (key.url ? ' ↗' : ''));
                button.title = key.text;
                button.onclick = () => key.url ? open(key.url) : key.copy_text ? navigator.clipboard.writeText(key.copy_text.text)
                  : post('press', {chat, user, message_id: message.message_id, button: key.callback_data});
                line.append(button);
              }
              keys.append(line);
            }
            box.append(keys);
          }
          return box;
        }
        function serviceText(m) {
          if (m.new_chat_members) return '+ ' + m.new_chat_members.map(u => u.first_name).join(', ');
          if (m.left_chat_member) return '− ' + m.left_chat_member.first_name;
          if (m.pinned_message) return '📌 #' + m.pinned_message.message_id;
          if (m.migrate_to_chat_id) return '→ ' + m.migrate_to_chat_id;
          if (m.migrate_from_chat_id) return '← ' + m.migrate_from_chat_id;
          if (m.forum_topic_created) return '# ' + m.forum_topic_created.name;
          return null;
        }
        function show(view) {
          const list = $('messages');
          const focused = list.contains(document.activeElement) ? document.activeElement : null;
          const place = focused && focused.closest('.m') && [focused.closest('.m').dataset.id, focused.textContent];
          const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80 || shownChat !== chat;
          stick = atEnd;
          list.replaceChildren();
          let day = '';
          const albums = new Map();
          for (const m of view.messages) if (m.media_group_id) albums.set(m.media_group_id, [...(albums.get(m.media_group_id) || []), m]);
          for (const m of view.messages) {
            if (dayText(m.date) !== day) list.append(el('div', 'day', day = dayText(m.date)));
            const album = albums.get(m.media_group_id);
            if (album && album[0] !== m) continue;
            const service = serviceText(m);
            list.append(service ? el('div', 'service', service) : bubble(m, album));
          }
          if (atEnd) list.scrollTop = list.scrollHeight;
          if (place) {
            const again = [...list.querySelectorAll('.m[data-id="' + place[0] + '"] button')].find(b => b.textContent === place[1]);
            if (again) again.focus();
          }
          shownChat = chat;
          for (const event of view.events || []) toast((event.alert ? '⚠ ' : '') + event.text, event.alert);
          nextEvent = view.next_event;
        }
        let toastTimer;
        function toast(text, long) {
          if (!text) return;
          $('toast').textContent = text;
          $('toast').className = 'on';
          clearTimeout(toastTimer);
          toastTimer = setTimeout(() => $('toast').className = '', long ? 6000 : 3000);
        }

        function fill(select, items, value) {
          const key = JSON.stringify(items);
          if (select.dataset.key === key && select.value === value) return;
          select.dataset.key = key;
          select.replaceChildren(...items.map(([id, text]) => { const o = el('option', '', text); o.value = id; return o; }));
          select.value = value;
        }
        function panel() {
          const names = state.telegram.chats;
          fill($('chat'), names.map(c => [c.name, c.title]), chat);
          fill($('user'), state.telegram.users.map(u => [u.name, u.first_name]), user);
          const here = names.find(c => c.name === chat);
          $('subtitle').textContent = here ? (here.kind === 'private' ? t('privateChat') : here.members.length + ' ' + t('members')) : '';
          $('now').textContent = state.clock.moscow;
          for (const button of $('speeds').children) button.classList.toggle('on', +button.value === state.clock.speed);
          $('requests').textContent = state.requests;
          $('transcript').href = '/sandbox/chat/' + encodeURIComponent(chat) + '?format=text';
          fill($('kind'), state.faults.kinds.map(k => [k, k]), $('kind').value || 'stuck');
          const list = state.faults.faults.slice().reverse().map(f => {
            const row = el('div', 'fault' + (f.active ? '' : ' over'));
            row.append(el('span', f.active ? 'bad' : '', f.kind + ' · ' + f.target + ' · ' + f.at.slice(11) + '–' + (f.until || '').slice(11)
              + (f.hits ? ' · ×' + f.hits : '')));
            if (!f.until || f.until > state.clock.moscow) {
              const end = el('button', '', t('end'));
              end.onclick = () => post('fault', {end: f.id});
              row.append(end);
            }
            return row;
          });
          $('faultList').replaceChildren(...(list.length ? list : [el('span', 'note', t('none'))]));
        }
        function feedTable(feeds) {
          const head = el('tr');
          for (const key of ['feed', 'slots', 'last', 'published']) head.append(el('th', '', t(key)));
          const rows = feeds.map(f => {
            const row = el('tr', f.faulty ? 'bad' : '');
            for (const text of [f.feed, f.slots, f.label || '—', (f.systime || '—').slice(-8)]) row.append(el('td', '', text));
            return row;
          });
          $('feeds').replaceChildren(head, ...rows);
        }

        let isPolling = false;
        async function poll() {
          if (isPolling) return;
          isPolling = true;
          try {
            state = await get('state');
            panel();
            if (state.telegram.revision !== seen || shownChat !== chat) {
              const events = nextEvent === null ? '' : '?events=' + nextEvent;
              show(await get('chat/' + encodeURIComponent(chat) + (events || '?events=1000000000')));
              seen = state.telegram.revision;
            }
            if ($('problem').textContent === t('lost')) $('problem').textContent = '';
          } catch (error) {
            $('problem').textContent = error instanceof TypeError ? t('lost') : error.message;
          }
          isPolling = false;
        }
        async function pollFeeds() {
          try { feedTable(await get('feeds')); } catch { /* poll() says it */ }
        }

        for (const speed of [0, 1, 10, 60, 300, 1200]) {
          const button = el('button', '', speed ? '×' + speed : '❚❚');
          button.value = speed;
          button.onclick = () => post('clock', {speed});
          $('speeds').append(button);
        }
        for (const name of ['exchange', 'login', 'calendar', 'EQ', 'FX', 'FO', 'EQ tradestats', 'EQ orderstats', 'EQ obstats', 'EQ hi2',
          'FX tradestats', 'FX obstats', 'FO tradestats', 'FO obstats', 'FO futoi', 'telegram', 'telegram:sendMessage', 'chat:group']) {
          const option = el('option'); option.value = name; $('targets').append(option);
        }
        $('say').onsubmit = event => {
          event.preventDefault();
          const text = $('text').value.trim();
          if (text) post('say', {chat, user, text});
          $('text').value = '';
        };
        $('jump').onsubmit = event => { event.preventDefault(); if ($('jumpTo').value) post('clock', {jump: $('jumpTo').value}); };
        for (const button of document.querySelectorAll('[data-jump]')) button.onclick = () => post('clock', {jump: button.dataset.jump});
        $('fault').onsubmit = event => {
          event.preventDefault();
          const body = {kind: $('kind').value, target: $('target').value};
          if ($('for').value) body.for = $('for').value;
          if ($('seconds').value) { body.seconds = +$('seconds').value; if (body.kind === '429') body.retry_after = body.seconds; }
          if ($('count').value) body.count = +$('count').value;
          post('fault', body);
        };
        $('chat').onchange = () => { chat = $('chat').value; localStorage.setItem('chat', chat);
          if (chat.startsWith('private:')) { user = chat.slice(8); localStorage.setItem('user', user); } seen = -1; poll(); };
        $('user').onchange = () => { user = $('user').value; localStorage.setItem('user', user); seen = -1; poll(); };
        $('lang').onclick = () => { lang = lang === 'ru' ? 'en' : 'ru'; localStorage.setItem('lang', lang); translate(); poll(); pollFeeds(); };
        $('theme').onclick = () => { theme = theme === 'dark' ? 'light' : 'dark'; localStorage.setItem('theme', theme); translate(); poll(); };
        translate(); poll(); pollFeeds();
        setInterval(poll, 700); setInterval(pollFeeds, 3000);
        """#
}
