import Market
import Operations
import Store

/// `/gaps`: the leaders of the day's gap scan with their VWAP levels; `/gaps 2026-11-19` shows that day's.
struct GapsCommand: ChatCommand {
    let name = "gaps"
    let summary = GapsPhrase.summary
    let catalogue: [any Phrase] = GapsPhrase.allCases

    func answer(_ request: CommandRequest) async throws -> Reaction {
        var date = request.context.today
        if let word = request.call.arguments.first {
            guard let wanted = DateReader(today: date).date(word) else {
                return request.reply(request.wording.html(noDate: word))
            }
            date = wanted
        }
        let leaders = try await request.context.store.gaps.leaders(on: date)
        return request.reply(GapsScreen(date: date, leaders: leaders, wording: request.wording).html)
    }
}

/// What `/gaps` says: the largest gap first, two or three lines a share.
struct GapsScreen {
    let date: CivilDate
    let leaders: [GapLeader]
    let wording: Wording

    var html: String {
        let title = "<b>\(wording.html(GapsPhrase.title, ["date": wording.shortDate(date)]))</b>"
        guard !leaders.isEmpty else { return "\(title)\n\(wording.html(GapsPhrase.none))" }
        return ([title] + leaders.flatMap(lines)).joined(separator: "\n")
    }

    /// What the daily scan says by itself: no alarm, so no sound.
    var message: RenderedMessage { RenderedMessage(html: html, isSilent: true) }

    private func lines(_ leader: GapLeader) -> [String] {
        let gap = (leader.gap > 0 ? "+" : "") + wording.decimal(leader.gap * 100, places: 2)
        var first = "<b>\(HTMLText.escape(leader.ticker)) \(gap)\u{A0}%</b>"
        if let previous = leader.previousClose, let open = leader.open {
            first += ": \(price(previous)) → \(price(open))"
        }
        guard let levels = leader.levels else {
            return [first, wording.html(leader.failure.isEmpty ? GapsPhrase.noTrades : .failed)]
        }
        var prices = ["VWAP \(price(levels.vwap))"]
        if let support = levels.support, let resistance = levels.resistance {
            prices += ["S \(price(support))", "R \(price(resistance))"]
        }
        return [first, prices.joined(separator: " · "), span(levels)].compactMap(\.self)
    }

    /// The minutes that the levels rest on.
    private func span(_ levels: GapLeader.Levels) -> String? {
        guard let from = levels.from, let till = levels.till else { return nil }
        return wording.html(
            GapsPhrase.span,
            [
                "from": MoscowTime.time(of: from).shortDescription, "till": MoscowTime.time(of: till).shortDescription,
            ]
        )
    }

    private func price(_ value: Double) -> String { wording.decimal(value, places: 2) }
}

/// The sentences of `/gaps`.
enum GapsPhrase: String, Phrase {
    case summary, title, none, noTrades, failed, span

    var texts: Texts {
        switch self {
        case .summary: Texts("лидеры по гэпу и уровни VWAP", "gap leaders and VWAP levels")
        case .title: Texts("Гэпы на открытии {date}", "Gaps at the open of {date}")
        case .none: Texts("Лидеров нет", "No leaders")
        case .noTrades: Texts("VWAP: сделок ещё не было", "VWAP: no trades yet")
        case .failed: Texts("VWAP: не получен, причина в журнале", "VWAP: failed, the log says why")
        case .span: Texts("по сделкам {from}–{till}", "trades of {from}–{till}")
        }
    }
}
