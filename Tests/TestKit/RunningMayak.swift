import Foundation
import Glibc
import Market
import Platform

/// A built `mayak` that goes on running until a signal ends it; what it says is in a file.
package final class RunningMayak: Sendable {
    package struct Overdue: Error, CustomStringConvertible {
        package let description: String
    }

    private let process: ChildProcess
    /// Standard output and standard error together.
    private let logFile: String
    private let name: String

    package var pid: Int32 { process.pid }
    package var isRunning: Bool { process.status == nil }
    /// Everything it has said so far.
    package var log: String { (try? String(contentsOfFile: logFile, encoding: .utf8)) ?? "" }

    /// Starts it with nothing on standard input; its environment is only what is given.
    ///
    /// - Parameter logFile: appended to, so that a restarted process goes on in the same file.
    package init(_ arguments: [String], environment: [String: String], directory: String, logFile: String) throws {
        name = arguments.first ?? ""
        self.logFile = logFile
        process = try ChildProcess(
            MayakProcess.path,
            arguments,
            environment: environment,
            directory: directory,
            streams: (.nothing, .writing(logFile), .writing(logFile))
        )
    }

    package func signal(_ signal: Int32) {
        process.signal(signal)
    }

    /// Kills it with SIGKILL and waits until it is gone.
    package func killHard() async throws {
        signal(SIGKILL)
        try await end(within: .seconds(60))
    }

    /// Waits for its end.
    ///
    /// - Returns: the exit code, or the negative number of the signal that ended it.
    /// - Throws: ``Overdue`` when it still runs after that much real time.
    @discardableResult
    package func end(within limit: Duration) async throws -> Int32 {
        try await wait(for: "the end of mayak \(name)", within: limit) { !self.isRunning }
        return process.status ?? 0
    }

    /// Waits until it has said something.
    package func says(_ text: String, within limit: Duration) async throws {
        try await wait(for: "\"\(text)\" of mayak \(name)", within: limit) { self.log.contains(text) }
    }

    private func wait(for what: String, within limit: Duration, _ isDone: () -> Bool) async throws {
        guard try await eventually(within: limit, isDone) else {
            throw Overdue(description: "no \(what) within \(limit); it said:\n\(log.suffix(2_000))")
        }
    }
}

/// Looks again and again, in real time, because other processes answer in no other.
///
/// - Parameter limit: for a plain build; `MAYAK_PATIENCE` in the environment says how many times slower this one is
///   (`Scripts/sanitize`).
/// - Returns: false when it was not so within the limit.
package func eventually(
    within limit: Duration,
    _ isSo: () async throws -> Bool
) async throws -> Bool {
    let clock = SystemClock()
    let deadline = clock.now + limit * patience
    while true {
        if try await isSo() { return true }
        guard clock.now < deadline else { return false }
        try await clock.sleep(for: .milliseconds(20))
    }
}

private let patience = ProcessInfo.processInfo.environment["MAYAK_PATIENCE"].flatMap(Int.init) ?? 1
