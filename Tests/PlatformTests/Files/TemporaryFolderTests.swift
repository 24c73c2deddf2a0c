import Foundation
import Platform
import TestKit
import Testing

@Suite("Temporary folders", .timeLimit(.minutes(1)))
struct TemporaryFolderTests {
    @Test("what a killed process left is cleared by the next of its prefix, what a living one holds is not")
    func abandoned() async throws {
        let place = try TemporaryFolder()
        let prefix = "mayak-abandoned-\(UUID().uuidString)"
        let other = try FolderHolder(prefix, in: place.path)
        let theirs = try await other.path()
        // Whoever has no such process, as in another container, leaves the folder alone all the same.
        let renamed = theirs.replacing(".\(other.number)-", with: ".4194305-")
        try FileManager.default.moveItem(atPath: theirs, toPath: renamed)
        try FileManager.default.createDirectory(atPath: "\(renamed)/within", withIntermediateDirectories: true)

        let first = try await FolderHolder(prefix, in: place.path).path()
        #expect(FileManager.default.fileExists(atPath: renamed))
        try await other.kill()
        let second = try FolderHolder(prefix, in: place.path)
        let mine = try await second.path()
        #expect(!FileManager.default.fileExists(atPath: renamed))
        #expect(!FileManager.default.fileExists(atPath: first), "its process was killed with its last reference")
        #expect(FileManager.default.fileExists(atPath: mine))
    }

    @Test("what only looks like a folder of the prefix stays", arguments: [true, false])
    func others(isInMemory: Bool) throws {
        let prefix = "mayak-abandoned-\(UUID().uuidString)"
        let first = try TemporaryFolder(prefix: prefix, isInMemory: isInMemory)
        let base = URL(filePath: first.path).deletingLastPathComponent().path
        let dead = "\(base)/\(prefix).77-abcDEF"
        try FileManager.default.createDirectory(atPath: "\(dead)/within", withIntermediateDirectories: true)
        let others = [
            "\(prefix)-abcDEF", "\(prefix).77", "\(prefix).77-abcDEFG", "\(prefix).77-abc-DEF", "\(prefix).-abcDEF",
            "\(prefix).-77-abcDEF", "\(prefix)s.77-abcDEF", "\(prefix)-77-abcDEF", "\(prefix).7x-abcDEF",
        ].map { "\(base)/\($0)" }
        for other in others {
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        }
        let file = "\(base)/\(prefix).77-aaFILE"
        try Data().write(to: URL(filePath: file))
        let link = "\(base)/\(prefix).77-aaLINK"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: others[0])
        defer { for path in others + [file, link] { try? FileManager.default.removeItem(atPath: path) } }

        let second = try TemporaryFolder(prefix: prefix, isInMemory: isInMemory)
        defer { second.remove() }
        #expect(!FileManager.default.fileExists(atPath: dead))
        for path in others + [file, link, first.path] {
            #expect(FileManager.default.fileExists(atPath: path), "\(path)")
        }
    }

    @Test("a folder is its owner's alone, and gone when it is removed or nobody has it any more")
    func removal() throws {
        var folder: TemporaryFolder? = try TemporaryFolder(prefix: "mayak-removed")
        let path = try #require(folder?.path)
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o700)
        try Data().write(to: URL(filePath: "\(path)/a"))
        folder?.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
        folder?.remove()
        folder = try TemporaryFolder(prefix: "mayak-removed")
        let next = try #require(folder?.path)
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: next))
    }
}

/// A second process that makes a temporary folder and keeps it until it is killed, at the latest with the last reference.
private final class FolderHolder {
    private let process: ChildProcess
    private let output: String

    init(_ prefix: String, in place: String) throws {
        output = "\(place)/\(UUID().uuidString)"
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "journal-hammer").path
        process = try ChildProcess(
            program,
            ["--folder", prefix],
            environment: ["TMPDIR": place],
            directory: place,
            streams: (.nothing, .writing(output), .nothing)
        )
    }

    var number: Int32 { process.pid }

    func path() async throws -> String {
        #expect(try await eventually(within: .seconds(30)) { said.hasSuffix("\n") })
        return String(said.dropLast())
    }

    func kill() async throws {
        process.signal(SIGKILL)
        #expect(try await eventually(within: .seconds(30)) { process.status != nil })
    }

    /// Nothing before the process has begun.
    private var said: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
}
