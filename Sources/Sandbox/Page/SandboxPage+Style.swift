extension SandboxPage {
    static let style = """
        :root{color-scheme:light dark;--bg:#e8ecf1;--panel:#fff;--text:#111;--soft:#667;--line:#d5dae1;--accent:#2481cc;
        --wall:#cfdce6;--mine:#e3fdd0;--theirs:#fff;--button:#ffffffb8;--bad:#c62828;--code:#0000000d}
        :root[data-theme=dark]{--bg:#0e1318;--panel:#17212b;--text:#eef2f6;--soft:#93a1b0;--line:#263442;--accent:#6ab3f3;
        --wall:#0e1621;--mine:#2b5278;--theirs:#182533;--button:#ffffff1c;--bad:#ef7a7a;--code:#ffffff14}
        :root[data-theme=dark]{color-scheme:dark}:root[data-theme=light]{color-scheme:light}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);
        font:15px/1.38 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{display:flex;gap:20px;justify-content:center;padding:16px;min-height:100vh}
        .phone{width:412px;max-width:100%;height:calc(100vh - 32px);min-height:480px;display:flex;flex-direction:column;
        background:var(--wall);border:1px solid var(--line);border-radius:22px;overflow:hidden;position:relative}
        .phone header{display:flex;gap:10px;align-items:center;padding:8px 12px;background:var(--panel);
        border-bottom:1px solid var(--line)}
        .avatar{width:36px;height:36px;border-radius:50%;background:var(--accent);color:#fff;display:grid;place-items:center;
        font-weight:600;flex:none}
        .who{flex:1;min-width:0}.who select{width:100%;border:0;background:none;font-weight:600;padding:0}
        #subtitle{display:block;color:var(--soft);font-size:12px;padding-left:4px}
        #user{max-width:110px;border:1px solid var(--line);background:var(--bg);border-radius:9px;padding:5px 6px}
        #messages{flex:1;overflow-y:auto;padding:10px;display:flex;flex-direction:column;gap:6px;overflow-x:hidden}
        .day,.service{align-self:center;background:#00000040;color:#fff;border-radius:12px;padding:2px 10px;font-size:12px}
        .m{max-width:88%;align-self:flex-start}.m.mine{align-self:flex-end}
        .bubble{background:var(--theirs);border-radius:14px 14px 14px 4px;padding:6px 10px;box-shadow:0 1px 1px #0002;
        overflow-wrap:anywhere}
        .mine .bubble{background:var(--mine);border-radius:14px 14px 4px 14px}
        .from{color:var(--accent);font-size:13px;font-weight:600}
        .text{white-space:pre-wrap}.text pre,.text code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:13px}
        .text pre{margin:4px 0;padding:6px 8px;background:var(--code);border-radius:6px;white-space:pre;overflow-x:auto}
        .text blockquote{margin:4px 0;padding:2px 8px;border-left:3px solid var(--accent);background:var(--code);
        border-radius:4px}
        .spoiler{background:currentColor;border-radius:3px}.spoiler:hover{background:none}
        .text a,.cmd{color:var(--accent);text-decoration:none;cursor:pointer}
        .meta{color:var(--soft);font-size:11px;text-align:right;margin-top:2px}
        .reply{border-left:3px solid var(--accent);padding-left:6px;font-size:13px;color:var(--soft);margin-bottom:3px;
        overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .pictures{display:grid;gap:3px;margin:-2px -6px 4px}.pictures.two{grid-template-columns:1fr 1fr}
        .pictures img{width:100%;border-radius:10px;display:block;background:#fff;cursor:zoom-in}
        .file{display:inline-block;padding:4px 8px;background:var(--code);border-radius:8px;color:var(--accent)}
        .keys{display:grid;gap:4px;margin-top:4px}.keys div{display:flex;gap:4px}
        .keys button{flex:1;background:var(--button);color:var(--text);border:0;border-radius:9px;padding:8px 4px;min-width:0;
        font-weight:500;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .keys button.danger{color:var(--bad)}
        #say{display:flex;gap:8px;padding:10px;background:var(--panel);border-top:1px solid var(--line)}
        #say input{flex:1;border:0;background:var(--bg);border-radius:18px;padding:9px 14px;min-width:0}
        #toast{position:absolute;left:50%;bottom:70px;transform:translateX(-50%);background:#000c;color:#fff;
        border-radius:12px;padding:8px 14px;max-width:88%;opacity:0;transition:opacity .2s;pointer-events:none}
        #toast.on{opacity:1}
        aside{width:460px;max-width:100%;display:flex;flex-direction:column;gap:12px}
        aside section{background:var(--panel);border:1px solid var(--line);border-radius:14px;padding:12px 14px}
        h2{font-size:13px;margin:0 0 8px;color:var(--soft);font-weight:600;display:flex;justify-content:space-between}
        .tools{display:flex;gap:6px}.now{font:600 26px/1.2 ui-monospace,"DejaVu Sans Mono",monospace}
        .row{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px}
        button,input,select{font:inherit;color:inherit}
        aside button,aside input,aside select,#say button{border:1px solid var(--line);background:var(--bg);border-radius:9px;
        padding:5px 10px}
        #say button{border:0;background:var(--accent);color:#fff;border-radius:18px}
        button{cursor:pointer}button.on{background:var(--accent);color:#fff;border-color:var(--accent)}
        :focus-visible{outline:2px solid var(--accent);outline-offset:1px}
        table{width:100%;border-collapse:collapse;font-size:13px}td,th{padding:3px 6px;text-align:left;
        border-bottom:1px solid var(--line)}td:not(:first-child){font-variant-numeric:tabular-nums}
        .bad{color:var(--bad);font-weight:600}.over{opacity:.5}
        .fault{display:flex;gap:8px;align-items:center;font-size:13px;padding:4px 0;border-bottom:1px solid var(--line)}
        .fault span{flex:1}.note,#problem{font-size:13px;color:var(--soft);margin:0 4px}#problem{color:var(--bad)}
        a{color:var(--accent)}select option{background:var(--panel);color:var(--text)}
        @media(max-width:900px){main{flex-direction:column;align-items:center;padding:0}
        .phone{border-radius:0;border:0;height:78vh;width:100%}aside{width:100%;padding:0 8px 16px}}
        """
}
