/// A day and month as they were written, of a year that was said or is to be found.
struct DayOfYear: Hashable, Sendable {
    let day: Int
    let month: Int
    var year: Int?

    /// The day of the year that was said; else the one nearest to a date.
    ///
    /// Nil where there is no such day.
    func nearest(to date: CivilDate) -> CivilDate? {
        if let year { return CivilDate(year: year, month: month, day: day) }
        let candidates = (date.year - 1...date.year + 1).compactMap { CivilDate(year: $0, month: month, day: day) }
        return candidates.min { abs($0.dayNumber - date.dayNumber) < abs($1.dayNumber - date.dayNumber) }
    }
}
