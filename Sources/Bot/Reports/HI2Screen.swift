import Market
import Store

/// One day's hi2 in a few lines.
struct HI2Screen {
    let date: CivilDate
    let checks: [HI2Outcome]
    let today: CivilDate
    let wording: Wording

    var html: String {
        let title = wording.html(ReportPhrase.hi2Title, ["date": wording.longDate(date)])
        guard let latest = checks.map(\.checkedAt).max() else {
            return "⚪ <b>\(title)</b>\n\(wording.html(ReportPhrase.hi2Never))"
        }
        let isBad = checks.contains { $0.isPresent == false }
        let icon = isBad ? "🟠" : checks.contains { $0.isPresent == nil } ? "⚪" : "🟢"
        let time = wording.moscow(latest, today: today)
        let lines = HI2Words(wording: wording).lines(checks) + [wording.html(ReportPhrase.hi2CheckedAt, ["time": time])]
        return (["\(icon) <b>\(title)</b>"] + lines).joined(separator: "\n")
    }
}

/// What the checks of hi2 found, in as few lines as tell it.
struct HI2Words {
    let wording: Wording

    /// One line when all is well, a line per market when something is not.
    func lines(_ checks: [HI2Outcome]) -> [String] {
        guard !checks.isEmpty else { return [] }
        guard !checks.allSatisfy({ $0.isPresent == true }) else {
            let markets = checks.map(\.market.rawValue).joined(separator: ", ")
            return [wording.html(ReportPhrase.hi2All, ["markets": markets])]
        }
        return checks.map { check in
            let state: NoticePhrase =
                switch check.isPresent {
                case true: .hi2Present
                case false: .hi2Missing
                case nil: .hi2Unknown
                }
            let line = wording.html(
                ReportPhrase.hi2Row,
                ["market": check.market.rawValue, "state": wording.text(state)]
            )
            return check.isPresent == true ? line : "<b>\(line)</b>"
        }
    }
}
