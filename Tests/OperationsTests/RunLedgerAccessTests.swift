import TestKit
import Testing

/// Nobody but the scheduler ends a run.
///
/// A batch that does so comes from the run ledger alone: whoever has no more than an `OperationsStore` cannot write one, says the
/// compiler. What it cannot see is a part that opens a whole store.
@Suite("Who has the run ledger")
struct RunLedgerAccessTests {
    @Test(
        "neither chat nor web, and no use case",
        arguments: [("Bot", []), ("Web", []), ("Operations", ["StateStore"])] as [(String, [String])]
    )
    func noLedger(target: String, allowed: [String]) throws {
        let names = try HostileValues.names(in: "Sources/\(target)", matching: #"\b(StateStore|RunLedger|ledger\.)"#)
        #expect(names == allowed)
    }
}
