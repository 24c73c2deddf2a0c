package import Market

/// A process of Mayak, as it signs its heartbeat.
package enum ProcessName: String, CaseIterable, Codable, Sendable {
    case bot, scheduler, sandbox
}

/// The last sign of life of a process.
package struct Heartbeat: Hashable, Sendable {
    package var process: ProcessName
    package var at: Timestamp
    /// One line, such as the last tick and its lag.
    package var detail: String

    package init(process: ProcessName, at: Timestamp, detail: String) {
        self.process = process
        self.at = at
        self.detail = detail
    }
}
