import Market
import Platform

/// One topic of the store: an actor on the store's queue, handed to those who need this topic and no other.
///
/// A call from one topic's queue into another does not change threads. Every function throws `DatabaseError` for failures
/// of the file, and ``StoreError`` where a rule of the store refuses.
package protocol StoreTopic: Actor {
    nonisolated var core: StoreCore { get }
}

extension StoreTopic {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe core.executor.asUnownedSerialExecutor() }

    var database: Connection { core.database }

    nonisolated var clock: any MarketClock { core.clock }

    /// Runs the body as one transaction, and wakes whoever waits for it where it changed a row.
    @discardableResult
    func write<Result>(
        _ durability: Connection.Durability = .durable,
        _ body: (Connection) throws -> Result
    ) throws -> Result {
        try core.write(durability, body)
    }
}
