import Market
import Operations

/// The halts in force as screens show them: what stands still, who or what halted it, since when and why, and the way out.
struct HaltLines {
    let halts: [Halt]
    let today: CivilDate
    let wording: Wording

    init(_ halts: [Halt], today: CivilDate, wording: Wording) {
        self.halts = halts
        self.today = today
        self.wording = wording
    }

    /// HTML; empty where trading is free.
    var lines: [String] {
        halts.isEmpty ? [] : [wording.html(PortfolioPhrase.halted)] + rest
    }

    /// The answer to somebody who wants what is so already.
    var already: String { ([wording.html(PortfolioPhrase.haltedAlready)] + rest).joined(separator: "\n") }

    private var rest: [String] { halts.flatMap(cause) + [wording.html(PortfolioPhrase.resumeHint)] }

    private func cause(_ halt: Halt) -> [String] {
        let since = wording.moscow(halt.since, today: today)
        guard halt.cause == .person else {
            return [wording.html(PortfolioPhrase.haltedBy, ["cause": wording.text(halt.cause.title), "since": since])]
        }
        let who = wording.name(of: halt.who)
        var lines = [wording.html(PortfolioPhrase.haltedByPerson, ["who": who, "since": since])]
        if halt.level == .stopped { lines.append(wording.html(PortfolioPhrase.haltedWholly)) }
        if !halt.why.isEmpty { lines.append(HTMLText.escape(halt.why)) }
        return lines
    }
}
