import Execution
import Market
import Platform
import TestKit
import Testing

@Suite("The engine's way to a venue", .timeLimit(.minutes(1)))
struct VenueGatewayTests {
    @Test("while the venue is silent a question or a cancellation waits once, however often the engine asks")
    func coalesced() async throws {
        let instruments = try PaperRig().instruments
        let venue = SilentVenue()
        let clock = ManualClock(Timestamp(seconds: 1_700_000_000))
        let gateway = VenueGateway(instruments, venue, clock: clock)
        let running = Task { await gateway.run() }
        let ids = (0..<3).map { OrderID(high: 1, low: $0) }
        // The first is under way, and stays so.
        gateway.ask(about: ids[0], of: PaperRig.slot, at: clock.now)
        while await venue.questions == 0 { await Task.yield() }
        // More than the queue would hold.
        for _ in 0..<5_000 {
            for id in ids {
                gateway.ask(about: id, of: PaperRig.slot, at: clock.now)
                gateway.cancel(id, of: PaperRig.slot, at: clock.now)
            }
        }
        await venue.speak()
        var reports = 0
        while reports < 4 + 2 * 3 {
            if gateway.nextReport(until: clock.now) != nil { reports += 1 } else { await Task.yield() }
        }
        // The first question, then one each; and each cancellation, which is refused, asks as well.
        let asked = (questions: await venue.questions, cancellations: await venue.cancellations)
        #expect(asked == (1 + 3 + 3, 3))
        gateway.ask(about: ids[0], of: PaperRig.slot, at: clock.now)
        while await venue.questions == 7 { await Task.yield() }
        running.cancel()
        await running.value
    }
}

/// A venue that answers nothing until it speaks, and then knows of no order.
private actor SilentVenue: VenueConnection {
    private var isSilent = true
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private(set) var questions = 0
    private(set) var cancellations = 0

    func speak() {
        isSilent = false
        for waiter in waiters { waiter.resume() }
        waiters = []
    }

    func place(_: OrderRequest, _: InstrumentID) async throws(VenueError) -> VenueOrder {
        throw VenueError(.unclear, "silent")
    }

    func cancel(_: OrderID) async throws(VenueError) {
        cancellations += 1
        throw VenueError(.refused(.other), "no such order")
    }

    func order(_: OrderID) async throws(VenueError) -> VenueOrder? {
        questions += 1
        if isSilent { await withCheckedContinuation { waiters.append($0) } }
        return nil
    }

    func openOrders() async throws(VenueError) -> [VenueOrder] { [] }

    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] { [:] }
}
