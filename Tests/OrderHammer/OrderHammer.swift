import Execution
import Glibc
import Market
import Platform

/// A process for the crash tests of orders: it recovers, places what is missing of a number of orders, and may end itself on the way.
///
/// It writes a checkpoint behind every second order, and starts from the last one. Not part of the product. `order-hammer FOLDER POINT COUNT`; a point is `none`, or `before-append:3`, `after-append:3`, `before-venue:3`
/// or `after-venue:3`: the process kills itself there, counted in this run. When it comes to its end it says `settled true` or `false`.
@main
enum OrderHammer {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 4, let point = CrashPoint(words[2]), let count = Int(words[3]) else {
            print("usage: order-hammer FOLDER POINT COUNT")
            exit(64)
        }
        let instruments = try table()
        let clock = SystemClock()
        let journal = try Journal(folder: words[1] + "/journal")
        let checkpoints = CheckpointFile(folder: words[1])
        let restored = RestoredExecution(journal, instruments, from: checkpoints, now: clock.now)
        var options = JournaledExecution.Options()
        options.askInterval = .milliseconds(1)
        let execution = JournaledExecution(
            restored,
            log: CrashingLog(journal, point),
            venue: FileVenue(words[1] + "/venue", point),
            clock: clock,
            options: options
        )
        _ = try await execution.recover()
        let known = restored.ledger.openOrders.count + restored.ledger.recentOrders.count
        var ids = OrderIDSequence(seed: 1)
        for number in 0..<count {
            let id = ids.next()
            guard number >= known else { continue }
            let price = try Price(nanos: 100_000_000_000 + Int64(number) * 10_000_000)
            let side: Side = number % 3 == 2 ? .sell : .buy
            let request = OrderRequest(id: id, slot: InstrumentSlot(0), side, 4, .immediateOrCancel(price))
            _ = try await execution.place(request)
            if number % 2 == 1, let checkpoint = await execution.checkpoint(.production) {
                try checkpoints.save(checkpoint)
            }
        }
        print("settled \(await execution.isSettled)")
    }

    static func table() throws -> InstrumentTable {
        guard let id = InstrumentID("MOEX:SBER"), let step = PriceStep(try Price(text: "0.01")),
            let facts = InstrumentFacts(id, priceStep: step, lotValue: try Price(text: "1"))
        else { exit(70) }
        return InstrumentTable([facts])
    }
}
