import Foundation

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
    package static func run(
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:],
        directory: String = "/"
    ) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: directory)
        let output = Pipe()
        let errors = Pipe()
        let standardInput = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = standardInput
        try process.run()
        async let readOutput = bytes(of: output.fileHandleForReading)
        async let readErrors = bytes(of: errors.fileHandleForReading)
        // The process may end without reading; then the pipe is closed, which is none of the test's business.
        try? standardInput.fileHandleForWriting.write(contentsOf: input)
        try? standardInput.fileHandleForWriting.close()
        let (outputBytes, errorBytes) = await (readOutput, readErrors)
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: outputBytes,
            errors: String(decoding: errorBytes, as: UTF8.self)
        )
    }

    /// Reads on a thread of its own: the shared pool is as small as the machine, and a test that talks to the process while
    /// it runs needs it.
    private static func bytes(of handle: FileHandle) async -> [UInt8] {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                // A read error ends the text early, and the assertion on it fails.
                continuation.resume(returning: Array((try? handle.readToEnd()) ?? Data()))
            }
        }
    }
}

/// A directory of its own for one test, removed with everything in it.
package final class TemporaryDirectory: Sendable {
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "mayak-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // What is left behind in /tmp harms nobody.
    }

    /// The path of a file in the directory, written when a text is given.
    package func file(_ name: String, _ text: String? = nil) throws -> String {
        let file = "\(path)/\(name)"
        if let text { try Data(text.utf8).write(to: URL(filePath: file)) }
        return file
    }
}
