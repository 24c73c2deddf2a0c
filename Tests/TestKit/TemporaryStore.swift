package import Market
package import Platform
package import Store

/// A store in a folder of its own, removed with the last owner.
package final class TemporaryStore: Sendable {
    package let clock: ManualClock
    private let directory: TemporaryFolder

    package init(clock: ManualClock = ManualClock(), isInMemory: Bool = false) throws {
        self.clock = clock
        directory = try TemporaryFolder(isInMemory: isInMemory)
    }

    package var folder: String { directory.path }
    package var path: String { folder + "/mayak.db" }

    package func open(metrics: StoreMetrics? = nil) throws -> StateStore {
        try StateStore(path: path, clock: clock, log: quietLog(clock), metrics: metrics)
    }
}

package func quietLog(_ clock: any MarketClock) -> Log {
    Log(component: "store", threshold: .critical, clock: clock)
}
