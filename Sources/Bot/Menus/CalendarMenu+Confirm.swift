import Market
import Operations
import Store

extension CalendarMenu {
    /// What the choice would change, before anybody confirms it.
    ///
    /// - Parameter alerts: those that are open now, of which a closed day withdraws some.
    func confirm(_ preview: CalendarPreview, alerts: [AlertRecord]) -> RenderedMessage {
        let scope = preview.scope
        let isCopy = if case .copy = preview.choice { true } else { false }
        let isShort = if case .short = preview.choice { true } else { false }
        // Copying is offered on the screen of the market that is copied.
        var origin = scope
        if case .copy(let market) = preview.choice { origin = CalendarScope(scope.span, market) }
        return screen(
            wording.html(
                isCopy ? CalendarPhrase.confirmCopy : CalendarPhrase.confirmTitle,
                ["market": wording.markets(isCopy ? origin : scope), "date": wording.span(scope.span)]
            ),
            [
                [
                    button(
                        wording.text(CalendarPhrase.confirm),
                        .apply(scope, preview.choice, revision: snapshot.revision)
                    )
                ],
                [back(to: isShort ? .closes(scope) : .statuses(origin)), close],
            ],
            below: PreviewText(preview: preview, alerts: alerts, now: now, wording: wording).lines
        )
    }
}

/// The effects of a change in a few lines: kinds, sessions, candles, and what it does to today's watch.
struct PreviewText {
    let preview: CalendarPreview
    let alerts: [AlertRecord]
    let now: Timestamp
    let wording: Wording

    private var today: CivilDate { MoscowTime.date(of: now) }

    var lines: [String] {
        var lines: [String] = []
        if preview.changes.count == 1, let change = preview.changes.first {
            lines += single(change)
        } else {
            lines += several
        }
        if case .short(let close) = preview.choice {
            lines.append(wording.html(CalendarEditPhrase.closesAt, ["time": close.shortDescription]))
        }
        if preview.passedOver > 0 {
            let isWeekend = preview.choice != .kind(.transferred)
            let phrase: CalendarEditPhrase = isWeekend ? .weekendsStay : .weekdaysStay
            lines.append(wording.html(phrase, ["count": wording.count(preview.passedOver, .day)]))
        }
        if !preview.impossible.isEmpty {
            let markets = preview.impossible.map(\.rawValue).joined(separator: ", ")
            lines.append(wording.html(CalendarEditPhrase.leftOut, ["markets": markets]))
        }
        return lines + consequences
    }

    private func single(_ change: DayChange) -> [String] {
        var lines = [arrow(wording.name(change.before.kind), wording.name(change.after.kind))]
        let before = DayText(day: change.before, wording: wording).sessions
        let after = DayText(day: change.after, wording: wording).sessions
        if before == after {
            lines.append(after)
        } else {
            lines += [wording.html(CalendarEditPhrase.was, raw: ["sessions": before])]
            lines += [wording.html(CalendarEditPhrase.willBe, raw: ["sessions": after])]
        }
        return lines
    }

    private var several: [String] {
        var lines = [
            wording.html(
                CalendarEditPhrase.daysChange,
                ["total": wording.count(preview.scope.span.count, .day), "changed": String(preview.dayCount)]
            )
        ]
        let unchanged = preview.scope.span.count - preview.dayCount - preview.passedOver
        if unchanged > 0 {
            lines.append(wording.html(CalendarEditPhrase.daysStay, ["count": wording.count(unchanged, .day)]))
        }
        let rows = Dictionary(grouping: preview.ofTrading) { change in
            let (before, after) = names(change)
            return Row(date: change.after.date, before: before, after: after)
        }
        let order = rows.keys.sorted { ($0.date, $0.after, $0.before) < ($1.date, $1.after, $1.before) }
        for row in order.prefix(Self.rowsShown) {
            let markets = (rows[row] ?? []).map(\.after.market.rawValue).joined(separator: ", ")
            lines.append(
                "\(wording.shortDate(row.date)) \(wording.weekday(row.date.weekday)) \(markets): "
                    + arrow(row.before, row.after)
            )
        }
        if order.count > Self.rowsShown {
            lines.append(wording.html(CalendarEditPhrase.more, ["count": String(order.count - Self.rowsShown)]))
        }
        return lines
    }

    /// Kinds of the day before and after; with the hour of the close where only the hours differ.
    private func names(_ change: DayChange) -> (String, String) {
        let (before, after) = (change.before, change.after)
        guard before.kind == after.kind, let old = before.sessions.last?.close, let new = after.sessions.last?.close
        else { return (wording.name(before.kind), wording.name(after.kind)) }
        let until = [old, new].map { wording.text(CalendarEditPhrase.until, ["time": $0.shortDescription]) }
        return ("\(wording.name(before.kind)) \(until[0])", until[1])
    }

    /// What follows from it: candles to be awaited, today's jobs and alerts, reports that will not come.
    private var consequences: [String] {
        var lines: [String] = []
        let (before, after) = candles
        if before != after {
            lines.append(
                wording.html(
                    CalendarEditPhrase.candles,
                    ["before": wording.grouped(before), "after": wording.grouped(after)]
                )
            )
        }
        let now = preview.changes.filter { $0.after.date == today }
        let gone = now.flatMap { change in change.before.monitorIDs.filter { !change.after.monitorIDs.contains($0) } }
        let new = now.flatMap { change in change.after.monitorIDs.filter { !change.before.monitorIDs.contains($0) } }
        if !gone.isEmpty {
            lines.append(wording.html(CalendarEditPhrase.jobsGo, ["jobs": gone.joined(separator: ", ")]))
        }
        if !new.isEmpty {
            lines.append(wording.html(CalendarEditPhrase.jobsCome, ["jobs": new.joined(separator: ", ")]))
        }
        let closed = Set(now.filter { $0.after.kind == .closed }.map(\.after.market))
        // As many as people see: what shares a message is one, what nobody was told of is none.
        let seen = SharedMessage.all(alerts.filter { $0.state.isOpen && $0.firedAt != nil })
        let withdrawn = seen.count { message in
            message.alerts.allSatisfy { $0.date == today && $0.key.market.map(closed.contains) == true }
        }
        if withdrawn > 0 {
            lines.append(wording.html(CalendarEditPhrase.alertsGo, ["count": wording.count(withdrawn, .alert)]))
        }
        let silent = Set(preview.visible.map(\.after.date)).filter { date in
            AlgoPackSegment.allCases.allSatisfy { !preview.supposed.day(date, $0).isMonitored }
                && preview.visible.contains { $0.after.date == date && $0.before.isMonitored }
        }
        if !silent.isEmpty {
            lines.append(wording.html(CalendarEditPhrase.noReports, ["count": wording.count(silent.count, .day)]))
        }
        return lines
    }

    /// Five-minute candles of the changed days, before and after.
    private var candles: (before: Int, after: Int) {
        preview.visible.reduce((0, 0)) { sum, change in
            (sum.0 + change.before.candleCount, sum.1 + change.after.candleCount)
        }
    }

    private func arrow(_ before: String, _ after: String) -> String {
        wording.html(CalendarPhrase.confirmChange, ["before": before, "after": after])
    }

    private struct Row: Hashable {
        let date: CivilDate
        /// Kinds in the reader's words.
        let before: String
        let after: String
    }

    private static let rowsShown = 8
}

extension TradingDay {
    /// Five-minute candles that its sessions hold.
    fileprivate var candleCount: Int {
        sessions.reduce(0) { $0 + ($1.close.secondOfDay - $1.open.secondOfDay) / 300 }
    }
}
