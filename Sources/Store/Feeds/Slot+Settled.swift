package import Market

extension Slot {
    /// How long after its label a slot may still come: most late loads do so within this time.
    package static let arrival = Duration.hours(1)

    /// Up to which label of a date nobody waits any more: what is not here by now is absent.
    package static func settled(on date: CivilDate, at now: Timestamp) -> TimeOfDay {
        let end = now - arrival
        let day = MoscowTime.date(of: end)
        return day > date ? .endOfDay : day < date ? .midnight : MoscowTime.time(of: end)
    }
}
