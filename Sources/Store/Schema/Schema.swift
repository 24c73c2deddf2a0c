/// The shape of the database file, by version.
enum Schema {
    /// "MAYK" in `application_id`, so that another program's file is recognised.
    static let applicationID: Int64 = 0x4D41_594B

    /// The steps from an empty file to the present shape; the first one leads to `user_version` 1.
    ///
    /// A released step is never edited: a change is a new step.
    static let steps: [String] = [
        [operations, calendar, alerts, outbox, jobs, feeds, people].joined(separator: "\n"),
        reports,
        invitations,
        rights,
        attempts,
        followUps,
        processStates,
        delivery,
    ]

    static var version: Int { steps.count }
}
