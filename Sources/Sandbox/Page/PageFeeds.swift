import Market
import Platform

/// The feeds as the page's table shows them: a row for each market with its session, a cell for each feed.
struct PageFeeds {
    /// How a feed stands, in the eyes of the exchange itself: it knows what it should have published.
    enum State: String {
        /// No session yet today, or none at all, and nothing published.
        case idle
        /// The newest slot that is due is there.
        case fresh
        /// A slot that is due is not there.
        case late
        /// The day's last slot is there and the day is over.
        case done
    }

    /// A slot appears 6–15 s after its label; a minute later its absence is no accident.
    private static let publishLag = Duration.minutes(1)

    let market: EmbeddedMarket
    let board: FaultBoard
    let now: Timestamp

    var json: JSON {
        .array(AlgoPackSegment.allCases.map { row($0) })
    }

    private func row(_ id: AlgoPackSegment) -> JSON {
        let window = market.calendar.window(at: now, id)
        let next = market.calendar.nextWindow(after: now, id)
        return .present([
            "market": .string(id.rawValue),
            "session": window.map { .string($0.session.name.rawValue) },
            "until": window.map { .string(MoscowTime.text($0.close)) },
            "next": next.map { .string(MoscowTime.text($0.open)) },
            "feeds": .array(Feed.all(of: id).map { cell($0) }),
        ])
    }

    private func cell(_ feed: Feed) -> JSON {
        let date = MoscowTime.date(of: now)
        let dataset = Dataset(feed.endpoint)
        let faults = board.feedFaults(feed.market, dataset)
        let last = market.slots(dataset, feed.market, date, at: now, faults: faults).last
        let delay = last.map { MoscowTime.instant(date, $0.label).duration(to: $0.systime) }
        return .present([
            "name": .string(feed.endpoint.rawValue),
            "label": feed.endpoint.isSlotted ? last.map { .string($0.label.shortDescription) } : nil,
            "systime": last.map { .string(MoscowTime.text($0.systime)) },
            "delay": feed.endpoint.isSlotted ? delay.map { .int(Int64($0.inSeconds)) } : nil,
            "state": .string(state(feed, date, last?.label).rawValue),
            "faulty": .bool(
                faults.contains { $0.contains(now) } || !board.pageFaults(feed.market, dataset, at: now).isEmpty
            ),
        ])
    }

    private func state(_ feed: Feed, _ date: CivilDate, _ last: TimeOfDay?) -> State {
        guard feed.endpoint.isSlotted else { return last == nil ? .idle : .done }
        let due = market.calendar.dueSlots(feed, on: date, at: now, publishLag: Self.publishLag)
        guard let newest = due.last else { return last == nil ? .idle : .fresh }
        if (last ?? .midnight) < newest { return .late }
        return market.calendar.expectedSlots(feed, on: date).last == newest && last == newest ? .done : .fresh
    }
}
