extension PageStyle {
    /// The phone: bars, list of chats, composer, toast.
    static let phone = """
        .narrow{display:none}
        .phone{position:relative;display:flex;flex-direction:column;min-height:0;background:var(--wall);border-radius:26px;
        overflow:hidden;box-shadow:var(--big-shadow);outline:1px solid var(--line);outline-offset:-1px}
        .bar{display:flex;gap:8px;align-items:center;padding:7px 10px 7px 6px;background:var(--card);min-height:56px;z-index:2;
        box-shadow:0 1px 0 var(--line)}
        .avatar{width:40px;height:40px;border-radius:50%;display:grid;place-items:center;color:#fff;font-weight:500;flex:none;
        background:linear-gradient(160deg,var(--from,#72d5fd),var(--to,#2a9ef1));text-shadow:0 1px 1px #0003}
        .who{flex:1;min-width:0}.who h1{font-size:16px;font-weight:600;line-height:1.25;white-space:nowrap;overflow:hidden;
        text-overflow:ellipsis}
        #subtitle{color:var(--soft);font-size:13px}
        #topics{display:flex;gap:2px;background:var(--card);padding:0 8px;overflow-x:auto;box-shadow:0 1px 0 var(--line);z-index:1}
        #topics button{border:0;background:none;border-radius:0;padding:8px 12px;color:var(--soft);white-space:nowrap;
        border-bottom:2px solid transparent;font-weight:500}
        #topics [aria-selected=true]{color:var(--accent);border-color:var(--accent)}
        #pinned{display:flex;align-items:center;gap:8px;background:var(--card);padding:4px 12px;box-shadow:0 1px 0 var(--line);
        color:var(--accent);z-index:1}
        #pinned svg{width:18px;height:18px}#pinnedText{border:0;background:none;padding:3px 0;flex:1;text-align:left;font-size:13px;
        white-space:nowrap;overflow:hidden;text-overflow:ellipsis;color:var(--text);min-height:0}
        #newest{position:absolute;right:12px;bottom:112px;background:var(--card);box-shadow:var(--shadow);z-index:2}
        #say{background:var(--card);padding:8px 10px 10px;box-shadow:0 -1px 0 var(--line);z-index:2}
        #people{display:flex;gap:6px;padding-bottom:8px;overflow-x:auto}
        #people button{display:flex;gap:6px;align-items:center;border-radius:16px;padding:2px 10px 2px 3px;min-height:30px;
        border-color:transparent;background:none;color:var(--soft);font-size:13px;white-space:nowrap}
        #people .avatar{width:24px;height:24px;font-size:12px;opacity:.75}
        #people [aria-checked=true]{background:var(--field);color:var(--text);border-color:var(--line);font-weight:500}
        #people [aria-checked=true] .avatar{opacity:1}
        #replying{display:flex;gap:8px;align-items:center;color:var(--accent);font-size:13px;padding-bottom:4px}
        #replying span{flex:1;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        #replying .icon{width:28px;height:28px}
        .line{display:flex;gap:8px;align-items:flex-end}
        #text{flex:1;resize:none;border:1px solid var(--line);background:var(--field);border-radius:20px;padding:9px 14px;
        line-height:20px;max-height:120px;min-width:0;field-sizing:content}
        #send{background:var(--accent);color:var(--on-accent);width:40px;height:40px}#send:hover{filter:brightness(1.08)}
        #commands{position:absolute;left:8px;right:8px;bottom:108px;max-height:46%;overflow:auto;background:var(--card);
        border-radius:14px;box-shadow:var(--big-shadow);padding:5px;z-index:3}
        #commands div{display:flex;gap:10px;padding:7px 10px;border-radius:9px;cursor:pointer}
        #commands b{font-weight:500;color:var(--accent);flex:none}#commands span{color:var(--soft);overflow:hidden;
        text-overflow:ellipsis;white-space:nowrap}
        #commands [aria-selected=true]{background:var(--code)}
        #toast{position:absolute;border:1px solid #ffffff24;left:50%;bottom:120px;transform:translate(-50%,6px);background:#17212be8;color:#fff;
        border-radius:12px;padding:9px 15px;width:max-content;max-width:86%;opacity:0;transition:.18s;pointer-events:none;z-index:4;
        font-size:14px}
        #toast.on{opacity:1;transform:translate(-50%,0)}
        #chats{position:absolute;inset:56px 0 0;background:var(--card);z-index:3;overflow:auto;padding-top:6px}
        #chats h2{font-size:13px;color:var(--soft);font-weight:500;padding:6px 16px}
        #chatList button{display:grid;grid-template-columns:auto 1fr auto;gap:2px 12px;width:100%;border:0;border-radius:0;
        background:none;text-align:left;padding:8px 14px;align-items:center}
        #chatList button:hover,#chatList [aria-current=true]{background:var(--code)}
        #chatList button:focus-visible{outline-offset:-3px}
        #chatList .avatar{grid-row:1/3;width:48px;height:48px;font-size:18px}
        #chatList b{font-weight:500;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        #chatList time{color:var(--soft);font-size:12px}
        #chatList i{font-style:normal;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:0;
        font-size:14px}
        #chatList .badge{position:static;justify-self:end}
        """
}
