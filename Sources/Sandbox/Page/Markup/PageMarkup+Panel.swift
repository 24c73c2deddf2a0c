extension PageMarkup {
    /// Everything beside the phone; on a narrow screen a drawer.
    static let panel = """
        <div id="shade" hidden></div>
        <aside id="panel" data-label="panel">
          <div class="top">
            <strong>Mayak</strong><span class="soft" data-text="sandbox"></span><span class="grow"></span>
            <button id="help" data-label="keys">?</button>
            <button id="lang" data-label="language"></button>
            <button id="theme" class="icon" data-label="theme"><svg><use id="themeIcon" href="#i-moon"/></svg></button>
            <button id="closePanel" class="icon narrow" data-label="close"><svg><use href="#i-close"/></svg></button>
          </div>
          <p id="problem" role="alert" hidden></p>
          <section class="card" id="clockCard" aria-labelledby="clockTitle">
            <h2 id="clockTitle" data-text="clock"></h2>
            <div class="now"><time id="time"></time><span id="date"></span></div>
            <div class="row"><div class="choice" id="speeds" role="radiogroup" data-label="speed"></div></div>
            <form class="row" id="jump">
              <button type="button" data-jump="+5m" data-text="plus5"></button>
              <button type="button" data-jump="+1h" data-text="plus60"></button>
              <button type="button" data-jump="next-session" data-text="nextSession"></button>
              <span class="pair"><input id="jumpTo" data-hint="jumpHint" data-label="jumpTo" size="11"><button data-text="jump"></button></span>
            </form>
          </section>
          <section class="card" id="feedCard" aria-labelledby="feedTitle">
            <h2 id="feedTitle" data-text="feeds"></h2>
            <table id="feeds"></table>
            <p class="legend" id="legend"></p>
          </section>
          <section class="card" id="faultCard" aria-labelledby="faultTitle">
            <h2 id="faultTitle"><span data-text="faults"></span><button id="endAll" class="quiet" data-text="endAll" hidden></button></h2>
            <div id="switches"></div>
            <form id="fault">
              <label><span data-text="kind"></span><select id="kind"></select></label>
              <label><span data-text="target"></span><select id="target"></select></label>
              <label><span data-text="duration"></span><select id="for"></select></label>
              <span id="fields"></span>
              <button class="accent" data-text="add"></button>
            </form>
            <ul id="faultList"></ul>
          </section>
          <section class="card" id="requestCard" aria-labelledby="requestTitle">
            <h2 id="requestTitle"><span data-text="requests"></span>
              <span class="choice small" id="sides" role="radiogroup" data-label="requests"></span></h2>
            <p class="soft" id="queue"></p>
            <ul id="requests"></ul>
            <p class="soft links"><a id="transcript" target="_blank" data-text="transcript"></a> · <a href="/sandbox/recorded" target="_blank" data-text="recorded"></a></p>
          </section>
        </aside>
        """

    static let dialogs = """
        <dialog id="alert" aria-labelledby="alertText"><p id="alertText"></p><form method="dialog"><button class="accent" autofocus>OK</button></form></dialog>
        <dialog id="history" aria-labelledby="historyTitle"><h2 id="historyTitle" data-text="history"></h2><div id="versions" tabindex="0"></div>
        <form method="dialog"><button class="accent" data-text="close" autofocus></button></form></dialog>
        <dialog id="picture" data-label="picture"><img id="large" alt=""><form method="dialog"><a id="original" target="_blank" data-text="original"></a><button class="accent" data-text="close" autofocus></button></form></dialog>
        <dialog id="keyList" aria-labelledby="keyTitle"><h2 id="keyTitle" data-text="keys"></h2><dl id="keyRows"></dl><form method="dialog"><button class="accent" data-text="close" autofocus></button></form></dialog>
        """
}
