package import Market

/// One person on call in one hour of the week.
package struct Duty: Hashable, Sendable {
    package var slot: DutySlot
    /// Telegram's numeric user id.
    package var person: Int64
    package var name: String

    package init(slot: DutySlot, person: Int64, name: String) {
        self.slot = slot
        self.person = person
        self.name = name
    }
}

/// An hour of the week, Moscow time.
package struct DutySlot: Hashable, Comparable, Sendable {
    package let weekday: Weekday
    /// 0 to 23.
    package let hour: Int

    /// Returns nil for an hour that no day has.
    package init?(_ weekday: Weekday, hour: Int) {
        guard (0..<24).contains(hour) else { return nil }
        self.weekday = weekday
        self.hour = hour
    }

    package init(at instant: Timestamp) {
        weekday = MoscowTime.date(of: instant).weekday
        hour = MoscowTime.time(of: instant).hour
    }

    package static func < (left: DutySlot, right: DutySlot) -> Bool {
        (left.weekday, left.hour) < (right.weekday, right.hour)
    }
}

/// The week's table of who is on call.
package struct DutyRota: Hashable, Sendable {
    /// By hour, then by person.
    package let duties: [Duty]

    package init(_ duties: [Duty]) {
        self.duties = duties.sorted { ($0.slot, $0.person) < ($1.slot, $1.person) }
    }

    package func onDuty(at instant: Timestamp) -> [Duty] {
        let slot = DutySlot(at: instant)
        return duties.filter { $0.slot == slot }
    }

    /// The people of one hour.
    package func people(_ slot: DutySlot) -> [Duty] { duties.filter { $0.slot == slot } }
}
