import Market
package import Store

/// The report of a week against the one before.
package struct WeekReportScreen {
    private let report: WeekReport
    private let wording: Wording
    private let words: ReportWords

    package init(report: WeekReport, wording: Wording) {
        self.report = report
        self.wording = wording
        words = ReportWords(wording: wording)
    }

    package var message: RenderedMessage {
        RenderedMessage(html: lines.joined(separator: "\n"), isSilent: true)
    }

    private var lines: [String] {
        let table = words.table(
            report.feeds,
            now: wording.text(ReportPhrase.week),
            compared: report.feeds.contains { $0.compared.due > 0 } ? wording.text(ReportPhrase.before) : nil
        )
        var lines = [
            title, words.worst(of: report.feeds), table, words.counts(report.total),
            words.incidents(report.incidents, of: report.total),
        ].compactMap(\.self)
        lines += words.takers(report.incidents)
        lines += [words.notTaken(report.incidents)].compactMap(\.self)
        if let gap = report.gap { lines.append(words.gap(gap, when: wording.shortDate(gap.date))) }
        if let worst = report.worst {
            lines += words.worst(worst, of: report.total, when: wording.shortDate(worst.date))
        }
        if !report.hi2MissingDays.isEmpty {
            let dates = report.hi2MissingDays.map(wording.shortDate).joined(separator: ", ")
            lines.append(wording.html(ReportPhrase.hi2Missing, ["dates": dates]))
        }
        return lines
    }

    private var title: String {
        let (first, last) = (wording.shortDate(report.first), wording.shortDate(report.last))
        let days = first == last ? first : "\(first)–\(last)"
        guard let share = words.percent(report.total) else {
            return "⚪ <b>\(wording.html(ReportPhrase.weekEmpty, ["days": days]))</b>"
        }
        let isClean = report.total.inTime == report.total.due && report.incidents.count == 0
        let text = wording.html(ReportPhrase.weekTitle, ["days": days, "share": share])
        return "\(isClean ? "🟢" : "🟠") <b>\(text)</b>"
    }
}
