import Market
import Store

/// What a calendar edit did to the jobs, in a few lines.
struct ImpactText {
    let impact: CalendarImpact
    let today: CivilDate
    let wording: Wording

    var html: String {
        var lines: [String] = []
        if !impact.jobsAdded.isEmpty { lines.append(line(.impactAdded, impact.jobsAdded)) }
        if !impact.jobsRemoved.isEmpty { lines.append(line(.impactRemoved, impact.jobsRemoved)) }
        if lines.isEmpty { lines.append(wording.html(CalendarPhrase.impactNone)) }
        let next = impact.nextRuns.prefix(4).map { run in
            let time = MoscowTime.instant(run.at).map { wording.clock($0, today: today) }
            return "\(run.job) \(time ?? run.at)"
        }
        if !next.isEmpty { lines.append(line(.impactNext, next)) }
        return lines.joined(separator: "\n")
    }

    private func line(_ phrase: CalendarPhrase, _ jobs: [String]) -> String {
        wording.html(phrase, ["jobs": jobs.joined(separator: ", ")])
    }
}
