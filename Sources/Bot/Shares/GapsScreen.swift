import Market
import Store

/// The leaders of a day's gap scan: the largest gap first, two or three lines a share.
struct GapsScreen {
    let date: CivilDate
    let leaders: [GapLeader]
    let wording: Wording

    var html: String {
        let title = "<b>\(wording.html(SharePhrase.gapsTitle, ["date": wording.shortDate(date)]))</b>"
        guard !leaders.isEmpty else { return "\(title)\n\(wording.html(SharePhrase.noLeaders))" }
        return ([title] + leaders.flatMap(lines) + doubts).joined(separator: "\n")
    }

    /// What nobody told of dividends and splits; a gap may be one of them.
    private var doubts: [String] {
        let isBlind = leaders.allSatisfy { $0.doubts.contains([.splits, .dividends]) }
        guard !isBlind else { return [wording.html(SharePhrase.actionsUnknown)] }
        let splits = leaders.contains { $0.doubts.contains(.splits) } ? [wording.html(SharePhrase.splitsUnknown)] : []
        let codes = leaders.filter { $0.doubts.contains(.dividends) }.map(\.ticker)
        guard !codes.isEmpty else { return splits }
        let list = wording.list(
            codes,
            of: codes.count,
            beside: wording.text(SharePhrase.dividendsUnknown, ["codes": ""]).count
        )
        return splits + [wording.html(SharePhrase.dividendsUnknown, ["codes": list])]
    }

    /// What the daily scan says by itself: charts where the prices are known; no alarm, so no sound.
    ///
    /// - Parameters:
    ///   - morning: lines of the day that stand above it.
    ///   - editing: the message that it replaces.
    /// - Throws: `DrawingError`.
    func outgoing(below morning: [String] = [], editing: Int64? = nil) throws -> Outgoing {
        let html = (morning.isEmpty ? [html] : morning + ["", html]).joined(separator: "\n")
        let panels = leaders.compactMap { leader in
            leader.levels.flatMap { levels in
                PricePlot.Panel("\(leader.ticker) \(wording.percent(leader.gap, isChange: true))", levels, wording)
            }
        }
        guard let plot = PricePlot(panels, wording) else {
            return .text(RenderedMessage(html: html, isSilent: true), editing: editing, showing: nil)
        }
        return .pictures([try plot.file(named: "gaps")], caption: html, replyTo: nil, editing: editing)
    }

    private func lines(_ leader: GapLeader) -> [String] {
        var first = "<b>\(HTMLText.escape(leader.ticker)) \(wording.percent(leader.gap, isChange: true))</b>"
        if let previous = leader.previousClose, let open = leader.open {
            first += ": \(wording.price(previous)) → \(wording.price(open))"
        }
        var lines = [first]
        if let split = leader.split { lines.append(wording.html(SharePhrase.split, ["ratio": split])) }
        if let dividend = leader.dividend {
            lines.append(wording.html(SharePhrase.exDividend, ["amount": wording.price(dividend)]))
        }
        guard let levels = leader.levels else {
            guard leader.failure.isEmpty else { return lines + [wording.html(SharePhrase.failed)] }
            // The screen may be read when nobody looks any more.
            let time = MoscowTime.time(of: leader.lookedAt).shortDescription
            return lines + [wording.html(SharePhrase.noTrades, ["time": time])]
        }
        return lines + LevelsWords(levels: levels, wording: wording).lines
    }
}
