import Platform
import Store

extension AlertFacts {
    /// The facts cut to what a message can show: what the exchange sends has no such limits.
    var bounded: AlertFacts {
        var facts = self
        facts.slots = Array(slots.prefix(Self.slotsOfDay))
        facts.days = Array(days.prefix(TextLimit.entries))
        facts.newSecids = Self.cut(newSecids)
        facts.lostSecids = Self.cut(lostSecids)
        facts.columns = Self.cut(columns)
        facts.feeds = Self.cut(feeds)
        facts.detail = detail.map { detail in
            let detail = Redaction.text(detail, limit: 2 * TextLimit.detail)
            return detail.count > 300 ? detail.prefix(299) + "…" : detail
        }
        // A link that was cut leads nowhere.
        if let link, link.utf8.count > 1_024 { facts.link = nil }
        return facts
    }

    /// At most 20 entries of at most 100 bytes.
    private static func cut(_ texts: [String]) -> [String] {
        texts.prefix(TextLimit.entries).map { Redaction.text($0, limit: TextLimit.name) }
    }

    /// All labels that a day has: what is called missing may still come, and then has to be found in the list.
    private static let slotsOfDay = 288
}
