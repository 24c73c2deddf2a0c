import Market
import Platform
import Store
import TestKit

/// A store in a folder of its own, removed with the last owner.
final class TemporaryStore: Sendable {
    let clock: ManualClock
    private let directory: TemporaryDirectory

    init(clock: ManualClock = ManualClock()) throws {
        self.clock = clock
        directory = try TemporaryDirectory()
    }

    var folder: String { directory.path }
    var path: String { folder + "/mayak.db" }

    func open() throws -> StateStore {
        try StateStore(path: path, clock: clock, log: quietLog(clock))
    }
}

func quietLog(_ clock: ManualClock) -> Log {
    Log(component: "store", threshold: .critical, clock: clock)
}
