package import Market
package import Platform
package import Store

/// What one feed has brought on one day: slots with their delays, those that are missing, and how old its news are.
package struct FeedDay: Sendable {
    package let feed: Feed
    package let date: CivilDate
    package let limit: Duration
    /// What came, by label.
    package let slots: [SlotRecord]
    /// Labels that the whole day is expected to have.
    package let expected: Int
    /// Labels that should have come by now and have not, quiet ones left out.
    package let missing: [TimeOfDay]
    /// The newest slot of this or an earlier day; nil before the first.
    package let last: SlotRecord?
    /// Publishing time since the last SYSTIME; nil before the first slot.
    package let age: Duration?

    package init(
        _ feed: Feed,
        on date: CivilDate,
        limit: Duration,
        calendar: TradingCalendar,
        at now: Timestamp,
        from store: FeedStore
    ) async throws {
        self.feed = feed
        self.date = date
        self.limit = limit
        slots = try await store.slots(feed, on: date)
        let quiet = Set(try await store.quietSlots(feed, from: date, through: date).map(\.label))
        let seen = Set(slots.map(\.label))
        expected = calendar.expectedSlots(feed, on: date).count
        missing = calendar.dueSlots(feed, on: date, at: now, publishLag: limit).filter { label in
            !seen.contains(label) && !quiet.contains(label)
        }
        last = slots.last == nil ? try await store.latestSlot(feed) : slots.last
        age = last.map { calendar.publishingDuration(from: $0.systime, to: now, feed: feed) }
    }

    /// How many slots came later than the limit.
    package var late: Int { slots.count { $0.publicationDelay > limit } }

    /// Spans in seconds; a point is label, delay and rows.
    ///
    /// - Parameter hasPoints: false leaves the slots themselves out.
    package func json(hasPoints: Bool) -> JSON {
        let base: JSON = [
            "market": .string(feed.market.rawValue), "endpoint": .string(feed.endpoint.rawValue),
            "limit": .double(limit.inSeconds), "expected": .int(Int64(expected)), "seen": .int(Int64(slots.count)),
            "late": .int(Int64(late)), "missing": .strings(missing.map(\.shortDescription)),
            "age": age.map { .double($0.inSeconds) } ?? .null,
            "last": last.map { slot in
                [
                    "date": .string("\(slot.date)"), "label": .string(slot.label.shortDescription),
                    "systime": .string(RFC3339.text(slot.systime)),
                    "received_at": .string(RFC3339.text(slot.receivedAt)),
                    "delay": .double(slot.publicationDelay.inSeconds), "rows": .int(Int64(slot.rowCount)),
                    "secids": .int(Int64(slot.secidCount)),
                ]
            } ?? .null,
        ]
        guard hasPoints else { return base }
        let points = slots.map { slot -> JSON in
            [
                .string(slot.label.shortDescription), .double(slot.publicationDelay.inSeconds),
                .int(Int64(slot.rowCount)),
            ]
        }
        return base.setting("points", to: .array(points))
    }
}
