import Market
import Platform
import Store

extension Settings {
    /// Opens the store where it exists already; looking at a product that never ran must not make files.
    ///
    /// - Throws: `CommandFailure` when there is none.
    func existingStore(clock: any MarketClock, log: Log) throws -> StateStore {
        guard FileBytes.exists(general.storePath) else {
            throw CommandFailure(.failure, "no store at \(general.storePath): neither process has run here yet")
        }
        return try StateStore(path: general.storePath, clock: clock, log: log)
    }

    /// A log for a command's own remarks: warnings and worse.
    func remarks(of component: String, clock: any MarketClock) -> Log {
        Log(component: component, threshold: max(.warning, general.logLevel), clock: clock)
    }
}
