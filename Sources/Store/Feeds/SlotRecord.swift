package import Market

/// One five-minute slot of one feed as it was first seen.
package struct SlotRecord: Hashable, Sendable {
    package var feed: Feed
    /// Calendar date of the slot (`tradedate`).
    package var date: CivilDate
    /// The slot's label: the END of its five minutes (`tradetime`).
    package var label: TimeOfDay
    /// When the exchange published it.
    package var systime: Timestamp
    package var receivedAt: Timestamp
    package var rowCount: Int
    package var secidCount: Int

    package init(
        feed: Feed,
        date: CivilDate,
        label: TimeOfDay,
        systime: Timestamp,
        receivedAt: Timestamp,
        rowCount: Int,
        secidCount: Int
    ) {
        self.feed = feed
        self.date = date
        self.label = label
        self.systime = systime
        self.receivedAt = receivedAt
        self.rowCount = rowCount
        self.secidCount = secidCount
    }

    /// SYSTIME − tradetime: how long the exchange took to publish the slot.
    package var publicationDelay: Duration {
        MoscowTime.instant(date, label).duration(to: systime)
    }
}

/// The instruments that were in one slot.
package struct SlotSecids: Hashable, Sendable {
    package var feed: Feed
    package var date: CivilDate
    package var label: TimeOfDay
    /// Sorted, unique.
    package var secids: [SecID]

    package init(feed: Feed, date: CivilDate, label: TimeOfDay, secids: [SecID]) {
        self.feed = feed
        self.date = date
        self.label = label
        self.secids = secids
    }
}
