import Foundation
import Market
import Platform

/// Runs the built `mayak` as a process of its own, as a person or supervisord would.
package enum MayakProcess {
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: [UInt8]
        package let errors: String

        package var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// The binary that SwiftPM built beside the tests.
    package static var path: String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "mayak")
            .path
    }

    /// Waits for the end of the process; its environment is only what is given here.
    ///
    /// - Parameter program: a copy of the binary at another place.
    package static func run(
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:],
        directory: String = "/",
        program: String = path
    ) async throws -> Outcome {
        let files = try TemporaryFolder()
        let inputFile = try files.file("input", input.isEmpty ? "" : nil)
        if !input.isEmpty { try Data(input).write(to: URL(filePath: inputFile)) }
        let (output, errors) = (try files.file("output", ""), try files.file("errors", ""))
        let process = try ChildProcess(
            program,
            arguments,
            environment: environment,
            directory: directory,
            streams: (.reading(inputFile), .writing(output), .writing(errors))
        )
        while process.status == nil { try await SystemClock().sleep(for: .milliseconds(5)) }
        return Outcome(
            status: process.status ?? 0,
            output: Array(try Data(contentsOf: URL(filePath: output))),
            errors: try String(contentsOfFile: errors, encoding: .utf8)
        )
    }
}
