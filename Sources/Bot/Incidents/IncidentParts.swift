import Market
import Store

extension AlertFacts {
    /// The minute of which the numbers are; nil where nothing is measured.
    func measured(by now: Timestamp) -> Timestamp? {
        measuredAt.map { min(now, MoscowTime.instant(MoscowTime.date(of: now), $0)) }
    }
}

extension Timestamp {
    /// As a reader counts: from 10:45 to 10:50 it is five minutes, whatever the seconds were.
    func span(toMinute minute: Timestamp) -> Duration {
        max(.zero, duration(to: minute + .milliseconds(milliseconds % 60_000)))
    }

    /// Whole minutes from the one to the other as clocks show them, at least one.
    func shownMinutes(to end: Timestamp) -> Int {
        Int(max(1, end.milliseconds / 60_000 - milliseconds / 60_000))
    }

    /// The difference of the two instants as a message shows them, in whole minutes; below two minutes as it was.
    func shownSpan(to end: Timestamp) -> Duration {
        let shown = Duration.minutes(end.milliseconds / 60_000 - milliseconds / 60_000)
        return shown >= .minutes(2) ? shown : max(.zero, duration(to: end))
    }
}

/// Pieces that the screens of one alert and of a group share.
extension Wording {
    /// `С 15:45 МСК (4 мин)`; below one minute there is nothing to say about the span.
    func since(_ start: Timestamp, lasting span: Duration, today: CivilDate) -> String {
        let time = moscow(start, today: today)
        guard span >= .minutes(1) else { return html(IncidentPhrase.sinceNow, ["time": time]) }
        return html(IncidentPhrase.since, ["time": time, "span": shortDuration(span)])
    }

    /// `📣 Эскалация: без ответа 20 мин`; the span is not told twice where it is that of the whole.
    func escalated(waited: Duration, of span: Duration) -> String {
        let (own, whole) = (shortDuration(waited), shortDuration(span))
        return own == whole
            ? html(IncidentPhrase.escalated) : html(IncidentPhrase.replyEscalation, ["span": own])
    }

    /// `👀 В работе: Иван, 15:51`.
    func taken(by who: String, at: Timestamp, today: CivilDate) -> String {
        html(IncidentPhrase.taken, ["who": shortName(of: who), "time": clock(at, today: today)])
    }

    /// `🔕 Тихо до 18:50 (Иван)`.
    func silenced(until: Timestamp, by who: String?, today: CivilDate) -> String {
        html(IncidentPhrase.silencedUntil, ["time": clock(until, today: today), "who": who.map(shortName(of:)) ?? "—"])
    }

    /// The same of alerts that go on, `🔕 FO: тихо до 18:50 (Иван)` where only some of them make no sound; nil where all do.
    func silenced(_ open: [AlertRecord], at now: Timestamp, today: CivilDate) -> String? {
        let muted = open.filter { $0.silencedUntil.map { $0 > now } ?? false }
        guard let until = muted.compactMap(\.silencedUntil).max() else { return nil }
        let who = muted.compactMap(\.silencedBy).first
        guard muted.count < open.count else { return silenced(until: until, by: who, today: today) }
        return html(
            IncidentPhrase.silencedPart,
            [
                "subject": subject(muted.map(\.key)), "time": clock(until, today: today),
                "who": who.map(shortName(of:)) ?? "—",
            ]
        )
    }

    /// `▶️ Проверено 15:52 (Иван)`; nil when nobody asked for a check.
    func checked(_ facts: AlertFacts) -> String? {
        guard let time = facts.checkedAt, let who = facts.checkedBy else { return nil }
        return html(IncidentPhrase.checked, ["time": time.shortDescription, "who": shortName(of: who)])
    }

    /// How many characters a phrase takes in the longer of the languages, so that both name as many.
    static func widest(_ phrase: some Phrase, _ values: KeyValuePairs<String, String> = ["list": ""]) -> Int {
        Language.allCases.map { Wording($0).text(phrase, values).count }.max() ?? 0
    }

    /// `a, b, ещё 4`: as many as fit beside so many characters.
    func list(_ items: [String], of total: Int, beside used: Int) -> String {
        for shown in stride(from: items.count, through: 1, by: -1) {
            let rest = total - shown
            var text = items.prefix(shown).joined(separator: ", ")
            var width = text.count
            if rest > 0 {
                let count = grouped(rest)
                width += 2 + Self.widest(IncidentPhrase.more, ["count": count])
                text += ", " + self.text(IncidentPhrase.more, ["count": count])
            }
            if used + width <= PhoneLine.width || shown == 1 { return text }
        }
        return grouped(total)
    }

    /// `Наши к Telegram +95 с`, `к бирже +94 с`, and whose clock is wrong.
    func clocks(_ clocks: AlertFacts.Clocks) -> [String] {
        let values = [(IncidentPhrase.clockTelegram, clocks.telegram), (.clockExchange, clocks.exchange)].compactMap {
            phrase,
            seconds in seconds.map { html(phrase, ["value": signed($0)]) }
        }
        let verdict =
            switch clocks.wrong {
            case .ours: html(IncidentPhrase.clockOurs)
            case .telegram: html(IncidentPhrase.clockTheirs, ["who": "Telegram"])
            case .exchange: html(IncidentPhrase.clockTheirs, ["who": text(CommonPhrase.theExchange)])
            case nil: html(IncidentPhrase.clockUnknown)
            }
        return PhoneLine.lines(of: values) + [verdict]
    }

    private func signed(_ seconds: Int) -> String {
        (seconds < 0 ? "−" : "+") + duration(.seconds(min(seconds.magnitude, 1 << 40)))
    }

    /// `FO obstats, FO futoi`; where they are many `EQ 3, FX 3, FO 3 источника`.
    func feeds(_ feeds: [String]) -> String {
        guard feeds.count > 2 else { return feeds.joined(separator: ", ") }
        var counts: [(market: Substring, count: Int)] = []
        for feed in feeds {
            let market = feed.prefix { $0 != " " }
            if let index = counts.firstIndex(where: { $0.market == market }) {
                counts[index].count += 1
            } else {
                counts.append((market, 1))
            }
        }
        let last = counts.last?.count ?? 0
        let list = counts.map { "\($0.market)\(Self.thinSpace)\($0.count)" }.joined(separator: ", ")
        return "\(list)\(Self.thinSpace)\(CountedNoun.feed.form(for: last, in: language))"
    }
}
