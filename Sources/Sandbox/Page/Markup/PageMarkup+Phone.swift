extension PageMarkup {
    /// Drawn here rather than taken from a font: fonts differ in what they have.
    static let icons = """
        <svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>
        <symbol id="i-back" viewBox="0 0 24 24"><path d="M15 5l-7 7 7 7"/></symbol>
        <symbol id="i-panel" viewBox="0 0 24 24"><path d="M4 7h10m4 0h2M4 17h2m4 0h10"/><circle cx="16" cy="7" r="2.2"/><circle cx="8" cy="17" r="2.2"/></symbol>
        <symbol id="i-send" viewBox="0 0 24 24"><path d="M5 12h13M12 5l7 7-7 7"/></symbol>
        <symbol id="i-close" viewBox="0 0 24 24"><path d="M6 6l12 12M18 6L6 18"/></symbol>
        <symbol id="i-silent" viewBox="0 0 24 24"><path d="M9.5 19.5a2.6 2.6 0 005 0M6 16.5V11a6 6 0 0110-4.5M18 11v5.5H8M4 4l16 16"/></symbol>
        <symbol id="i-pin" viewBox="0 0 24 24"><path d="M9 4h6l-1 6 3 3H7l3-3-1-6zM12 13v7"/></symbol>
        <symbol id="i-reply" viewBox="0 0 24 24"><path d="M10 6l-6 5.5 6 5.5v-3.4c5 0 8 1.4 10 4.4-.8-5-3.600-9-10-9z"/></symbol>
        <symbol id="i-file" viewBox="0 0 24 24"><path d="M7 3h7l5 5v13H7zM14 3v5h5"/></symbol>
        <symbol id="i-sun" viewBox="0 0 24 24"><circle cx="12" cy="12" r="4"/><path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.600 5.600l1.500 1.500m9.800 9.800l1.500 1.500m0-12.800l-1.500 1.500m-9.800 9.800l-1.500 1.500"/></symbol>
        <symbol id="i-moon" viewBox="0 0 24 24"><path d="M19.500 14.500A8 8 0 019.500 4.500a8 8 0 1010 10z"/></symbol>
        <symbol id="i-check" viewBox="0 0 24 24"><path d="M5 12.500l4.500 4.500L19 7.500"/></symbol>
        <symbol id="i-pause" viewBox="0 0 24 24"><path d="M9 6v12M15 6v12"/></symbol>
        </defs></svg>
        """

    /// The chat as a phone shows it; over it, when asked for, the list of chats.
    static let phone = """
        <section class="phone" id="phone" data-label="chat">
          <header class="bar">
            <button id="back" class="icon" data-label="chats" aria-expanded="false" aria-controls="chats"><svg><use href="#i-back"/></svg><span id="unread" class="badge" hidden></span></button>
            <div class="avatar" id="chatAvatar" aria-hidden="true"></div>
            <div class="who"><h1 id="title"></h1><span id="subtitle"></span></div>
            <button id="openPanel" class="icon narrow" data-label="panel" aria-expanded="false" aria-controls="panel"><svg><use href="#i-panel"/></svg></button>
          </header>
          <div id="topics" role="tablist" data-label="topics" hidden></div>
          <div id="pinned" hidden><svg><use href="#i-pin"/></svg><button id="pinnedText"></button></div>
          <div id="messages" role="log" aria-live="polite" data-label="messages" tabindex="0"></div>
          <button id="newest" class="icon" data-label="newest" hidden><svg style="transform:rotate(-90deg)"><use href="#i-back"/></svg></button>
          <div id="toast" role="status" aria-live="assertive"></div>
          <div id="commands" role="listbox" data-label="commands" hidden></div>
          <form id="say" autocomplete="off">
            <div id="people" role="radiogroup" data-label="speakAs"></div>
            <div id="replying" hidden><svg><use href="#i-reply"/></svg><span id="replyingTo"></span><button type="button" id="noReply" class="icon" data-label="noReply"><svg><use href="#i-close"/></svg></button></div>
            <div class="line">
              <textarea id="text" rows="1" data-hint="message" data-label="message" aria-controls="commands"></textarea>
              <button id="send" class="icon" data-label="send"><svg><use href="#i-send"/></svg></button>
            </div>
          </form>
          <div id="chats" hidden><h2 data-text="chats"></h2><ul id="chatList"></ul></div>
        </section>
        """
}
