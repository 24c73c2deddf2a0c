import Store

extension AlertFacts {
    /// The facts cut to what a message can show: what the exchange sends has no such limits.
    var bounded: AlertFacts {
        var facts = self
        facts.slots = Self.cut(slots, keepingLast: true)
        facts.newSecids = Self.cut(newSecids)
        facts.lostSecids = Self.cut(lostSecids)
        facts.columns = Self.cut(columns)
        facts.feeds = Self.cut(feeds)
        facts.detail = detail.map { $0.count > 300 ? $0.prefix(299) + "…" : $0 }
        // A link that was cut leads nowhere.
        if let link, link.utf8.count > 1_024 { facts.link = nil }
        return facts
    }

    /// At most 20 entries of at most 64 characters.
    private static func cut(_ texts: [String], keepingLast: Bool = false) -> [String] {
        (keepingLast ? texts.suffix(20) : texts.prefix(20)).map { $0.count > 64 ? $0.prefix(63) + "…" : $0 }
    }
}
