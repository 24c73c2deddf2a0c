extension PageScript {
    /// Keys, theme, language, the drawer of a narrow screen.
    static let keys = #"""
        const shortcuts = [[['m'], 'keyWrite'], [['/'], 'keyCommand'], [['Enter'], 'keySend'], [['Shift', 'Enter'], 'keyLine'], [['c'], 'keyChats'],
          [['1', '…', '4'], 'keyPeople'], [['p'], 'keyPause'], [['j'], 'keyJump'], [['n'], 'keyNext'], [['f'], 'keyFaults'], [['t'], 'keyTheme'],
          [['l'], 'keyLanguage'], [['?'], 'keyHelp'], [['Esc'], 'keyEscape']];
        const actions = {
          m: () => $('text').focus(), '/': () => { $('text').value = '/'; $('text').focus(); suggest(); }, c: () => toggleChats(), p: togglePause,
          j: () => post('clock', {jump: '+5m'}), n: () => post('clock', {jump: 'next-session'}), t: () => setTheme(isDark() ? 'light' : 'dark'),
          f: () => { drawer(true); $('switches').querySelector('button')?.focus(); }, l: () => setLanguage(lang === 'ru' ? 'en' : 'ru'),
          '?': () => $('keyList').showModal()};
        // The letters as they lie on the keyboard, so that they work in the Russian layout as well.
        const layout = {KeyM: 'm', KeyC: 'c', KeyP: 'p', KeyJ: 'j', KeyN: 'n', KeyT: 't', KeyF: 'f', KeyL: 'l', Slash: '/'};
        function pressed(event) {
          if (event.key === 'Escape' && !document.querySelector('dialog[open]')) {
            if (!$('chats').hidden) { toggleChats(false); $('back').focus(); } else if (replyTo) replyWith(null);
            else if ($('panel').classList.contains('open')) drawer(false); else document.activeElement?.blur();
            return;
          }
          if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
          if (event.target.closest('input,textarea,select')) return;
          const key = event.key === '?' ? '?' : layout[event.code] || event.key;
          const person = page?.telegram.users[Number(key) - 1];
          const action = person && !isPrivate() ? () => speakAs(person.name) : actions[key];
          if (!action || !page) return;
          event.preventDefault();
          action();
        }
        const isDark = () => theme ? theme === 'dark' : dark.matches;
        function setTheme(name) {
          theme = name;
          if (name) keep('theme', name);
          document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
          $('themeIcon').setAttribute('href', isDark() ? '#i-sun' : '#i-moon');
        }
        function setLanguage(name) {
          lang = name;
          keep('lang', name);
          translate();
          if (page) { show(); showMessages(); }
        }
        function translate() {
          document.documentElement.lang = lang;
          for (const node of document.querySelectorAll('[data-text]')) node.textContent = t(node.dataset.text);
          for (const node of document.querySelectorAll('[data-label]')) {
            node.setAttribute('aria-label', t(node.dataset.label));
            if (node.tagName === 'BUTTON') node.title = t(node.dataset.label);
          }
          for (const node of document.querySelectorAll('[data-hint]')) node.placeholder = t(node.dataset.hint);
          $('lang').textContent = lang === 'ru' ? 'EN' : 'RU';
          put($('keyRows'), [], () => shortcuts.flatMap(([keys, word]) => [el('dt', {}, ...keys.map(k => el('kbd', {}, k))), el('dd', {}, t(word))]));
          document.title = 'Mayak · ' + t('sandbox');
        }
        function drawer(on) {
          if (!narrow.matches) on = false;
          const was = $('panel').classList.contains('open');
          $('panel').classList.toggle('open', on);
          $('shade').hidden = !on;
          $('phone').inert = on;
          $('openPanel').setAttribute('aria-expanded', String(on));
          if (on) $('closePanel').focus(); else if (was && narrow.matches) $('openPanel').focus();
        }
        """#

    /// One answer of the sandbox several times a second is all that the page lives on.
    static let start = #"""
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
        """#
}
