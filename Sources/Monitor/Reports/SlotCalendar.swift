import Market
import Store

/// Which slots of a span of days a report may count: those that were due while somebody watched.
struct SlotCalendar: Sendable {
    let calendar: TradingCalendar
    /// When the market was last asked on a day, Moscow time; a day without an entry was not watched.
    let watchedUntil: [MarketDay: Timestamp]
    let now: Timestamp
    /// `DELAY`: a slot that did not come may still be in time until then.
    let limit: Duration
    /// The same for single feeds, in place of ``limit``.
    var own: [Feed: Duration] = [:]

    struct MarketDay: Hashable, Sendable {
        let market: AlgoPackSegment
        let date: CivilDate
    }

    func isWatched(_ market: AlgoPackSegment, on date: CivilDate) -> Bool {
        watchedUntil[MarketDay(market: market, date: date)] != nil
    }

    /// The labels of each session of the day, and up to where their outcome is known.
    func sessions(_ feed: Feed, on date: CivilDate) -> [(labels: [TimeOfDay], known: TimeOfDay)] {
        guard let watched = watchedUntil[MarketDay(market: feed.market, date: date)] else { return [] }
        return calendar.grid(feed, on: date).runs.compactMap { run in
            // As the calendar's expected slots: what falls between two sessions is nobody's loss.
            let labels = run.labels.filter { run.session.open < $0 && $0 <= run.session.close }
            guard let last = labels.last else { return nil }
            return (labels, Slot.known(upTo: last, on: date, watched: watched, now: now, limit: own[feed] ?? limit))
        }
    }

    func stretches(_ feed: Feed, on dates: [CivilDate]) -> [SlotStretch] {
        dates.flatMap { date in
            sessions(feed, on: date).compactMap { labels, known in
                guard let first = labels.first, let last = labels.last else { return nil }
                return SlotStretch(date: date, first: first, last: last, known: known)
            }
        }
    }

    /// Of the stretches what nobody waits for any more.
    func settled(_ stretches: [SlotStretch]) -> [SlotStretch] {
        stretches.map { stretch in
            var settled = stretch
            settled.known = min(stretch.known, Slot.settled(on: stretch.date, at: now))
            return settled
        }
    }

    /// Adds the stretches up; quiet slots are not due.
    func share(_ stretches: [SlotStretch], _ tallies: [SlotTally], quiet: [QuietSlot]) -> SlotShare {
        zip(stretches, tallies).reduce(SlotShare()) { sum, pair in
            let (stretch, tally) = pair
            let step = Int(Slot.length.wholeSeconds)
            let end = min(stretch.last, stretch.known).secondOfDay
            let expected = end < stretch.first.secondOfDay ? 0 : (end - stretch.first.secondOfDay) / step + 1
            let unneeded = quiet.count {
                $0.date == stretch.date && stretch.first <= $0.label && $0.label <= min(stretch.last, stretch.known)
            }
            // A quiet slot that came after all is seen, so the count can never fall below what came.
            let due = max(tally.seen, expected + tally.seenBeyond - unneeded)
            return sum + SlotShare(due: due, inTime: tally.seen - tally.late, late: tally.late)
        }
    }
}
