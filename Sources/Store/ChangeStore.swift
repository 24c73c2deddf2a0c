import Platform

/// Tells that something was committed, by this store or another, and nothing of what it was.
package actor ChangeStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// A number that changes whenever anything was committed; cheap to ask for.
    package func version() throws -> Int64 {
        // `data_version` tells only about others.
        try database.pragma("data_version") + database.counts.commits
    }

    /// What wakes at every commit, also of other processes; the first call begins to listen for those.
    package func commits() -> CommitSignal {
        core.commits()
    }
}
