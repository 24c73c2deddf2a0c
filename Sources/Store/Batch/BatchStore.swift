/// Writes what several topics must show at once, for a part that needs no more of the store than its own topics.
package actor BatchStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Writes a batch in one transaction; see `StateStore.commit(_:)`.
    @discardableResult
    package func commit(_ batch: StoreBatch) throws -> StoreReceipt {
        try core.commit(batch)
    }
}
