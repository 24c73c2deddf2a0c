extension PageStyle {
    /// The cards beside the phone, and what becomes of both on a narrow screen.
    static let panel = """
        #panel{overflow-y:auto;display:flex;flex-direction:column;gap:12px;min-height:0;padding:1px 4px 2px 1px;scrollbar-width:thin}
        .top{display:flex;gap:8px;align-items:center;min-height:36px}.top strong{font-size:17px}
        .top button:not(.icon){min-width:36px;padding:4px 9px;font-weight:500;font-size:13px}
        #problem{background:var(--bad-bg);color:var(--bad);border-radius:12px;padding:9px 13px}
        .card{flex:none;background:var(--card);border-radius:16px;padding:13px 15px 14px;box-shadow:var(--shadow)}
        .card h2{font-size:13px;font-weight:600;color:var(--soft);display:flex;justify-content:space-between;align-items:center;
        margin-bottom:9px;min-height:22px}
        .row{display:flex;flex-wrap:wrap;gap:7px;margin-top:10px}
        .now{display:flex;align-items:baseline;gap:12px;flex-wrap:wrap}
        .now time{font-size:34px;line-height:1;font-weight:500;font-variant-numeric:tabular-nums;letter-spacing:.3px}
        .now span{color:var(--soft)}
        .choice{display:inline-flex;background:var(--field);border:1px solid var(--line);border-radius:10px;padding:2px}
        .choice button{border:0;background:none;min-height:28px;padding:3px 12px;border-radius:8px;color:var(--soft);
        font-variant-numeric:tabular-nums;display:grid;place-items:center}
        .choice svg{width:16px;height:16px;stroke-width:2.4}
        .choice [aria-checked=true]{background:var(--accent);color:var(--on-accent);font-weight:500}
        .choice.small button{min-height:22px;font-size:12px;padding:1px 10px}
        .pair{display:flex}.pair input{border-radius:9px 0 0 9px;border-right:0;width:142px}.pair button{border-radius:0 9px 9px 0}
        table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
        thead th{font-weight:400;color:var(--soft);font-size:12px;text-align:left;padding:0 5px 5px}
        tr>:first-child{padding-left:0!important}
        tbody th{text-align:left;font-weight:600;padding:8px 6px 8px 0;white-space:nowrap;vertical-align:top;line-height:1.3}
        tbody th small{display:block;font-weight:400;color:var(--soft);font-size:12px}
        tbody td{padding:8px 5px;vertical-align:top;line-height:1.3;white-space:nowrap}
        tbody tr{border-top:1px solid var(--line)}
        td small{display:block;color:var(--soft);font-size:12px;padding-left:13px}
        .dot{display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--line);margin-right:5px}
        .fresh .dot,.done .dot{background:var(--ok)}.done .dot{opacity:.5}
        .late .dot,.spoilt .dot{background:var(--bad)}.idle .dot{background:none;box-shadow:inset 0 0 0 1.5px var(--soft)}
        .late,.late small,.spoilt small.why{color:var(--bad)}
        .spoilt .dot{outline:2px solid color-mix(in srgb,var(--bad) 35%,transparent);outline-offset:1px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 14px;color:var(--soft);font-size:12px;margin-top:8px}
        #switches{display:grid;grid-template-columns:repeat(auto-fill,minmax(225px,1fr));gap:7px}
        #switches button{display:grid;grid-template-columns:1fr auto;align-items:center;text-align:left;gap:0 10px;padding:6px 11px;
        border-radius:11px}
        #switches small{color:var(--soft);font-size:12px;grid-row:2}
        #switches i{grid-row:1/3;grid-column:2;width:34px;height:20px;border-radius:10px;background:var(--line);position:relative;
        transition:.15s}
        #switches i:after{content:"";position:absolute;left:2px;top:2px;width:16px;height:16px;border-radius:50%;background:#fff;
        box-shadow:0 1px 2px #0004;transition:.15s}
        #switches [aria-checked=true]{border-color:var(--bad);background:var(--bad-bg)}
        #switches [aria-checked=true] i{background:var(--bad)}#switches [aria-checked=true] i:after{left:16px}
        #fault{display:grid;grid-template-columns:1.7fr 1.3fr 1.2fr;gap:8px;align-items:end;margin-top:12px;padding-top:12px;border-top:1px solid var(--line)}
        #fault label{display:grid;gap:2px;font-size:12px;color:var(--soft)}#fault select,#fault input{color:var(--text);font-size:14px}
        #fields{display:flex;gap:8px;flex-wrap:wrap;grid-column:1/3}#fields input{width:104px}#fault .accent{grid-column:-2;justify-self:end;padding:5px 20px}
        #fields:empty{display:none}
        #fault:has(#fields:empty){grid-template-columns:1.7fr 1.3fr 1.2fr auto}
        #faultList{margin-top:8px}
        #faultList li{display:flex;gap:10px;align-items:center;padding:6px 0;border-top:1px solid var(--line);font-size:14px}
        #faultList span{flex:1}#faultList small{display:block;color:var(--soft);font-size:12px}
        #faultList .over{opacity:.55}#faultList .dot{margin:0;background:var(--warn)}#faultList .on .dot{background:var(--bad)}
        #faultList .over .dot{background:var(--line)}
        #requests{max-height:330px;overflow:auto;margin:8px -6px 0;font-size:13px}
        #requests summary{display:grid;grid-template-columns:auto auto minmax(0,1fr) auto;gap:8px;padding:4px 6px;border-radius:7px;
        cursor:pointer;list-style:none;align-items:baseline}
        #requests summary:hover{background:var(--code)}
        #requests time{color:var(--soft);font-variant-numeric:tabular-nums}
        #requests em{font-style:normal;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        #requests b{font-weight:500}.status{font-variant-numeric:tabular-nums;color:var(--ok)}.status.wrong{color:var(--bad)}
        #requests pre{margin:2px 6px 8px;padding:8px 10px;background:var(--code);border-radius:8px;white-space:pre-wrap;
        overflow-wrap:anywhere;font:12px/1.45 ui-monospace,"DejaVu Sans Mono",monospace}
        .links{font-size:13px;margin-top:8px}
        @media(min-width:1500px){main{grid-template-columns:412px minmax(0,1060px)}#panel{display:grid;align-content:start;
        grid-template-columns:1fr 1fr;grid-auto-flow:dense}.top,#problem{grid-column:1/3}
        .card{grid-column:1}#faultCard{grid-column:2;grid-row:2/9;align-self:start}}
        @media(max-width:860px){main{display:block;padding:0}.narrow{display:grid}
        .phone{height:100%;border-radius:0;box-shadow:none;outline:0}.col{max-width:min(440px,calc(100vw - 64px))}
        #shade{position:fixed;inset:0;background:#0007;z-index:8}
        tbody th small{white-space:normal;max-width:76px}thead th{font-size:11px;padding:0 3px 5px}tbody td{padding:8px 3px}
        td small{white-space:normal;max-width:58px}
        #feedCard{overflow-x:auto}#fault#fault{grid-template-columns:1fr 1fr}#fault label:first-child{grid-column:1/3}
        #panel{position:fixed;inset:0 0 0 auto;width:min(480px,94vw);background:var(--bg);padding:12px;z-index:9;
        transform:translateX(102%);transition:transform .2s;visibility:hidden;box-shadow:var(--big-shadow)}
        #panel.open{transform:none;visibility:visible}}
        """
}
