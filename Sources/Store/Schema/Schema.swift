/// The shape of the database file, step by step.
enum Schema {
    /// "MAYK" in `application_id`, so that another program's file is recognised.
    static let applicationID: Int64 = 0x4D41_594B

    /// One change of the shape.
    struct Step: Sendable {
        /// Kept in the file, which so knows what it has been through.
        let name: String
        let sql: String
    }

    /// The steps from an empty file to the present shape, in the order in which they are taken.
    ///
    /// A released step is never edited, renamed or moved: a change is a new step at the end.
    static let steps = [
        Step(
            name: "first tables",
            sql: [settings, processes, commands, calendar, alerts, outbox, jobs, feeds, people, audit, updates].joined(
                separator: "\n"
            )
        ),
        Step(name: "reports", sql: reports),
        Step(name: "invitations", sql: invitations),
        Step(name: "rights", sql: rights),
        Step(name: "attempts", sql: attempts),
        Step(name: "follow-ups", sql: followUps),
        Step(name: "process states", sql: processStates),
        Step(name: "delivery", sql: delivery),
        Step(name: "jobs that ask first", sql: jobsThatAsk),
        Step(name: "lost answers and reminders", sql: lostAnswers),
        Step(name: "name tallies", sql: nameTallies),
        Step(name: "group roles", sql: groupRoles),
        Step(name: "duties", sql: duties),
        Step(name: "gap leaders", sql: gapLeaders),
        Step(name: "gap paths and dividends", sql: gapPathsAndDividends),
        Step(name: "shares", sql: shares),
        Step(name: "portfolio", sql: portfolio),
        Step(name: "web access", sql: access),
        Step(name: "paused jobs", sql: pausedJobs),
        Step(name: "uses of keys", sql: accessUses),
        Step(name: "splits and dividends", sql: splitsAndDividends),
        Step(name: "audit lines of commands", sql: auditedCommands),
        Step(name: "engine", sql: engine),
        Step(name: "times of alerts", sql: alertTimes),
        Step(name: "subjects of living messages", sql: livingSubjects),
        Step(name: "doubts of gap leaders", sql: gapDoubts),
        Step(name: "late signals", sql: lateSignals),
        Step(name: "limits of positions", sql: closedRisk),
        Step(name: "obstacles of signals", sql: signalObstacles),
        Step(name: "signals of the engine", sql: engineSignals),
    ]

    static var version: Int { steps.count }
}
