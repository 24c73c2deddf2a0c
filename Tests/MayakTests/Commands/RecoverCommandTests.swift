import Foundation
import Platform
import TestKit
import Testing

@Suite("mayak recover", .timeLimit(.minutes(5)))
struct RecoverCommandTests {
    private static let name = "paper-20261128T100000.000Z"
    private let directory: TemporaryFolder

    /// A copy of an empty engine's folder, as one writes it.
    init() throws {
        directory = try TemporaryFolder()
        let copy = "\(directory.path)/runtime/replica/\(Self.name)"
        try FileManager.default.createDirectory(atPath: copy + "/journal", withIntermediateDirectories: true)
        let text = #"{"summary":{}}"#
        try FileBytes.create(copy + "/performance.jsonl", Array(text.utf8))
        let digest = try FileDigest.sha256(Array(text.utf8))
        let file = #"{"name":"performance.jsonl","bytes":14,"sha256":"\#(digest)"}"#
        let at = "2026-11-28T10:00:00.000Z"
        let manifest = #"{"version":1,"at":"\#(at)","source":"runtime/engine/paper","files":[\#(file)]}"#
        try FileBytes.create(copy + "/manifest.json", Array(manifest.utf8))
    }

    private func mayak(_ arguments: String...) async throws -> MayakProcess.Outcome {
        try await MayakProcess.run(["recover"] + arguments, directory: directory.path)
    }

    @Test("lists, tries and restores a copy, and keeps what was there")
    func restore() async throws {
        let list = try await mayak()
        #expect(list.status == 0 && list.text.hasPrefix("\(Self.name)  2026-11-28 13:00:00"), "\(list.text)")
        let json = try JSON.parse(try await mayak("--json").text)
        #expect(json["snapshots"]?.array?.first?["files"] == 1)
        let check = try await mayak("--check", Self.name)
        #expect(check.text == "runtime/replica/\(Self.name): whole, 0 records of the journal\n", "\(check.errors)")
        let first = try await mayak("--restore", Self.name)
        #expect(first.text == "runtime/engine/paper: restored from runtime/replica/\(Self.name)\n", "\(first.errors)")
        let second = try await mayak("--restore", Self.name)
        #expect(second.text.contains("; what was there is runtime/engine/paper.replaced-"), "\(second.errors)")
        let restored = "\(directory.path)/runtime/engine/paper/performance.jsonl"
        #expect(try FileBytes.readText(restored, limit: 100) == #"{"summary":{}}"#)
    }

    @Test(
        "refuses options that it would not look at",
        arguments: ["--check a --restore b", "--list --check a", "--data x", "--json --check a"]
    )
    func options(_ line: String) async throws {
        let words = line.split(separator: " ").map(String.init)
        let outcome = try await MayakProcess.run(["recover"] + words, directory: directory.path)
        #expect(outcome.status == 64, "\(outcome.errors)")
    }

    @Test("refuses a copy that is not there, is damaged, or would replace the folder of a running engine")
    func refusals() async throws {
        let absent = try await mayak("--check", "x")
        #expect(absent.status == 65 && absent.errors.contains("has no copy x"))
        _ = try await mayak("--restore", Self.name)
        let lock = try InstanceLock("mayak engine", on: "\(directory.path)/runtime/engine/paper/journal")
        let busy = try await mayak("--restore", Self.name)
        #expect(busy.status == 1 && busy.errors.contains("nothing was changed"), "\(busy.errors)")
        lock.release()
        try FileBytes.append("\(directory.path)/runtime/replica/\(Self.name)/performance.jsonl", [0x20])
        let damaged = try await mayak("--restore", Self.name)
        #expect(damaged.status == 65 && damaged.errors.contains("performance.jsonl: is not what it was"))
        let folders = try FileManager.default.contentsOfDirectory(atPath: "\(directory.path)/runtime/engine")
        #expect(folders == ["paper"])
    }
}
