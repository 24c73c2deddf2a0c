import Foundation
import Glibc
import Market
import Platform
import TestKit
import Testing

@testable import Store

@Suite("Store: what operators do to it")
struct StorePlaceTests {
    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt32(status.st_mode & 0o777) : 0
    }

    private func settings(_ path: String) throws -> Int? {
        try StoreFile(path: path).check().tables.first { $0.name == "settings" }?.rows
    }

    @Test("every file is its owner's alone, also one that was wider, and so is the folder made for it")
    func permissions() async throws {
        let files = try TemporaryStore()
        let path = files.folder + "/made/here/mayak.db"
        let store = try StateStore(path: path, clock: files.clock, log: quietLog(files.clock))
        try await store.settings.set("x", "1")
        try StoreFile(path: path).backup(to: files.folder + "/copy.bak")
        for file in [path, path + "-wal", path + "-shm", path + ".lock", files.folder + "/copy.bak"] {
            #expect(mode(file) == 0o600, "\(file)")
        }
        #expect(mode(files.folder + "/made") == 0o700 && mode(files.folder + "/made/here") == 0o700)
        await store.close()
        chmod(path, 0o644)
        chmod(path + ".lock", 0o666)
        let again = try StateStore(path: path, clock: files.clock, log: quietLog(files.clock))
        try await again.settings.set("x", "2")
        for file in [path, path + "-wal", path + "-shm", path + ".lock"] { #expect(mode(file) == 0o600, "\(file)") }
        let lock = try InstanceLock("mayak bot", on: path)
        #expect(mode(path + ".bot.instance") == 0o600)
        lock.release()
        await again.close()
    }

    @Test(
        "an open store notices that its file, log, index or lock is gone or another one",
        arguments: ["", "-wal", "-shm", ".lock"]
    )
    func taken(suffix: String) async throws {
        for isReplaced in [false, true] {
            let files = try TemporaryStore()
            let store = try files.open()
            try await store.settings.set("x", "1")
            try await store.verifyPlace()
            if isReplaced {
                try Data("other".utf8).write(to: URL(filePath: files.folder + "/other"))
                #expect(rename(files.folder + "/other", files.path + suffix) == 0)
            } else {
                #expect(unlink(files.path + suffix) == 0)
            }
            let error = await #expect(throws: DatabaseError.self) { try await store.verifyPlace() }
            #expect(error?.kind == (isReplaced ? .replaced : .gone))
            await #expect(throws: DatabaseError.self) { try await store.settings.set("y", "1") }
            let saved = try await store.rescue(by: "test")
            #expect(try settings(saved) == 1)
            #expect(mode(saved) == 0o600)
        }
    }

    @Test("a retargeted link counts as another file")
    func link() async throws {
        let files = try TemporaryStore()
        let other = files.folder + "/other.db"
        try await StateStore(path: other, clock: files.clock, log: quietLog(files.clock)).close()
        let link = files.folder + "/link.db"
        #expect(symlink("mayak.db", link) == 0)
        let store = try StateStore(path: link, clock: files.clock, log: quietLog(files.clock))
        try await store.settings.set("x", "1")
        #expect(FileBytes.exists(files.path + "-wal") && FileBytes.exists(files.path + ".lock"))
        #expect(!FileBytes.exists(link + ".lock"))
        #expect(unlink(link) == 0 && symlink("other.db", link) == 0)
        let error = await #expect(throws: DatabaseError.self) { try await store.verifyPlace() }
        #expect(error?.kind == .replaced)
    }

    @Test("a file with a second name is refused, and the name of what is no file")
    func otherNames() async throws {
        let files = try TemporaryStore()
        try await files.open().close()
        #expect(Glibc.link(files.path, files.folder + "/second.db") == 0)
        for path in [files.path, files.folder + "/second.db"] {
            let error = #expect(throws: DatabaseError.self) {
                try StateStore(path: path, clock: files.clock, log: quietLog(files.clock))
            }
            #expect(error?.detail.contains("2 names") == true)
        }
        let pipe = files.folder + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in [pipe, files.folder, "/dev/null"] {
            #expect(throws: DatabaseError.self) {
                try StateStore(path: path, clock: files.clock, log: quietLog(files.clock))
            }
            #expect(throws: DatabaseError.self) { try StoreFile(path: path).check() }
        }
    }

    @Test("one program of a kind runs, whatever it calls the store")
    func instances() async throws {
        let files = try TemporaryStore()
        try await files.open().close()
        let first = try InstanceLock("mayak bot", on: files.path)
        try first.claim(files.path)
        defer { first.release() }
        let folderLink = files.folder + "/folder"
        #expect(symlink(files.folder, folderLink) == 0)
        #expect(symlink("mayak.db", files.folder + "/link.db") == 0)
        let name = files.folder.split(separator: "/").last ?? ""
        for path in [
            files.folder + "/link.db", folderLink + "/mayak.db", folderLink + "/link.db",
            "\(files.folder)/../\(name)/mayak.db", files.folder + "//mayak.db",
        ] {
            let error = #expect(throws: InstanceLock.Failure.self) { try InstanceLock("mayak bot", on: path) }
            #expect(error?.kind == .heldByAnother, "\(path)")
        }
        // A hard link, and a lock file that was removed: the store's own file is held as well.
        #expect(Glibc.link(files.path, files.folder + "/second.db") == 0)
        let second = try InstanceLock("mayak bot", on: files.folder + "/second.db")
        #expect(throws: InstanceLock.Failure.self) { try second.claim(files.folder + "/second.db") }
        second.release()
        #expect(unlink(files.path + ".bot.instance") == 0)
        let third = try InstanceLock("mayak bot", on: files.path)
        #expect(throws: InstanceLock.Failure.self) { try third.claim(files.path) }
        third.release()
        // Another kind of program has a lock of its own.
        let scheduler = try InstanceLock("mayak scheduler", on: files.path)
        try scheduler.claim(files.path)
        scheduler.release()
    }

    @Test("a lock file that is a link is refused", arguments: [".lock", ".bot.instance"])
    func lockLinks(suffix: String) async throws {
        let files = try TemporaryStore()
        try await files.open().close()
        unlink(files.path + suffix)
        #expect(symlink(files.folder + "/elsewhere", files.path + suffix) == 0)
        if suffix == ".lock" {
            #expect(throws: DatabaseError.self) { try files.open() }
        } else {
            #expect(throws: InstanceLock.Failure.self) { try InstanceLock("mayak bot", on: files.path) }
        }
        #expect(!FileBytes.exists(files.folder + "/elsewhere"))
    }

    @Test("a backup never takes the place of the store, of what belongs to it, or of another kind of file")
    func backupTargets() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.settings.set("x", "1")
        let file = StoreFile(path: files.path)
        let key = files.folder + "/key"
        try FileBytes.create(key, Array("a key".utf8))
        #expect(symlink("mayak.db", files.folder + "/link.db") == 0)
        #expect(symlink("key", files.folder + "/keylink") == 0)
        let name = files.folder.split(separator: "/").last ?? ""
        let used = files.folder + "/used.db"
        try await StateStore(path: used, clock: files.clock, log: quietLog(files.clock)).close()
        for target in [
            files.path, files.path + "-wal", files.path + "-shm", files.path + "-journal", files.path + ".lock",
            files.path + ".bot.instance", files.folder + "/link.db", "\(files.folder)/../\(name)/mayak.db", key,
            files.folder + "/keylink", files.folder, "/dev/null", used,
        ] {
            let error = #expect(throws: StoreError.self, "\(target)") { try file.backup(to: target) }
            #expect(error?.kind == .wrongTarget, "\(target)")
        }
        try await store.verifyPlace()
        try await store.settings.set("x", "2")
        #expect(try FileBytes.readText(key, limit: 100) == "a key")
        let copy = files.folder + "/copy.bak"
        try file.backup(to: copy)
        try await store.settings.set("y", "1")
        try file.backup(to: copy)  // An older backup may be replaced.
        #expect(try settings(copy) == 2)
        let hard = files.folder + "/hard.db"
        #expect(Glibc.link(files.path, hard) == 0)
        #expect(throws: StoreError.self) { try file.backup(to: hard) }
        unlink(hard)
        await store.close()
    }

    @Test(
        "restoring over a left-over log keeps the log and reads none of it",
        arguments: [true, false],
        ["-wal", "-journal"]
    )
    func leftovers(hasStore: Bool, suffix: String) async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.settings.set("x", "1")
        let copy = files.folder + "/copy.bak"
        try StoreFile(path: files.path).backup(to: copy)
        for number in 0..<50 { try await store.settings.set("later \(number)", String(repeating: "z", count: 500)) }
        // The log of another life of this store, as a kill and a clumsy hand leave it.
        let wal = try Data(contentsOf: URL(filePath: files.path + "-wal"))
        await store.close()
        if !hasStore { unlink(files.path) }
        try wal.write(to: URL(filePath: files.path + suffix))
        try Data("garbage".utf8).write(to: URL(filePath: files.path + "-shm"))
        let kept = try StoreFile(path: files.path).restore(from: copy, at: Samples.noon)
        #expect(!kept.isEmpty && kept.allSatisfy { FileBytes.exists($0) })
        #expect(try settings(files.path) == 1)
        let again = try files.open()
        #expect(try await again.settings.all(prefix: "").count == 1)
        await again.close()
        #expect(try StoreFile(path: files.path).check().problems.isEmpty)
    }

    @Test("a log without its database is not thrown away by a start")
    func orphanedLog() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.settings.set("x", "1")
        let wal = try Data(contentsOf: URL(filePath: files.path + "-wal"))
        await store.close()
        unlink(files.path)
        try wal.write(to: URL(filePath: files.path + "-wal"))
        let error = #expect(throws: DatabaseError.self) { try files.open() }
        #expect(error?.detail.contains("write-ahead log is left") == true)
        #expect(try Data(contentsOf: URL(filePath: files.path + "-wal")) == wal)
    }

    @Test("nothing is restored while a program runs on the store, nor from the store itself or a truncated file")
    func restoreRefusals() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        for number in 0..<50 { try await store.settings.set("\(number)", String(repeating: "z", count: 500)) }
        let copy = files.folder + "/copy.bak"
        let file = StoreFile(path: files.path)
        try file.backup(to: copy)
        await store.close()
        let before = try Data(contentsOf: URL(filePath: files.path))
        for program in InstanceLock.programs {
            let lock = try InstanceLock(program, on: files.path)
            let error = #expect(throws: DatabaseError.self) { try file.restore(from: copy, at: Samples.noon) }
            #expect(error?.kind == .busy && error?.detail.contains("stop `mayak bot`") == true)
            lock.release()
        }
        #expect(symlink("mayak.db", files.folder + "/link.db") == 0)
        for source in [files.path, files.folder + "/link.db", files.path + ".lock"] {
            #expect(throws: StoreError.self) { try file.restore(from: source, at: Samples.noon) }
        }
        let whole = try Data(contentsOf: URL(filePath: copy))
        for count in [0, 50, 100, 4_096, whole.count / 2, whole.count - 1] {
            let path = files.folder + "/cut\(count)"
            try whole.prefix(count).write(to: URL(filePath: path))
            #expect(throws: (any Error).self, "\(count)") { try file.restore(from: path, at: Samples.noon) }
        }
        #expect(try Data(contentsOf: URL(filePath: files.path)) == before)
        let left = try FileManager.default.contentsOfDirectory(atPath: files.folder)
        #expect(
            !left.contains { $0.contains("restoring") || $0.contains("replaced") || $0.contains("partial") },
            "\(left)"
        )
    }

    @Test("a registered secret is stored in no column, whoever brought it")
    func secrets() async throws {
        SecretRegistry.shared.add("store-canary-0123456789")
        let files = try TemporaryStore()
        let store = try files.open()
        let id = try await store.commands.post(
            .job(.run(id: "EQ1 store%2Dcanary%2D0123456789")),
            author: "store-canary-0123456789",
            channel: .cli
        )
        try await store.commands.finish(
            id,
            .failed,
            result: "store-canary-0123456789 " + String(repeating: "z", count: 200_000)
        )
        try await store.processes.heartbeat(.bot, detail: "https://u:hunter2@h/ store\\u002dcanary-0123456789")
        #expect((try await store.commands.command(id)?.result?.utf8.count ?? 0) <= 16_384)
        await store.close()
        let bytes = try Data(contentsOf: URL(filePath: files.path))
        for word in ["canary", "hunter2"] { #expect(bytes.range(of: Data(word.utf8)) == nil) }
    }
}
