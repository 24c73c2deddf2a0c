package import Market

package enum CommandState: String, CaseIterable, Codable, Sendable {
    case queued, claimed, done, failed, refused
    /// Its author lost the rights for it before it was carried out.
    case withdrawn
}

/// Where somebody asked.
package enum CommandChannel: String, Codable, Sendable {
    case telegram, cli, web
}

/// A command in the queue between the processes.
package struct CommandRecord: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var command: SchedulerCommand
    /// The person, as shown in messages: `Иван (42)`.
    package var author: String
    /// Nil for one that this version does not know.
    package var channel: CommandChannel?
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
        channel: CommandChannel?,
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
    /// What is said of a ``CommandState/withdrawn`` command.
    package static let rightsGone = "the rights of whoever asked are gone"
}

/// A command to be posted together with other changes.
package struct CommandDraft: Hashable, Sendable {
    package var command: SchedulerCommand
    package var author: String
    package var channel: CommandChannel
    /// nil: whoever sits at the terminal, or a group's anonymous admin.
    package var person: Int64?

    package init(_ command: SchedulerCommand, author: String, channel: CommandChannel, person: Int64? = nil) {
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
