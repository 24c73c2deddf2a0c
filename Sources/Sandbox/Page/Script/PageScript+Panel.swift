extension PageScript {
    /// The clock: what it says, how fast it runs, where it jumps to.
    static let clock = #"""
        let lastSpeed = 1;
        const speeds = [0, 1, 10, 60, 300, 1200];
        const setSpeed = speed => post('clock', {speed: +speed});
        function showClock() {
          const clock = page.clock, text = clock.moscow;
          $('time').textContent = text.slice(11);
          $('time').dateTime = clock.now;
          $('date').textContent = days[lang][new Date(text.slice(0, 10) + 'T00:00Z').getUTCDay()] + ', ' + dayWords(text) + ' ' + text.slice(0, 4);
          if (clock.speed) lastSpeed = clock.speed;
          const offered = speeds.includes(clock.speed) ? speeds : [...speeds, clock.speed].sort((a, b) => a - b);
          choice($('speeds'), offered.map(s => ({value: s, label: s ? '×' + s : t('pause'), content: s ? ['×' + s] : [icon('pause')]})), clock.speed, setSpeed);
        }
        const togglePause = () => setSpeed(page.clock.speed ? 0 : lastSpeed);
        """#

    /// Fault switches, the form for any fault, the list of those planned, at work and over.
    static let faults = #"""
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
        """#

    /// The table of feeds and the list of requests.
    static let tables = #"""
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
        """#
}
