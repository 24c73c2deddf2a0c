import Execution
package import Market
import Platform

/// A broker in a replay: what is sent to it goes nowhere, and it reports what it has reported when it was recorded.
///
/// Each group of reports is what one look into its queue found; it is over when that look finds nothing more.
package final class KnownAnswers: OrderGateway, Sendable {
    private let groups = Lock<[[ExecutionReport]]>([])

    package init() {}

    /// What is found from now on.
    func expect(_ reports: [[ExecutionReport]]) { groups.withLock { $0 = reports } }

    package func submit(_ request: OrderRequest, at now: Timestamp) {}
    package func cancel(_ order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {}
    package func ask(about order: OrderID, of slot: InstrumentSlot, at now: Timestamp) {}

    package func nextReport(until now: Timestamp) -> ExecutionReport? {
        groups.withLock { groups in
            guard let first = groups.first else { return nil }
            guard let report = first.first else {
                groups.removeFirst()
                return nil
            }
            groups[0].removeFirst()
            return report
        }
    }
}

/// A source of what was missed that never answers: the answer is in the recording.
struct SilentSource: BackfillSource {
    func missed(_ slot: InstrumentSlot, in span: Range<Timestamp>) async throws(FeedError) -> Backfill { .notOffered }
}
