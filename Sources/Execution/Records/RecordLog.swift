package import Platform

/// Where records go before anything is done: the journal, and in the crash tests one that ends the process at a step.
package protocol RecordLog: Sendable {
    /// Returns when the record is on the disk.
    @discardableResult
    func append(_ payload: [UInt8]) async throws(JournalError) -> UInt64
}

extension Journal: RecordLog {}
