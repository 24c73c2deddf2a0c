import Execution
import Market
import Platform
import TestKit
import Testing

@Suite("Journalled execution", .timeLimit(.minutes(1)))
struct JournaledExecutionTests {
    private struct Rig {
        let folder: TemporaryFolder
        let journal: Journal
        let venue = ScriptedVenue()
        let instruments: InstrumentTable
        let execution: JournaledExecution

        init(_ folder: TemporaryFolder, denials: Int = 2) throws {
            self.folder = folder
            journal = try Journal(folder: folder.path + "/journal")
            instruments = try PaperRig().instruments
            var options = JournaledExecution.Options()
            options.askInterval = .zero
            options.denials = denials
            execution = JournaledExecution(
                RestoredExecution(journal, instruments, now: Timestamp(seconds: 0)),
                log: journal,
                venue: venue,
                clock: ManualClock(),
                options: options
            )
        }

        func end() async {
            await journal.close()
        }

        /// What a new start reads.
        func again() async throws -> RestoredExecution {
            await journal.close()
            return RestoredExecution(
                try Journal(folder: folder.path + "/journal"),
                instruments,
                now: Timestamp(seconds: 0)
            )
        }
    }

    private static func request(_ number: UInt64, _ lots: Int64 = 3) -> OrderRequest {
        OrderRequest(id: OrderID(high: 1, low: number), slot: PaperRig.slot, .buy, Lots(lots), .limit(.zero))
    }

    private static func withRig(_ body: (Rig) async throws -> Void) async throws {
        let folder = try TemporaryFolder(prefix: "journalled", isInMemory: true)
        defer { folder.remove() }
        try await body(Rig(folder))
    }

    /// Defect 11 of the original: its orders carried no name that a repetition could be told by.
    @Test("sends an order of a name once, whatever happens to the answer")
    func once() async throws {
        try await Self.withRig { rig in
            await rig.venue.loseAnswers(true)
            let order = try await rig.execution.place(Self.request(1))
            #expect(order?.status == .working, "lost, asked for, found")
            let again = try await rig.execution.place(Self.request(1))
            #expect(again?.id == order?.id)
            let placements = await rig.venue.placements
            #expect(placements == 1)
            await rig.end()
        }
    }

    @Test("takes 'this name was used' for a sign that the order is there")
    func repeated() async throws {
        try await Self.withRig { rig in
            await rig.venue.repeatNames(true)
            let order = try await rig.execution.place(Self.request(1))
            #expect(order?.status == .working)
            await rig.end()
        }
    }

    @Test("keeps an order unknown while nobody answers, over a restart too")
    func silence() async throws {
        try await Self.withRig { rig in
            await rig.venue.loseAnswers(true)
            await rig.venue.silence(true)
            let order = try await rig.execution.place(Self.request(1))
            #expect(order?.status == .unknown)
            let isKnown = try await rig.execution.recover()
            #expect(!isKnown)
            let result = try await rig.execution.reconcile()
            let isReconciled = await rig.execution.isReconciled
            #expect(result == nil && !isReconciled, "no answer is no empty list")
            let restored = try await rig.again()
            #expect(restored.ledger.isUncertain(PaperRig.slot) && restored.ledger.openCount == 1)
        }
    }

    /// Defect 11 of the original: at the start its own file was trusted.
    @Test("takes the venue's position, halts for a person, and remembers both")
    func mismatch() async throws {
        try await Self.withRig { rig in
            let sber = rig.instruments[PaperRig.slot].id
            await rig.venue.hold(sber, -4, try Price(text: "250"))
            let stranger = VenueOrder(
                id: OrderID(high: 7, low: 7),
                instrument: sber,
                side: .sell,
                status: .working,
                parts: [],
                time: Timestamp(seconds: 0)
            )
            await rig.venue.list(stranger)
            let result = try #require(try await rig.execution.reconcile())
            #expect(result.strangers == [stranger.id])
            #expect(result.differences.map(\.held) == [-4] && result.differences.map(\.reckoned) == [0])
            let restored = try await rig.again()
            #expect(restored.ledger[PaperRig.slot].lots == -4)
            #expect(restored.ledger[PaperRig.slot].averagePrice(lotValue: try Price(text: "1")) == Price("250"))
            #expect(restored.halts.level == .reduceOnly)
            #expect(restored.halts.all.first?.who == "reconciliation" && restored.halts.all.first?.cause == .mismatch)
        }
    }

    @Test("asks for an open order that the venue does not list any more")
    func gone() async throws {
        try await Self.withRig { rig in
            let request = Self.request(1)
            _ = try await rig.execution.place(request)
            let sber = rig.instruments[PaperRig.slot].id
            let part = VenueOrder.Part(
                number: 1,
                price: try Price(text: "250"),
                lots: 2,
                fee: .zero,
                time: Timestamp(seconds: 1)
            )
            await rig.venue.list(
                VenueOrder(
                    id: request.id,
                    instrument: sber,
                    side: .buy,
                    status: .cancelled,
                    parts: [part],
                    time: Timestamp(seconds: 1)
                )
            )
            await rig.venue.hold(sber, 2, try Price(text: "250"))
            let result = try #require(try await rig.execution.reconcile())
            #expect(result.isClean)
            let restored = try await rig.again()
            #expect(restored.ledger[PaperRig.slot].lots == 2 && restored.ledger.openCount == 0)
            #expect(restored.ledger.order(request.id)?.status == .cancelled)
        }
    }

    @Test("remembers halts until a person resumes, and stops when its journal cannot be read")
    func halts() async throws {
        try await Self.withRig { rig in
            let halt = Halt(.drift, .reduceOnly, until: .person, who: "drift", why: "KS", since: Timestamp(seconds: 5))
            try await rig.execution.raise(halt)
            var restored = try await rig.again()
            #expect(restored.halts.all == [halt])
            restored.take(.day(try #require(CivilDate("2026-11-27")), equity: .zero))
            #expect(restored.halts.all == [halt], "a day's end does not end it")
            restored.take(.resumed(.drift, who: "anna", at: Timestamp(seconds: 6)))
            #expect(restored.halts.level == nil)
        }
        let folder = try TemporaryFolder(prefix: "journalled", isInMemory: true)
        defer { folder.remove() }
        let journal = try Journal(folder: folder.path + "/journal")
        try await journal.append(Array("{\"record\":\"from a later version\"}".utf8))
        let restored = RestoredExecution(journal, try PaperRig().instruments, now: Timestamp(seconds: 0))
        #expect(restored.halts.level == .stopped && restored.halts.all.first?.cause == .unreadable)
        await journal.close()
    }

    @Test("has losses, pause, rate and the day's start from the journal after a restart")
    func counters() throws {
        let instruments = try PaperRig().instruments
        let sber = instruments[PaperRig.slot].id
        var restored = RestoredExecution(instruments)
        let day = try #require(CivilDate("2026-11-27"))
        restored.take(.day(day, equity: Money(units: 50)))
        var now = Timestamp(seconds: 1_700_000_000)
        for number in 0..<6 {
            now = now + .seconds(1)
            let side: Side = number % 2 == 0 ? .buy : .sell
            let request = OrderRequest(id: OrderID(high: 2, low: UInt64(number)), slot: PaperRig.slot, side, 1, .market)
            restored.take(.intent(request, sber, at: now))
            let fill = Fill(
                order: request.id,
                slot: PaperRig.slot,
                side: side,
                price: try Price(text: side == .buy ? "100" : "99"),
                lots: 1,
                fee: .zero,
                liquidity: .taker,
                time: now,
                number: UInt64(number)
            )
            let report = ExecutionReport(
                order: request.id,
                slot: PaperRig.slot,
                .filled(fill),
                exchangeTime: now,
                receivedTime: now
            )
            // A report that is in the journal twice, because the process died between two of its steps, counts once.
            restored.take(.report(report, sber))
            restored.take(.report(report, sber))
        }
        var limits = RiskLimits()
        limits.maxOrdersPerMinute = 6
        var risk = RiskManagement(limits, instruments)
        risk.restore(restored.riskState, restored.ledger)
        #expect(risk.equity == Money(units: -3) && risk.lossToday == Money(units: 53) && risk.state.day == day)
        #expect(risk.state.cooldownEnd == now + .minutes(15))
        let price = try Price(text: "100")
        #expect(risk.check(PaperRig.slot, .buy, 1, at: price, restored.ledger, now: now).limit == .orderRate)
        let later = now + .minutes(5)
        #expect(risk.check(PaperRig.slot, .buy, 1, at: price, restored.ledger, now: later).limit == .cooldown)
    }

    @Test("every kind of record is read back as it was written")
    func records() throws {
        let instruments = try PaperRig().instruments
        let sber = instruments[PaperRig.slot].id
        let id = OrderID(high: 3, low: 4)
        let time = Timestamp(nanoseconds: 1_700_000_000_123_456_789)
        let fill = Fill(
            order: id,
            slot: PaperRig.slot,
            side: .sell,
            price: try Price(text: "301.27"),
            lots: 2,
            fee: Money(attos: -1_234_567_890_123_456_789),
            liquidity: .maker,
            time: time,
            number: .max
        )
        var events: [ExecutionReport.Event] = [.accepted, .filled(fill), .cancelled, .cancelRefused, .noAnswer]
        events += ExecutionReport.Refusal.allCases.map { .rejected($0) }
        events += OrderStatus.allCases.map { .state($0, filled: 3) }
        var records = events.map { event in
            ExecutionRecord.report(
                ExecutionReport(order: id, slot: PaperRig.slot, event, exchangeTime: time, receivedTime: time),
                sber
            )
        }
        for type in [OrderType.market, .limit(try Price(text: "-0.5")), .immediateOrCancel(try Price(text: "7"))] {
            for purpose in OrderRequest.Purpose.allCases {
                let request = OrderRequest(id: id, slot: PaperRig.slot, .buy, 9, type, purpose: purpose)
                records.append(.intent(request, sber, at: time))
            }
        }
        for cause in Halt.Cause.allCases {
            records.append(.halted(Halt(cause, .stopped, until: .person, who: "a \"b\"", why: "ё\n", since: time)))
            records.append(.halted(Halt(cause, .reduceOnly, until: .nextTradingDay, who: "", why: "", since: time)))
            records.append(.resumed(cause, who: "anna", at: time))
        }
        records.append(.day(try #require(CivilDate("2026-11-27")), equity: Money(attos: -77)))
        records.append(.adopted(sber, lots: -4, average: try Price(text: "250.5"), at: time))
        for record in records {
            let read = try ExecutionRecord(record.payload, slot: instruments.slot)
            #expect(read == record)
            // Every record that lost its end is refused, and none crashes.
            for length in 0..<record.payload.count {
                #expect(throws: RecordError.self) {
                    try ExecutionRecord(Array(record.payload.prefix(length)), slot: instruments.slot)
                }
            }
        }
    }
}
