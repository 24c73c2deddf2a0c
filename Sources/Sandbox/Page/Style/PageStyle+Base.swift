extension PageStyle {
    /// Colours of both themes, type, form controls, the frame of phone and panel.
    static let base = """
        :root{color-scheme:light;--bg:#e9edf2;--card:#fff;--text:#10161d;--soft:#5c6a78;--line:#d9e0e7;--field:#f2f5f8;
        --accent:#1f7ac3;--on-accent:#fff;--wall:linear-gradient(165deg,#dfe9d3,#c9dfd6 42%,#bcd3e4);--mine:#e4fcd2;--theirs:#fff;
        --mine-soft:#4c8a43;--key:#ffffffa8;--key-hover:#ffffffe0;--pill:#3f5a6e8c;--code:#0d1b2a0c;--ok:#1a7f4b;--warn:#9a5b00;
        --bad:#c3252b;--bad-bg:#fdeaea;--shadow:0 1px 2px #1b2a3826;--big-shadow:0 12px 40px #1b2a3833}
        :root[data-theme=dark]{color-scheme:dark;--bg:#0b1015;--card:#161f29;--text:#e9eff5;--soft:#93a3b3;--line:#263341;
        --field:#0f171f;--accent:#62aef0;--on-accent:#06121d;--wall:linear-gradient(165deg,#0d1a1c,#101b27 42%,#141a30);
        --mine:#2a527c;--theirs:#1c2733;--mine-soft:#a6cbee;--key:#ffffff17;--key-hover:#ffffff2b;--pill:#00000066;
        --code:#ffffff12;--ok:#5fd095;--warn:#f0b04f;--bad:#ff8583;--bad-bg:#41201f;--shadow:0 1px 2px #0005;
        --big-shadow:0 12px 40px #000a}
        *{box-sizing:border-box}html,body{height:100%}
        body{margin:0;background:var(--bg);color:var(--text);font:15px/1.36 Roboto,system-ui,-apple-system,"Segoe UI",sans-serif;
        -webkit-text-size-adjust:100%;font-variant-emoji:unicode}
        [hidden]{display:none!important}
        button,input,select,textarea{font:inherit;color:inherit;margin:0}
        button{cursor:pointer;border:1px solid var(--line);background:var(--field);border-radius:9px;padding:5px 11px;
        min-height:32px}
        button:hover{border-color:color-mix(in srgb,var(--accent) 55%,var(--line))}
        button:disabled{opacity:.45;cursor:default}
        input,select{border:1px solid var(--line);background:var(--field);border-radius:9px;padding:5px 9px;min-height:32px;
        min-width:0}
        .accent{background:var(--accent);color:var(--on-accent);border-color:transparent;font-weight:500}
        .quiet{border:0;background:none;color:var(--accent);padding:2px 6px;min-height:0}
        .icon{border:0;background:none;padding:0;width:38px;height:38px;min-height:0;display:grid;place-items:center;flex:none;
        border-radius:50%;color:var(--soft);position:relative}
        .icon:hover{background:var(--code)}
        svg{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;
        display:block}
        :focus{outline:0}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        a{color:var(--accent)}.soft{color:var(--soft)}.grow{flex:1}
        .hear{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        h1,h2,p,ul,dl{margin:0;padding:0}ul{list-style:none}
        main{display:grid;grid-template-columns:minmax(360px,412px) minmax(0,560px);gap:20px;justify-content:center;height:100%;
        padding:18px}
        .badge{position:absolute;top:1px;left:20px;min-width:18px;height:18px;padding:0 5px;border-radius:9px;
        background:var(--accent);color:var(--on-accent);font:600 11px/18px Roboto,system-ui,sans-serif;text-align:center}
        dialog{border:0;border-radius:16px;background:var(--card);color:var(--text);padding:18px;max-width:min(460px,92vw);
        max-height:86vh;box-shadow:var(--big-shadow)}
        dialog::backdrop{background:#0008}dialog form{display:flex;justify-content:flex-end;gap:14px;align-items:center;
        margin-top:14px}
        dialog h2{font-size:16px;margin-bottom:12px}
        #picture{max-width:94vw}#picture img{max-width:100%;max-height:74vh;display:block;border-radius:8px;background:#fff}
        #versions{display:grid;gap:12px;max-height:60vh;overflow:auto}
        #versions time{color:var(--soft);font-size:12px;display:block;margin-bottom:3px}
        #versions .bubble{background:var(--field)}
        #keyRows{display:grid;grid-template-columns:auto 1fr;gap:8px 14px}#keyRows dt{display:flex;gap:4px}#keyRows dd{margin:0}
        kbd{border:1px solid var(--line);border-bottom-width:2px;border-radius:6px;padding:1px 7px;background:var(--field);
        font:12px/1.5 ui-monospace,"DejaVu Sans Mono",monospace}
        @media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
        """
}
