package import Market
package import Platform

/// Gathers the facts of a day's or a week's report, for whoever shows them.
package protocol ReportService: Sendable {
    /// Nil for a day without sessions, and for one that is still to come.
    func day(_ date: CivilDate) async throws -> JSON?

    /// Of the week in which a day lies; nil for one without a trading day, and for one that is still to come.
    func week(of date: CivilDate) async throws -> JSON?
}
