import Foundation
import Market
import Platform
import Store
import TestKit

/// A store in a folder of its own, removed with the last owner.
final class TemporaryStore: Sendable {
    let folder: String
    let clock: ManualClock

    init(clock: ManualClock = ManualClock()) throws {
        self.clock = clock
        folder = NSTemporaryDirectory() + "mayak-store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        // A folder left behind in /tmp is no reason to fail a test.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var path: String { folder + "/mayak.db" }

    func open() throws -> StateStore {
        try StateStore(path: path, clock: clock, log: quietLog(clock))
    }
}

func quietLog(_ clock: ManualClock) -> Log {
    Log(component: "store", threshold: .critical, clock: clock)
}
