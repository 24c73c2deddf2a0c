/// Sets right or removes what lies in the tables of all topics: the past that nobody asks for, and a clock that was ahead.
package actor MaintenanceStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }
}
