import Market
import Store

/// "Is today a holiday?": the living message of alerts about days that the exchange and our calendar call differently.
///
/// Each market has a yes and a no; the answer edits the calendar, and the alert then ends by itself.
struct CalendarQuestionScreen {
    private let leader: AlertRecord
    private let open: [(alert: AlertRecord, date: CivilDate, dispute: AlertFacts.Dispute)]
    private let now: Timestamp
    private let wording: Wording

    /// Returns nil unless all members are such alerts and one of them is open.
    init?(_ members: [AlertRecord], leader: AlertRecord, now: Timestamp, wording: Wording) {
        guard members.allSatisfy({ $0.key.rule.wording.asksAboutDay }) else { return nil }
        open = members.filter(\.state.isOpen)
            .sorted { ($0.key.market ?? .equities, $0.id) < ($1.key.market ?? .equities, $1.id) }
            .compactMap { alert in
                guard let dispute = alert.facts.dispute, alert.key.market != nil else { return nil }
                return (alert, dispute.date, dispute)
            }
        guard !open.isEmpty else { return nil }
        self.leader = leader
        self.now = now
        self.wording = wording
    }

    private var today: CivilDate { MoscowTime.date(of: now) }

    var message: RenderedMessage {
        RenderedMessage(html: lines.joined(separator: "\n"), keyboard: rows)
    }

    private var lines: [String] {
        var lines = ["\(icon) <b>\(title)</b>", wording.html(CalendarEditPhrase.questionIntro)]
        for (alert, date, dispute) in open {
            let row = wording.html(
                CalendarEditPhrase.questionRow,
                [
                    "market": alert.key.market?.rawValue ?? "", "feed": wording.name(dispute.feed),
                    "ours": wording.name(dispute.ours), "layer": wording.name(dispute.layer),
                ]
            )
            lines.append(dates.count == 1 ? row : "\(wording.shortDate(date)) \(row)")
        }
        let more = Set(open.flatMap(\.alert.facts.days)).subtracting(dates).sorted()
        if !more.isEmpty {
            let days = more.prefix(Self.daysShown).map(wording.shortDate) + (more.count > Self.daysShown ? ["…"] : [])
            lines.append(
                wording.html(CalendarEditPhrase.questionMore, ["days": days.joined(separator: ", ")])
            )
        }
        let since = open.map(\.alert.openedAt).min() ?? leader.openedAt
        lines.append(wording.since(since, lasting: .zero, today: today))
        if let who = leader.acknowledgedBy, let at = leader.acknowledgedAt {
            lines.append(wording.taken(by: who, at: at, today: today))
        }
        if let until = open.compactMap(\.alert.silencedUntil).max(), until > now {
            lines.append(wording.silenced(until: until, by: open.compactMap(\.alert.silencedBy).first, today: today))
        }
        if let line = open.compactMap({ wording.checked($0.alert.facts) }).last { lines.append(line) }
        return lines + ["#A\(leader.id)"]
    }

    private var dates: Set<CivilDate> { Set(open.map(\.date)) }

    private var icon: String { (open.map(\.alert).max { $0.severity < $1.severity } ?? leader).icon }

    private var title: String {
        let markets = open.compactMap { $0.alert.key.market?.rawValue }.joined(separator: ", ")
        guard let date = dates.first, dates.count == 1 else {
            return wording.html(CalendarEditPhrase.questionSeveral, ["markets": markets])
        }
        guard date != today else { return wording.html(CalendarEditPhrase.questionToday, ["markets": markets]) }
        let values: KeyValuePairs = ["markets": markets, "date": wording.longDate(date)]
        return wording.html(CalendarEditPhrase.questionDay, values)
    }

    /// The answers first, then what every alert offers.
    private var rows: [[RenderedMessage.Button]] {
        let answers = open.compactMap { alert, date, _ -> [RenderedMessage.Button]? in
            guard let market = alert.key.market else { return nil }
            return [(CalendarEditPhrase.answerYes, true), (.answerNo, false)].map { phrase, isHoliday in
                RenderedMessage.Button(
                    label: wording.text(phrase, ["market": market.rawValue]),
                    data: CalendarRoute(.answer(date, market, isHoliday: isHoliday), owner: 0).payload
                )
            }
        }
        var acting = leader
        if !acting.state.isOpen { acting.state = leader.acknowledgedBy == nil ? .firing : .acknowledged }
        return answers + IncidentKeyboard(alert: acting, wording: wording, now: now).rows
    }

    private static let daysShown = 6
}
