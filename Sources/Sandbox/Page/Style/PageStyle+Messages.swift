extension PageStyle {
    /// Bubbles, pictures, keyboards.
    static let messages = """
        #messages{flex:1;overflow-y:auto;overflow-x:hidden;padding:10px 8px 12px;display:flex;flex-direction:column;min-height:0;
        scrollbar-width:thin}
        #messages:focus-visible{outline-offset:-3px}
        .day,.service{align-self:center;background:var(--pill);color:#fff;border-radius:13px;padding:3px 11px;font-size:13px;
        font-weight:500;margin:8px 0;text-align:center;max-width:86%}
        .service{font-weight:400}
        .m{display:grid;grid-template-columns:34px minmax(0,auto);gap:0 6px;margin-top:2px;max-width:100%;position:relative;
        align-self:flex-start;align-items:end;scroll-margin:60px}
        .m.alone,.m.mine{grid-template-columns:minmax(0,auto)}
        .m.first{margin-top:8px}.m.mine{align-self:flex-end}
        .m>.avatar{width:34px;height:34px;font-size:15px;grid-row:1}
        .m>.spare{width:34px}
        .col{max-width:326px;min-width:0;display:grid;gap:3px}
        .bubble{display:flow-root;background:var(--theirs);border-radius:16px;padding:6px 10px 6px;box-shadow:var(--shadow);
        overflow-wrap:anywhere;min-width:84px;justify-self:start;max-width:100%}
        .m.keyed .bubble{justify-self:stretch}.m.keyed .col{min-width:236px}
        .mine .bubble{background:var(--mine);justify-self:end}
        .theirs.last .bubble{border-bottom-left-radius:5px}.mine.last .bubble{border-bottom-right-radius:5px}
        .theirs:not(.first) .bubble{border-top-left-radius:6px}.mine:not(.first) .bubble{border-top-right-radius:6px}
        .bubble{--name:var(--hue,var(--accent))}.quote{--name:var(--quoted)}
        [data-theme=dark] .bubble{--name:color-mix(in srgb,var(--hue,var(--accent)) 60%,#fff)}
        [data-theme=dark] .quote{--name:color-mix(in srgb,var(--quoted) 60%,#fff)}
        .from{font-size:14px;font-weight:500;color:var(--name,var(--accent));display:flex;gap:8px;line-height:1.4}
        .from small{color:var(--soft);font-weight:400;font-size:12px;margin-left:auto}
        .fwd{color:var(--accent);font-size:13px}
        .quote{display:block;width:100%;text-align:left;border:0;border-left:3px solid var(--name,var(--accent));
        background:color-mix(in srgb,var(--name,var(--accent)) 10%,transparent);border-radius:5px;padding:3px 8px;min-height:0;
        font-size:13px;margin:2px 0 4px}
        .quote b{display:block;color:var(--name,var(--accent));font-weight:500}
        .quote span{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        .text{white-space:pre-wrap}
        .text pre,.text code{font-family:"Roboto Mono","SF Mono",ui-monospace,"DejaVu Sans Mono",monospace}
        .text code{font-size:.88em;background:var(--code);border-radius:4px;padding:0 3px}
        .text pre{font-size:12px;line-height:1.42;margin:4px 0;padding:7px 9px;background:var(--code);border-radius:7px;
        white-space:pre;overflow-x:auto;border-left:3px solid color-mix(in srgb,var(--accent) 60%,transparent)}
        .text blockquote{margin:4px 0;padding:3px 9px;border-left:3px solid var(--accent);background:var(--code);border-radius:5px;
        font-size:14px}
        .text blockquote.folded{max-height:66px;overflow:hidden;cursor:pointer;-webkit-mask:linear-gradient(#000 50%,#0005)}
        .text b{font-weight:600}.spoiler{background:currentColor;border-radius:3px}.spoiler:hover,.spoiler:focus{background:none}
        .text a,.cmd{color:var(--accent);text-decoration:none;cursor:pointer}.text a:hover,.cmd:hover{text-decoration:underline}
        .cmd{border:0;background:none;padding:0;min-height:0;display:inline;border-radius:3px}
        .meta{float:right;display:inline-flex;gap:5px;align-items:center;color:var(--soft);font-size:12px;line-height:16px;
        margin:5px -2px -2px 10px;white-space:nowrap;position:relative;user-select:none}
        .mine .meta{color:var(--mine-soft)}.meta svg{width:14px;height:14px;stroke-width:2}
        .meta button{border:0;background:none;padding:0;min-height:0;color:inherit;font-size:12px;border-radius:4px}
        .meta button:hover{text-decoration:underline}
        .reactions span{display:inline-block;background:var(--code);border-radius:11px;padding:2px 8px;margin:4px 4px 0 0}
        .pictures{display:grid;gap:2px;margin:-6px -10px 6px;border-radius:inherit;overflow:hidden}
        .pictures.two{grid-template-columns:1fr 1fr}.pictures.two button:first-child:nth-last-child(odd){grid-column:1/3}
        .pictures button{border:0;padding:0;background:none;border-radius:0;min-height:0;cursor:zoom-in}
        .pictures img{width:100%;height:auto;display:block;background:#fff}.from+.pictures{margin-top:4px}
        .pictures:last-child{margin-bottom:-6px}
        .file{display:flex;gap:10px;align-items:center;text-decoration:none;color:inherit;margin:2px 0 4px}
        .file .disc{width:42px;height:42px;border-radius:50%;background:var(--accent);color:var(--on-accent);display:grid;
        place-items:center;flex:none}
        .file b{font-weight:500;display:block}.file small{color:var(--soft)}
        .keys{display:grid;gap:3px}.keys div{display:flex;gap:3px}
        .keys button{flex:1 1 0;min-width:0;background:var(--key);border:0;border-radius:8px;padding:8px 1px;min-height:36px;
        font-weight:500;font-size:14px;line-height:20px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;
        backdrop-filter:blur(8px)}
        .keys button:hover{background:var(--key-hover)}.keys .danger{color:var(--bad)}
        .keys div:last-child button:first-child{border-bottom-left-radius:14px}
        .keys div:last-child button:last-child{border-bottom-right-radius:14px}
        .keys [aria-busy=true]{background:linear-gradient(90deg,var(--key) 30%,var(--key-hover) 50%,var(--key) 70%) 0/300%;
        animation:wait 1s linear infinite}
        @keyframes wait{from{background-position:100%}to{background-position:-50%}}
        .answer{opacity:0;width:28px;height:28px;position:absolute;right:-30px;bottom:2px}.mine .answer{right:auto;left:-30px}.m:hover .answer,.answer:focus-visible{opacity:1}
        .m.changed .bubble{animation:changed 1.2s}
        .m.found .bubble{animation:changed 1.6s 2}
        @keyframes changed{from{box-shadow:0 0 0 2px var(--accent)}}
        .empty{margin:auto;color:#fff;background:var(--pill);border-radius:14px;padding:10px 16px;text-align:center;max-width:80%}
        """
}
