import Glibc
import Testing

@testable import Platform

@Suite struct CodePagesReleaseTests {
    @Test(arguments: [
        ("55d0c8a00000-55d0c8a02000 r-xp 00001000 fd:00 1312                       /usr/bin/mayak", true),
        ("55d0c8a00000-55d0c8a02000 r--p 00001000 fd:00 1312                       /usr/bin/mayak", false),
        ("55d0c8a00000-55d0c8a02000 rwxp 00001000 fd:00 1312                       /usr/bin/mayak", false),
        ("55d0c8a00000-55d0c8a02000 r-xp 00000000 00:00 0                          [vdso]", false),
        ("55d0c8a00000-55d0c8a02000 r-xp 00000000 00:00 0", false),
        ("55d0c8a02000-55d0c8a00000 r-xp 00001000 fd:00 1312 /usr/bin/mayak", false),
        ("nonsense", false),
    ])
    func onlyCodeOfFilesIsReleased(line: String, isCode: Bool) {
        #expect(CodePagesRelease.codeOfFile(line[...]) == (isCode ? 0x55d0_c8a0_0000..<0x55d0_c8a0_2000 : nil))
    }

    /// The code goes on running: what is needed comes back by itself.
    @Test func aProcessHasLessAndGoesOn() throws {
        let before = try residentFilePages()
        try CodePagesRelease.release()
        let after = try residentFilePages()
        #expect(after < before / 2, "\(before) kB before, \(after) kB after")
        #expect(try residentFilePages() > 0)
    }

    private func residentFilePages() throws -> Int {
        let status = String(decoding: try FileBytes.read("/proc/self/status", limit: 1 << 16), as: UTF8.self)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
        return try #require(line.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) })
    }
}
