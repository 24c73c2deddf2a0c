import Foundation
import Glibc
import Platform
import TestKit
import Testing

@Suite("Files")
struct FileBytesTests {
    @Test("only a regular file is read, and nothing waits for a pipe's writer")
    func kinds() throws {
        let folder = try TemporaryFolder()
        let pipe = "\(folder.path)/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        let socketPath = "\(folder.path)/socket"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socketPath.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        let link = "\(folder.path)/link"
        try #require(symlink(pipe, link) == 0)
        for (path, word) in [
            (pipe, "a pipe"), (link, "a pipe"), (socketPath, "a socket"), (folder.path, "a folder"),
            ("/dev/zero", "a device"), ("/dev/null", "a device"),
        ] {
            let error = try #require(throws: FileError.self) { try FileBytes.read(path, limit: 100) }
            #expect(error.kind == .notAFile && error.detail.contains(word), "\(error)")
        }
    }

    @Test("a file above the limit is refused before it is read")
    func limit() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("large", "")
        #expect(truncate(path, 1 << 40) == 0)  // Without a byte on the disk.
        let error = try #require(throws: FileError.self) { try FileBytes.read(path, limit: 1 << 20) }
        #expect(error.kind == .tooLarge && error.detail.contains("1048576"))
    }

    @Test("what is written is for its owner alone, whatever the file was before")
    func permissions() throws {
        let folder = try TemporaryFolder()
        let (made, replaced) = ("\(folder.path)/made", try folder.file("replaced", "old"))
        #expect(chmod(replaced, 0o666) == 0)
        try FileBytes.create(made, [1])
        try FileBytes.replace(replaced, [2])
        for path in [made, replaced] {
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }
}
