package import Market

/// What a person asks of the scheduler, from the chat or the command line.
package enum SchedulerCommand: Hashable, Codable, Sendable {
    case runJob(id: String)
    /// Take the alert, and its whole group where its number stands for one.
    case acknowledge(alert: Int64)
    /// Take this alert only, although its message shows others as well.
    case acknowledgeOne(alert: Int64)
    case silenceAlert(alert: Int64, until: SilenceSpan)
    case silence(rule: AlertRule?, market: MarketID?, endpoint: Endpoint?, until: SilenceSpan, reason: String)
    case endSilence(id: Int64)
    /// Check the alert's feed now.
    case recheck(alert: Int64)
    /// Gather a report and send it to the chat that asked.
    case report(ReportRequest)
    /// A row that this version cannot read.
    case unreadable
}

extension SchedulerCommand {
    /// The least role of whoever asks, at the moment it is carried out.
    package var role: Role {
        switch self {
        // One that cannot be read has no effect; its handler says so.
        case .report, .unreadable: .viewer
        case .runJob, .acknowledge, .acknowledgeOne, .silenceAlert, .silence, .endSilence, .recheck: .operator
        }
    }
}

/// How long a silence lasts; the scheduler knows the sessions and turns it into an instant.
package enum SilenceSpan: Hashable, Codable, Sendable {
    case minutes(Int)
    case sessionEnd
    case tomorrowOpen
}

package enum CommandState: String, Codable, Sendable {
    case queued, claimed, done, failed, refused
}

/// A command in the queue between the processes.
package struct CommandRecord: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var command: SchedulerCommand
    /// The person, as shown in messages: `Иван (42)`.
    package var author: String
    /// `telegram` or `cli`.
    package var channel: String
    /// The person's number; nil: whoever sat at the terminal, or a group's anonymous admin.
    package var person: Int64?
    package var postedAt: Timestamp
    package var state: CommandState
    /// How often a process began with it.
    package var attempts: Int
    /// What came of it, one line.
    package var result: String?
    package var finishedAt: Timestamp?

    package init(
        id: Int64,
        command: SchedulerCommand,
        author: String,
        channel: String,
        person: Int64? = nil,
        postedAt: Timestamp,
        state: CommandState,
        attempts: Int = 0,
        result: String? = nil,
        finishedAt: Timestamp? = nil
    ) {
        self.id = id
        self.command = command
        self.author = author
        self.channel = channel
        self.person = person
        self.postedAt = postedAt
        self.state = state
        self.attempts = attempts
        self.result = result
        self.finishedAt = finishedAt
    }
}

extension CommandRecord {
    /// The result of a command whose author lost rights before it was carried out.
    package static let withdrawn = "the rights of whoever asked are gone"
}

/// A command to be posted together with other changes.
package struct CommandDraft: Hashable, Sendable {
    package var command: SchedulerCommand
    package var author: String
    package var channel: String
    /// nil: whoever sits at the terminal, or a group's anonymous admin.
    package var person: Int64?

    package init(_ command: SchedulerCommand, author: String, channel: String, person: Int64? = nil) {
        self.command = command
        self.author = author
        self.channel = channel
        self.person = person
    }
}

/// What came of a command.
package struct FinishedCommand: Hashable, Sendable {
    package var id: Int64
    /// `.done`, `.failed` or `.refused`.
    package var state: CommandState
    /// One line.
    package var result: String

    package init(id: Int64, state: CommandState, result: String) {
        self.id = id
        self.state = state
        self.result = result
    }
}
