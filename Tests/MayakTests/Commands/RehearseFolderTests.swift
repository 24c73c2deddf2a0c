import Foundation
import Platform
import TestKit
import Testing

@Suite("The folder of a rehearsal")
struct RehearseFolderTests {
    @Test("one that was killed leaves it until the next rehearsal begins", .timeLimit(.minutes(2)))
    func killed() async throws {
        let directory = try TemporaryFolder()
        let process = try RunningMayak(
            ["rehearse"],
            environment: ["TMPDIR": directory.path],
            directory: directory.path,
            logFile: try directory.file("log")
        )
        func isThere() -> Bool { Self.folders(directory.path).contains { $0.contains(".\(process.pid)-") } }
        #expect(try await eventually(within: .seconds(60)) { isThere() })
        try await process.killHard()
        #expect(isThere())
        let next = try await MayakProcess.run(
            ["rehearse", "--until", "00:01", "--json"],
            environment: ["TMPDIR": directory.path],
            directory: directory.path
        )
        #expect(next.status == 0, "\(next.errors)")
        #expect(!isThere())
    }

    private static func folders(_ temporary: String) -> [String] {
        // Only one of the two is there.
        ["/dev/shm", temporary].flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
            .filter { $0.hasPrefix("mayak-rehearse.") }
    }
}
