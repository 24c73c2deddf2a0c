import Market

/// What the sources have said so far, and which parts of the question are still open.
///
/// Each part is answered by the best source that can: what one lacks for a market or a year takes nothing from the others.
struct CalendarGathering {
    /// A market's days of one year.
    struct Part: Hashable {
        let market: AlgoPackSegment
        let first: CivilDate
        let last: CivilDate

        var text: String { "\(market) \(first.year)" }
    }

    private struct Failure {
        let source: CalendarFeedReport.Source
        var scopes: [String]
        let error: ExchangeError
    }

    private(set) var pending: [Part]
    private var statements: [CalendarFeedReport.Day: CalendarStatement] = [:]
    private var covered: [CalendarFeedReport.Source: Set<CalendarFeedReport.Day>] = [:]
    private var listed: Set<CalendarFeedReport.Day> = []
    private var answered: Set<CalendarFeedReport.Source> = []
    private var failures: [Failure] = []
    /// Parts that a source knows nothing of yet: worse sources are asked, and nobody need be told when they fail.
    private var unknown: Set<Part> = []

    /// The days from a date to a date, both included.
    init(from first: CivilDate, through last: CivilDate) {
        pending = []
        var from = first
        while from <= last {
            let till = min(last, CivilDate(year: from.year, month: 12, day: 31) ?? last)
            pending += AlgoPackSegment.allCases.map { Part(market: $0, first: from, last: till) }
            from = till.adding(days: 1)
        }
    }

    /// Takes what an answer says of open parts; those it leaves unanswered stay open for the next source.
    mutating func take(_ answer: CalendarSourceAnswer, of source: CalendarFeedReport.Source, for parts: [Part]) {
        for part in parts {
            let said = answer.statements.filter {
                $0.market == part.market && part.first <= $0.date && $0.date <= part.last
            }
            for statement in said where statements[CalendarFeedReport.Day(statement)] == nil {
                statements[CalendarFeedReport.Day(statement)] = statement
            }
            covered[source, default: []].formUnion(answer.covered(part.market, part.first, part.last))
            if source == .engines { listed.formUnion(answer.asked(part.market, part.first, part.last)) }
            if let error = answer.failure(of: part.market) {
                if !unknown.contains(part) { note(error, source, part.text) }
                if !said.isEmpty { answered.insert(source) }
            } else {
                answered.insert(source)
                if answer.isNothing { unknown.insert(part) } else { pending.removeAll { $0 == part } }
            }
        }
    }

    /// - Throws: The last ``ExchangeError`` when no source answered.
    func report() throws(ExchangeError) -> CalendarFeedReport {
        guard let source = CalendarFeedReport.Source.allCases.first(where: answered.contains) else {
            throw failures.last?.error ?? ExchangeError(.misconfigured, detail: "calendar: no days were asked for")
        }
        return CalendarFeedReport(
            source: source,
            statements: statements.values.sorted { ($0.date, $0.market) < ($1.date, $1.market) },
            remarks: failures.map { "\($0.source.rawValue) of \($0.scopes.joined(separator: ", ")): \($0.error)" },
            covered: covered,
            listed: listed
        )
    }

    /// One remark for what failed alike.
    private mutating func note(_ error: ExchangeError, _ source: CalendarFeedReport.Source, _ scope: String) {
        let like = failures.firstIndex {
            $0.source == source && $0.error.kind == error.kind && $0.error.status == error.status
        }
        if let like {
            failures[like].scopes.append(scope)
        } else {
            failures.append(Failure(source: source, scopes: [scope], error: error))
        }
    }
}
