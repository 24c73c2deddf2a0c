import Market

/// The delays of one feed on one day, and what of the day never came.
struct DelayDay {
    let feed: Feed
    let date: CivilDate
    /// Ascending by label.
    let points: [DelayPlot.Point]
    let previous: [DelayPlot.Point]
    let previousDate: CivilDate?
    /// The slots that the picture has room for: those that came or are absent, and those of a feed that is overdue up to its instant.
    let expected: [TimeOfDay]
    /// Absent, ascending: as the reports count them.
    let missing: [TimeOfDay]
    /// Those of them that may still come.
    private let awaited: [TimeOfDay]
    /// How many were to be there: those that came, and the absent ones.
    private let due: Int
    let late: [DelayPlot.Point]

    /// - Parameters:
    ///   - grid: the day's slots, without those of which it is known that nothing was traded.
    ///   - known: of them those of which it is known what became of them (`Slot.known`).
    ///   - settled: up to which label nobody waits any more (`Slot.settled`).
    ///   - watched: until when somebody looked; nil: nobody did.
    ///   - limit: `DELAY`: the newest slots are drawn as absent only when the data are older, as the alert counts their age.
    init(
        feed: Feed,
        date: CivilDate,
        points: [DelayPlot.Point],
        previous: [DelayPlot.Point],
        previousDate: CivilDate?,
        grid: [TimeOfDay],
        known: Set<TimeOfDay>,
        settled: TimeOfDay,
        watched: Timestamp?,
        limit: Duration
    ) {
        self.feed = feed
        self.date = date
        self.points = points
        self.previousDate = previousDate
        let newest = points.last?.label ?? .midnight
        let seen = Set(points.map(\.label))
        missing = grid.filter { known.contains($0) && !seen.contains($0) }
        awaited = missing.filter { $0 > settled }
        due = grid.count { known.contains($0) || seen.contains($0) }
        let tail = grid.filter { label in
            label > newest && watched.map { MoscowTime.instant(date, label) + .minutes(1) <= $0 } ?? false
        }
        let published = points.last.map { MoscowTime.instant(date, $0.label) + .milliseconds(Int64($0.seconds * 1000)) }
        let isOverdue =
            tail.first.map { first in
                // After a pause: as if a slot had come on time just before the first one that did not.
                let before = MoscowTime.instant(date, first) - Slot.length
                let newest = published.flatMap { $0 >= before ? $0 : nil } ?? before + .seconds(30)
                return known.contains(first) || watched.map { $0 - newest > limit } ?? false
            } ?? false
        let drawn = seen.union(missing).union(isOverdue ? tail : [])
        expected = grid.filter(drawn.contains)
        late = points.filter { $0.seconds > limit.inSeconds }
        self.previous = previous.filter { [last = expected.last ?? newest] in $0.label <= max(last, newest) }
    }

    /// What the scale has to hold: yesterday's usual delays, but not its outliers, which would squash today.
    var scaled: Double {
        let usual = DelayStatistics(seconds: previous.map(\.seconds))?.percentile95 ?? 0
        return max(points.map(\.seconds).max() ?? 0, usual)
    }

    /// The last slot before the feed fell silent; nil while it goes on.
    private var silentAfter: TimeOfDay? { isSilent ? points.last?.label : nil }

    private var isSilent: Bool { expected.last.map { $0 > points.last?.label ?? .midnight } ?? false }

    /// `нет данных с 10:55` on the stretch that goes on.
    func gapNotes(_ wording: Wording) -> [TimeOfDay: String] {
        guard let first = expected.first(where: { $0 > points.last?.label ?? .midnight }) else { return [:] }
        return [first: silence(wording)]
    }

    private func silence(_ wording: Wording) -> String {
        guard let last = silentAfter else { return wording.text(ChartPhrase.statisticsEmpty) }
        return wording.text(ChartPhrase.silentSince, ["label": last.shortDescription])
    }

    /// What came of what was due, then how late it was.
    func statistics(_ wording: Wording) -> [String] {
        let count = wording.text(ChartPhrase.came, ["count": "\(due - missing.count)", "due": "\(due)"])
        guard let values = DelayStatistics(seconds: points.map(\.seconds)) else {
            return [wording.text(ChartPhrase.statisticsEmpty), count]
        }
        return [
            wording.text(
                ChartPhrase.statistics,
                [
                    "max": wording.delay(values.maximum), "median": wording.delay(values.median),
                    "p95": wording.delay(values.percentile95),
                ]
            ),
            wording.text(
                ChartPhrase.statisticsRest,
                [
                    "came": count, "min": wording.delay(values.minimum),
                    "mean": wording.delay(values.mean, places: 1),
                ]
            ),
        ]
    }

    /// What stands under the picture: silence first, then the worst delay, what was late and what is absent.
    func facts(_ wording: Wording) -> [String] {
        var facts = isSilent ? [silence(wording)] : []
        if let worst = points.max(by: { ($0.seconds, $1.label) < ($1.seconds, $0.label) }) {
            facts.append(
                wording.text(
                    ChartPhrase.summary,
                    ["max": wording.delay(worst.seconds), "label": worst.label.shortDescription]
                )
            )
        }
        if !late.isEmpty { facts.append(wording.counted(late.count, .late)) }
        let absent = missing.count - awaited.count
        if absent > 0 { facts.append(wording.counted(absent, .missing)) }
        if !awaited.isEmpty { facts.append(wording.counted(awaited.count, .awaited)) }
        return facts
    }
}

extension Wording {
    /// Seconds below two minutes with the wanted decimals, longer spans in words of the language.
    func delay(_ seconds: Double, places: Int = 0) -> String {
        guard seconds < 60, places > 0 else { return figure(.milliseconds(Int64((seconds * 1000).rounded()))) }
        return decimal(seconds, places: places) + (language == .russian ? " с" : " s")
    }

    /// A value of the axis: from a minute on in minutes.
    func tick(_ seconds: Double) -> String {
        seconds == 60 ? "1\(Self.thinSpace)\(language == .russian ? "мин" : "min")" : delay(seconds)
    }

    fileprivate enum SlotFate { case late, missing, awaited }

    /// `опоздало 6 слотов`, `пропущено 2`.
    fileprivate func counted(_ count: Int, _ fate: SlotFate) -> String {
        let phrase: ChartPhrase =
            switch (fate, PluralForm(count)) {
            case (.late, .one): .lateOne
            case (.late, .few): .lateFew
            case (.late, .many): .lateMany
            case (.missing, .one): .missingOne
            case (.missing, .few): .missingFew
            case (.missing, .many): .missingMany
            case (.awaited, _): .awaited
            }
        return text(phrase, ["count": self.count(count, .slot)])
    }
}
