import Market
package import Store

/// The report of a day: what it came to in the first line, then feeds, incidents, the worst, hi2 and tomorrow.
package struct DayReportScreen {
    private let report: DayReport
    private let wording: Wording
    private let words: ReportWords

    package init(report: DayReport, wording: Wording) {
        self.report = report
        self.wording = wording
        words = ReportWords(wording: wording)
    }

    package var message: RenderedMessage {
        RenderedMessage(html: lines.joined(separator: "\n"), keyboard: keyboard, isSilent: true)
    }

    private var lines: [String] {
        let total = report.total
        var lines = [title] + [words.worst(of: report.feeds)].compactMap(\.self)
        if report.asOf < .endOfDay {
            lines.append(wording.html(ReportPhrase.asOf, ["time": report.asOf.shortDescription]))
        }
        let table = words.table(
            report.feeds,
            now: wording.text(ReportPhrase.day),
            // A single day would only be repeated.
            compared: report.comparedDays > 1
                ? wording.text(ReportPhrase.days, ["count": "\(report.comparedDays)"]) : nil
        )
        lines += [table, words.counts(total), words.incidents(report.incidents, of: total)].compactMap(\.self)
        lines += words.takers(report.incidents) + [words.notTaken(report.incidents)].compactMap(\.self)
        lines += wording.findings(.lostTickersPast, report.lostTickers ?? []).map(HTMLText.escape)
        if let gap = report.gap { lines.append(words.gap(gap, when: gap.first.shortDescription)) }
        if let worst = report.worst {
            lines += words.worst(worst, of: report.total, when: worst.label.shortDescription)
        }
        return lines + hi2 + [""] + tomorrow
    }

    private var title: String {
        let date = words.date(report.date)
        guard let share = words.percent(report.total) else {
            return "⚪ <b>\(wording.html(ReportPhrase.dayEmpty, ["date": date]))</b>"
        }
        let isClean =
            report.total.inTime == report.total.due && report.incidents.count == 0
            && !report.hi2.contains { $0.isPresent == false }
        let text = wording.html(ReportPhrase.dayTitle, ["date": date, "share": share])
        return "\(isClean ? "🟢" : "🟠") <b>\(text)</b>"
    }

    private var hi2: [String] {
        HI2Words(wording: wording).lines(report.hi2)
    }

    /// Read on a later day, the day after is not tomorrow.
    private var isOver: Bool { report.asOf == .endOfDay }

    private var tomorrow: [String] {
        let date = words.date(report.date.adding(days: 1))
        guard report.tomorrow.contains(where: { $0.open != nil }) else {
            let closed = wording.html(isOver ? ReportPhrase.dayAfterClosed : .tomorrowClosed, ["date": date])
            let isUnusual = report.tomorrow.contains(where: \.isUnusual)
            let next = report.nextTradingDay.map { wording.html(ReportPhrase.next, ["date": words.date($0)]) }
            return [isUnusual ? "<b>\(closed)</b>" : closed] + [next].compactMap(\.self)
        }
        return [wording.html(isOver ? ReportPhrase.dayAfter : .tomorrow, ["date": date])]
            + report.tomorrow.map { day in day.isUnusual ? "<b>\(words.outlook(day))</b>" : words.outlook(day) }
    }

    /// The day's plots as files, because Telegram blurs the thin lines of an album.
    private var keyboard: [[RenderedMessage.Button]] {
        let markets = AlgoPackSegment.allCases.filter { market in report.feeds.contains { $0.feed.market == market } }
        guard !markets.isEmpty else { return [] }
        var row: [(label: String, words: [String])] = []
        if let before = report.previousDay { row.append(("‹ \(wording.shortDate(before))", [before.description])) }
        row.append((wording.text(ReportPhrase.wholeWeek), ["week", report.date.description]))
        var others = CommandChoice("report")
        others.add(row)
        return [
            markets.map { market in
                RenderedMessage.Button(
                    label: wording.text(ReportPhrase.button, ["market": market.rawValue]),
                    data: PlotFileRoute(market: market, endpoint: nil, date: report.date).payload
                )
            }
        ] + others.rows
    }
}
