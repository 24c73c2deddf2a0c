import Market
import Platform

/// What one topic writes in a batch.
protocol BatchPart: Sendable {
    init()

    /// Writes it within the running transaction, and notes the numbers that new rows were given.
    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws
}
