import Platform

/// The page at `/`: the chat as a phone shows it, and beside it clock, faults and feeds.
///
/// One self-contained document, so that it works without a network; style and script stand in files of their own.
enum SandboxPage {
    static let response = WebResponse.html(document, headers: [("Cache-Control", "no-store")])

    private static let document = #"""
        <!DOCTYPE html>
        <html lang="ru">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Mayak · sandbox</title>
        <link rel="icon" href="data:,">
        <style>\#(style)</style>
        </head>
        <body>
        <main>
        <section class="phone" aria-label="chat">
          <header>
            <div class="avatar" aria-hidden="true">М</div>
            <div class="who"><select id="chat" data-title="chat"></select><span id="subtitle"></span></div>
            <select id="user" data-title="speakAs"></select>
          </header>
          <div id="messages" role="log" aria-live="polite" tabindex="0"></div>
          <div id="toast" role="status"></div>
          <form id="say">
            <input id="text" autocomplete="off" data-placeholder="message">
            <button data-text="send"></button>
          </form>
        </section>
        <aside>
          <section>
            <h2><span data-text="clock"></span>
              <span class="tools"><button id="theme" data-title="theme">◐</button><button id="lang">EN</button></span></h2>
            <div id="now" class="now"></div>
            <div class="row" id="speeds"></div>
            <form class="row" id="jump"><input id="jumpTo" data-placeholder="jumpHint" size="14"><button data-text="jump"></button>
              <button type="button" data-jump="+5m">+5m</button><button type="button" data-jump="+1h">+1h</button></form>
          </section>
          <section>
            <h2 data-text="faults"></h2>
            <form id="fault" class="row">
              <select id="kind" data-title="kind"></select>
              <input id="target" list="targets" value="FO obstats" size="16" data-title="target">
              <datalist id="targets"></datalist>
              <input id="for" placeholder="20m" size="5" data-title="duration">
              <input id="seconds" placeholder="s" size="4" data-title="seconds">
              <input id="count" placeholder="n" size="4" data-title="count">
              <button data-text="add"></button>
            </form>
            <div id="faultList"></div>
          </section>
          <section>
            <h2 data-text="feeds"></h2>
            <table id="feeds"></table>
          </section>
          <p class="note"><span data-text="requests"></span>: <b id="requests">0</b> · <a href="/sandbox/recorded">/sandbox/recorded</a>
            · <a id="transcript" href="#" data-text="transcript"></a></p>
          <p id="problem" role="alert"></p>
        </aside>
        </main>
        <script>\#(script)</script>
        </body>
        </html>

        """#
}
