package import Platform

/// Where records go before anything is done: the journal, and in the crash tests one that ends the process at a step.
package protocol RecordLog: Sendable {
    /// Returns when the record is on the disk.
    @discardableResult
    func append(_ payload: [UInt8]) async throws(JournalError) -> UInt64

    /// Returns the number of the last record when all are on the disk, in their order.
    @discardableResult
    func append(contentsOf payloads: [[UInt8]]) async throws(JournalError) -> UInt64
}

extension RecordLog {
    package func append(contentsOf payloads: [[UInt8]]) async throws(JournalError) -> UInt64 {
        var last: UInt64 = 0
        for payload in payloads { last = try await append(payload) }
        return last
    }
}

extension Journal: RecordLog {}
