import Foundation
import Platform
import Testing

@Suite("Temporary folders")
struct TemporaryFolderTests {
    /// No process has it: numbers end at 4,194,304 (`pid_max` in proc(5)).
    private static let deadProcess: pid_t = 4_194_305

    @Test(
        "what killed processes left is cleared by the next of the same prefix, and nothing else",
        arguments: [true, false]
    )
    func abandoned(isInMemory: Bool) throws {
        let prefix = "mayak-abandoned-\(UUID().uuidString)"
        let first = try TemporaryFolder(prefix: prefix, isInMemory: isInMemory)
        defer { first.remove() }
        let base = URL(filePath: first.path).deletingLastPathComponent().path
        let dead = "\(base)/\(prefix)-\(Self.deadProcess)-abcDEF"
        try FileManager.default.createDirectory(atPath: "\(dead)/within", withIntermediateDirectories: true)
        let others = [
            "\(prefix)-1-abcDEF", "\(prefix)-\(getpid())-abcDEF", "\(prefix)-abcDEF", "\(prefix)-\(Self.deadProcess)",
            "\(prefix)-\(Self.deadProcess)-abcDEFG", "\(prefix)-\(Self.deadProcess)-abc-DEF",
            "\(prefix)-0-abcDEF", "\(prefix)--\(Self.deadProcess)-abcDEF", "\(prefix)s-\(Self.deadProcess)-abcDEF",
        ].map { "\(base)/\($0)" }
        for other in others {
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        }
        let file = "\(base)/\(prefix)-\(Self.deadProcess)-aaFILE"
        try Data().write(to: URL(filePath: file))
        let link = "\(base)/\(prefix)-\(Self.deadProcess)-aaLINK"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: others[0])
        defer { for path in others + [file, link] { try? FileManager.default.removeItem(atPath: path) } }

        let second = try TemporaryFolder(prefix: prefix, isInMemory: isInMemory)
        defer { second.remove() }
        #expect(!FileManager.default.fileExists(atPath: dead))
        for path in others + [file, link, first.path] {
            #expect(FileManager.default.fileExists(atPath: path), "\(path)")
        }
    }

    @Test("a folder is its owner's alone, and gone when it is removed")
    func removal() throws {
        let folder = try TemporaryFolder(prefix: "mayak-removed")
        let facts = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(facts[.posixPermissions] as? Int == 0o700)
        try Data().write(to: URL(filePath: "\(folder.path)/a"))
        folder.remove()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        folder.remove()
    }
}
