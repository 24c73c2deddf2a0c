import Exchange
import Market
import Store

/// hi2 of the day is there once its main session is over.
enum HI2Rule: RuleFamily {
    static let policies: [AlertRule: AlertPolicy] = [
        .hi2Missing: AlertPolicy(ticksToClose: 1, endsWithDay: true, isFeedSymptom: true, recheck: .hi2)
    ]

    /// Rows of another day are none; nil where the exchange did not answer.
    static func verdict(_ feed: Feed, _ reply: FeedReply, on date: CivilDate, link: String?) -> Verdict? {
        let key = AlertKey(.hi2Missing, feed)
        var facts = AlertFacts()
        facts.link = link
        switch reply {
        case .page(let page) where page.date == date: return .good(key)
        case .page(let page): facts.detail = page.date.map { "newest rows are of \($0)" }
        case .empty: break
        case .failed: return nil
        }
        return .bad(key, value: 1, limit: 0, facts: facts)
    }
}
