package import Market

/// What an answer says of one slot.
package struct FeedSlot: Hashable, Sendable {
    package var date: CivilDate
    /// The END of the slot's five minutes (`tradetime`), Moscow time.
    package var label: TimeOfDay
    package var rowCount: Int
    /// Sorted, each once; for FUTOI the short codes of the underlyings.
    package var secids: [SecID]
    /// The earliest and the latest SYSTIME of the slot's rows; nil when the column is absent or empty.
    package var firstSystime: Timestamp?
    package var lastSystime: Timestamp?

    package init(
        date: CivilDate,
        label: TimeOfDay,
        rowCount: Int,
        secids: [SecID],
        firstSystime: Timestamp? = nil,
        lastSystime: Timestamp? = nil
    ) {
        self.date = date
        self.label = label
        self.rowCount = rowCount
        self.secids = secids
        self.firstSystime = firstSystime
        self.lastSystime = lastSystime
    }

    /// SYSTIME − tradetime of the slot's last row: how long the exchange took to publish the whole slot.
    ///
    /// - Note: Recalculated history carries a SYSTIME of much later (docs/reference/algopack.md, Time of a slot).
    package var publicationDelay: Duration? {
        lastSystime.map { MoscowTime.instant(date, label).duration(to: $0) }
    }
}
