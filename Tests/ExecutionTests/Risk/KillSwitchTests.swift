import Execution
import Market
import TestKit
import Testing

@Suite("Kill switch")
struct KillSwitchTests {
    @Test("cancels, closes what filled on the way out as well, and lets nothing else through")
    func pull() throws {
        var options = PaperOptions()
        options.latency = .constant(feed: .zero, entry: .milliseconds(1_500), response: .zero)
        let rig = try PaperRig(options)
        try rig.snapshot(bids: [("100", 20)], asks: [("100.02", 20)])
        let execution = OrderExecution(rig.instruments, rig.venue, ids: OrderIDSequence(seed: 1))
        var risk = RiskManagement(RiskLimits(), rig.instruments)
        execution.send(PaperRig.slot, .buy, 3, .market, at: rig.now)
        execution.send(PaperRig.slot, .buy, 4, .limit(try Price(text: "100.01")), at: rig.now)
        rig.tick(.seconds(2))
        while execution.next(at: rig.now) != nil {}
        #expect(execution.ledger[PaperRig.slot].lots == 3)

        var killer = KillSwitch(rig.instruments)
        let halt = killer.pull(execution, &risk, who: "anna, chat", why: "test", at: rig.now)
        #expect(halt?.cause == .killSwitch && halt?.who == "anna, chat" && halt?.level == .stopped)
        // The resting order fills before its cancellation arrives.
        try rig.trade("100.01", 2, .sell)
        var steps = 0
        while !killer.proceed(execution, at: rig.now), steps < 20 {
            rig.tick()
            while execution.next(at: rig.now) != nil {}
            steps += 1
        }
        #expect(steps < 20 && execution.ledger[PaperRig.slot].isFlat && execution.ledger.openCount == 0)
        #expect(rig.venue.restingCount == 0)
        let price = try Price(text: "100")
        for purpose in [OrderRequest.Purpose.signal, .stop] {
            #expect(
                risk.check(PaperRig.slot, .buy, 1, at: price, purpose: purpose, execution.ledger, now: rig.now)
                    == .init(lots: .zero, limit: .stopped)
            )
        }
    }

    @Test(
        "flattens though its first words to cancel get lost, and though it was pulled before a restart",
        arguments: [0, 3]
    )
    func lostCancellations(losses: Int) throws {
        let rig = try PaperRig()
        try rig.snapshot(bids: [("100", 20)], asks: [("100.02", 20)])
        let gateway = LossyGateway(rig.venue, losing: losses)
        let first = OrderExecution(rig.instruments, gateway, ids: OrderIDSequence(seed: 1))
        first.send(PaperRig.slot, .buy, 3, .market, at: rig.now)
        first.send(PaperRig.slot, .buy, 4, .limit(try Price(text: "99")), at: rig.now)
        first.send(PaperRig.slot, .sell, 1, .limit(try Price(text: "101")), at: rig.now)
        while first.next(at: rig.now) != nil {}
        #expect(first.ledger[PaperRig.slot].lots == 3 && rig.venue.restingCount == 2)
        // Another process, of which the halt is all that is known.
        let second = OrderExecution(rig.instruments, gateway, ids: OrderIDSequence(seed: 2))
        second.restore(first.ledger, at: rig.now)
        var killer = KillSwitch(rig.instruments)
        killer.resumePull()
        var steps = 0
        while !killer.proceed(second, at: rig.now), steps < 20 {
            rig.tick()
            second.checkAnswers(at: rig.now)
            while second.next(at: rig.now) != nil {}
            steps += 1
        }
        #expect(second.ledger[PaperRig.slot].isFlat && second.ledger.openCount == 0 && rig.venue.restingCount == 0)
        #expect(steps < 20 && !killer.isPulled)
    }

    @Test("tries again when its order is refused, and not in a storm")
    func retry() throws {
        let rig = try PaperRig()
        try rig.snapshot(bids: [("100", 20)], asks: [("100.02", 20)])
        let execution = OrderExecution(rig.instruments, rig.venue, ids: OrderIDSequence(seed: 1))
        var risk = RiskManagement(RiskLimits(), rig.instruments)
        execution.send(PaperRig.slot, .sell, 3, .market, at: rig.now)
        while execution.next(at: rig.now) != nil {}
        rig.venue.setPhase(.pause, of: PaperRig.slot, at: rig.now)
        var killer = KillSwitch(rig.instruments)
        _ = killer.pull(execution, &risk, who: "test", why: "test", at: rig.now)
        for _ in 0..<100 {
            while execution.next(at: rig.now) != nil {}
            killer.proceed(execution, at: rig.now)
            rig.tick(.milliseconds(100))
        }
        #expect(execution.ledger.recentOrders.count == 1 + 5, "ten seconds, one try every two")
        rig.venue.setPhase(nil, of: PaperRig.slot, at: rig.now)
        rig.tick(.seconds(2))
        killer.proceed(execution, at: rig.now)
        while execution.next(at: rig.now) != nil {}
        #expect(execution.ledger[PaperRig.slot].isFlat && killer.proceed(execution, at: rig.now))
    }
}
