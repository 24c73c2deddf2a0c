import Glibc
import Platform
import TestKit
import Testing

@testable import mayak

/// Commands beside a running product mean that product; `Tests/Run/launch_test.py` shows it with `Scripts/run` itself.
@Suite("The running product's marker", .timeLimit(.minutes(5)))
struct RunningProductTests {
    private let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
        mkdir("\(directory.path)/runtime", 0o755)
        mkdir("\(directory.path)/trial", 0o755)
    }

    private func mark(_ text: String) throws -> CInt {
        let path = try directory.file(RunningProduct.marker, text)
        return open(path, O_RDWR | O_CLOEXEC)
    }

    private func mayak(_ words: String..., environment: [String: String] = [:]) async throws -> MayakProcess.Outcome {
        try await MayakProcess.run(words, environment: environment, directory: directory.path)
    }

    @Test("is believed while its lock is held, and only when it is whole")
    func locked() throws {
        let file = try mark("pid=12\nconfig=trial/mayak.yaml\nstore=trial/mayak.db\nclock=system\n")
        defer { close(file) }
        let folder = directory.path + "/"
        #expect(RunningProduct.here(folder) == nil)
        flock(file, LOCK_EX)
        let product = try #require(RunningProduct.here(folder))
        #expect(product.pid == 12 && product.config == "trial/mayak.yaml")
        #expect(product.store == "trial/mayak.db" && product.clock == "system")
        for broken in ["", "pid=\n", "pid=x\nstore=a\nclock=system\n", "pid=1\nstore=\nclock=system\n", "\u{0}=\n="] {
            _ = try directory.file(RunningProduct.marker, broken)
            #expect(RunningProduct.here(folder) == nil)
        }
        flock(file, LOCK_UN)
        #expect(RunningProduct.here(folder) == nil)
    }

    @Test("gives a command store and clock unless it names its own")
    func followed() async throws {
        _ = try directory.file("trial/mayak.yaml", "store: {path: trial/mayak.db}\n")
        let file = try mark(
            "pid=12\nconfig=trial/mayak.yaml\nstore=trial/other.db\nclock=2026-11-20T09:55:00+03:00@60\n"
        )
        defer { close(file) }
        flock(file, LOCK_EX)
        let store = try await mayak("status", "--key", "store.path")
        #expect(store.text == "trial/other.db\n")
        #expect(store.errors.contains("trial/mayak.yaml, store trial/other.db"))
        #expect(try await mayak("status", "--key", "clock").text == "2026-11-20T09:55:00+03:00@60\n")
        #expect(try await mayak("status", "--key", "store.path", "--set", "store.path=x.db").text == "x.db\n")
        #expect(try await mayak("status", "--key", "store.path", environment: ["MAYAK_STORE": "y.db"]).text == "y.db\n")
        let named = try await mayak("status", "--key", "store.path", "--config", "trial/mayak.yaml")
        #expect(named.text == "trial/mayak.db\n" && named.errors.isEmpty)
    }

    @Test("commands that look make no store")
    func readOnly() async throws {
        for words in [
            ["status"], ["jobs"], ["health-check"], ["explain", "job", "EQ1"], ["report"], ["plan"],
            ["people", "list"],
            ["plot", "FO", "obstats"], ["calendar", "show"], ["calendar", "history"], ["calendar", "export"],
            ["calendar", "verify"], ["db", "check"],
        ] {
            _ = try await MayakProcess.run(words, directory: directory.path)
            #expect(access("\(directory.path)/runtime/mayak.db", F_OK) != 0, "\(words) made a store")
        }
    }
}
