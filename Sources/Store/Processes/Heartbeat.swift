package import Market

/// Who signs a heartbeat.
package enum ProcessName: String, CaseIterable, Codable, Sendable {
    /// The bot has polled: it hears the chat.
    case bot
    /// The bot's process lives, whether or not its polls succeed.
    case botProcess = "bot.process"
    case scheduler, sandbox
}

/// What a process says of itself with its sign of life.
package enum ProcessState: String, CaseIterable, Codable, Sendable {
    /// The next sign follows; where it does not, nobody wanted that.
    case running
    /// Somebody stopped it, and it ended in order: this was the last sign until it is started again.
    case stopped
}

/// The last sign of life of a process.
package struct Heartbeat: Hashable, Sendable {
    package var process: ProcessName
    package var state: ProcessState
    package var at: Timestamp
    /// One line, such as the last tick and its lag; for people only.
    package var detail: String

    package init(process: ProcessName, state: ProcessState = .running, at: Timestamp, detail: String) {
        self.process = process
        self.state = state
        self.at = at
        self.detail = detail
    }

    /// How often the scheduler signs; what follows from its silence is counted in these.
    package static let interval = Duration.seconds(5)

    /// How long no poll may have succeeded before the bot counts as deaf: two polls that are held open, and a margin.
    package static func pollSilence(timeout: Duration) -> Duration { timeout * 2 + .seconds(30) }

    /// How long ago it was.
    ///
    /// One that lies ahead was written by a clock that was wrong and says no more of now than one that is as old.
    package func silence(at now: Timestamp) -> Duration {
        let age = at.duration(to: now)
        return age < .zero ? .zero - age : age
    }

    /// Whether its process is at work and takes what is posted to it.
    ///
    /// - Parameter limit: its longest silence; nil where the age of a sign says nothing, as under a scaled clock that has just begun.
    package func isAlive(within limit: Duration?, at now: Timestamp) -> Bool {
        guard state == .running else { return false }
        return limit.map { silence(at: now) <= $0 } ?? true
    }
}
