package import Market

/// A family of jobs: each target offers its own, and the scheduler runs what all of them offer.
///
/// An id belongs to one job: of two with the same id the scheduler keeps the first and says so in the log.
package protocol JobSource: Sendable {
    /// The jobs that no day replaces; asked once.
    var standing: [Job] { get }
    /// The jobs that a day of the market shall have; asked at midnight and after each edit of the calendar.
    ///
    /// Days of the market are Moscow's, whatever zone reports are in.
    func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job]
}

extension JobSource {
    package var standing: [Job] { [] }
    package func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] { [] }
}

/// Several families as one, in their order.
package struct JobSources: JobSource {
    private let sources: [any JobSource]

    package init(_ sources: [any JobSource]) {
        self.sources = sources
    }

    package var standing: [Job] { sources.flatMap(\.standing) }

    package func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        sources.flatMap { $0.wanted(calendar, on: date) }
    }
}
