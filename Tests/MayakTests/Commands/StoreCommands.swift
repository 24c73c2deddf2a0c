import Platform
import Store
import TestKit

/// The commands of one group as processes of their own, on one store in a folder of its own.
struct StoreCommands: Sendable {
    let group: String
    let directory: TemporaryFolder
    let path: String

    init(_ group: String) throws {
        self.group = group
        directory = try TemporaryFolder()
        path = try directory.file("mayak.db")
    }

    func callAsFunction(_ arguments: String...) async throws -> MayakProcess.Outcome {
        try await MayakProcess.run([group] + arguments + ["--store", path])
    }

    func opened() throws -> StateStore {
        try StateStore(path: path, clock: ManualClock(), log: Log(component: "t", clock: ManualClock()))
    }
}
