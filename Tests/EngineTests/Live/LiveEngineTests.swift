import Engine
import Exchange
import Execution
import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Live engine", .timeLimit(.minutes(1)))
struct LiveEngineTests {
    private struct Rig {
        let folder: TemporaryFolder
        /// One that waits: a sleep of the replay clock moves the time, and a running engine sleeps again and again.
        let clock = ManualClock(Timestamp(seconds: 1_721_034_000))
        let inbox = LiveInbox()
        let plan: LivePlan
        let venue: ListVenue?

        init(_ more: String = "", lots: Int = 1, isLive: Bool = false) throws {
            folder = try TemporaryFolder(prefix: "live", isInMemory: true)
            plan = try LivePlan(
                configuration: """
                    strategy: {name: imbalance_threshold, depth: 1, enter: 0.5, exit: 0.1, lots: \(lots)}
                    instruments: {SBER: {lot: 10, price_step: 0.01}}
                    latency: {entry_ms: 1, response_ms: 1}
                    datafeed: {gap_seconds: 60, recovery_messages: 0}
                    \(more)
                    """,
                named: "plan.yaml"
            )
            venue = isLive ? ListVenue(clock: clock) : nil
        }

        init(_ plan: LivePlan, in folder: TemporaryFolder) {
            (self.plan, self.folder, venue) = (plan, folder, nil)
        }

        func open(
            source: (any BackfillSource)? = nil,
            timer: (any MarketClock)? = nil,
            machine: MachineReadings? = nil,
            projection: EngineProjection? = nil,
            signals: SignalQueue? = nil,
            brokerClock: SkewMeter? = nil
        ) async throws -> LiveEngine {
            var surroundings = LiveSurroundings(inbox, clock)
            surroundings.venue = venue.map { PartsVenue($0, names: [:]) }
            surroundings.source = source
            if let timer { surroundings.timer = timer }
            if let machine { surroundings.machine = machine }
            surroundings.projection = projection
            surroundings.signals = signals
            surroundings.brokerClock = brokerClock
            return try await LiveEngine.open(plan: plan, folder: folder.path, surroundings)
        }

        /// A book of one level a side, a second after the one before.
        func book(_ bids: Int64, _ asks: Int64, bid: String = "100", ask: String = "100.01", to engine: LiveEngine)
            async throws
        {
            clock.advance(to: clock.now + .seconds(1))
            var book = OrderBook(levelCount: 50)
            try book.replace(
                bids: [BookLevel(try #require(Price(bid)), LotScale.lots(bids))],
                asks: [BookLevel(try #require(Price(ask)), LotScale.lots(asks))]
            )
            inbox.put(.book(InstrumentSlot(0), book, time: clock.now))
            try await engine.step()
        }

        /// What the journal holds, without the time of each and the orders' names.
        func records() async throws -> [ExecutionRecord] {
            let table = InstrumentTable(plan.trading.instruments.map(\.facts))
            let journal = try Journal(folder: folder.path + "/journal")
            var records: [ExecutionRecord] = []
            if journal.last > 0 {
                var reader = try journal.records(from: 1)
                while let next = try reader.next() {
                    records.append(try ExecutionRecord(next.payload, slot: table.slot))
                }
            }
            await journal.close()
            return records
        }
    }

    @Test("on paper it decides and fills as a backtest of the same books")
    func paper() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        let sizes: [(Int64, Int64)] = [(90, 10), (90, 10), (50, 50), (10, 90), (10, 90), (50, 50), (80, 20), (80, 20)]
        var lines: [String] = []
        for (bids, asks) in sizes {
            try await rig.book(bids, asks, to: engine)
            lines.append(
                #"{"ts":\#(rig.clock.now.nanoseconds),"secid":"SBER","bids":[[100,\#(bids)]],"asks":[[100.01,\#(asks)]]}"#
            )
        }
        let counts = await engine.counts
        try await engine.end()
        let result = try BacktestRig.play(rig.plan.trading, lines)
        #expect(counts.books == sizes.count && counts.orders == result.orders && counts.fills == result.trades)
        #expect(result.trades > 3)
        let wishes = try await rig.records().compactMap { if case .wanted(_, let lots, _) = $0 { lots } else { nil } }
        #expect(wishes == [1, 0, -1, 0, 1].map { LotScale.lots($0) })
    }

    @Test("a start goes on with what was held and wanted, and takes away what rested on paper")
    func restart() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let first = try await rig.open()
        try await rig.book(90, 10, to: first)
        try await rig.book(90, 10, to: first)
        #expect(await first.counts.fills == 1)
        try await first.end()
        let second = try await rig.open()
        try await rig.book(90, 10, to: second)
        #expect(await second.counts.orders == 0)
        try await rig.book(10, 90, to: second)
        try await rig.book(10, 90, to: second)
        #expect(await second.counts.fills == 1)
        try await second.end()
        let bought = try await rig.records().compactMap { record -> Fill? in
            if case .report(let report, _) = record, case .filled(let fill) = report.event { fill } else { nil }
        }
        #expect(bought.map(\.side) == [.buy, .sell] && bought[1].lots == LotScale.lots(2))
    }

    @Test("to a broker each intent is in the journal before the order is there, and what it reports is booked")
    func broker() async throws {
        let rig = try Rig("execution: {short: false}", isLive: true)
        defer { rig.folder.remove() }
        let venue = try #require(rig.venue)
        let engine = try await rig.open()
        let running = Task { try await engine.run() }
        try await rig.book(90, 10, to: engine)
        #expect(try await eventually(within: .seconds(20)) { await engine.counts.fills == 1 })
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        let records = try await rig.records()
        let intents = records.compactMap { if case .intent(let request, _, _) = $0 { request.id } else { nil } }
        #expect(await venue.placed == intents && intents.count == 1)
        // Asked again, the broker tells the same part; its number says so.
        let parts = records.compactMap { record -> UInt64? in
            if case .report(let report, _) = record, case .filled(let fill) = report.event { fill.number } else { nil }
        }
        #expect(Set(parts) == [1])
        // Another start finds the broker's position, and nothing to do.
        let again = try await rig.open()
        try await rig.book(90, 10, to: again)
        #expect(await again.counts.orders == 0)
        try await again.end()
    }

    @Test("books that are crossed, one-sided or old are not traded on; a closed instrument rests")
    func unsound() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        var book = OrderBook(levelCount: 50)
        let (low, high) = (try #require(Price("100")), try #require(Price("101")))
        try book.replace(bids: [BookLevel(high, 1)], asks: [BookLevel(low, 1)])
        rig.inbox.put(.book(InstrumentSlot(0), book, time: rig.clock.now))
        try await engine.step()
        try book.replace(bids: [BookLevel(low, 9)], asks: [BookLevel]())
        rig.inbox.put(.book(InstrumentSlot(0), book, time: rig.clock.now))
        try await engine.step()
        try book.replace(bids: [BookLevel(low, 9)], asks: [BookLevel(high, 1)])
        rig.inbox.put(.book(InstrumentSlot(0), book, time: Timestamp(seconds: 1_721_033_000)))
        try await engine.step()
        #expect(await engine.counts.unsoundBooks == 3)
        rig.inbox.put(.status(InstrumentSlot(0), isOpen: false))
        try await rig.book(90, 10, to: engine)
        #expect(await engine.counts.books == 0)
        rig.inbox.put(.status(InstrumentSlot(0), isOpen: true))
        try await rig.book(90, 10, to: engine)
        #expect(await engine.counts.books == 1)
        try await engine.end()
    }

    @Test("a person's file stops it over a restart, and its end lets it go on; the audit trail is whole")
    func override() async throws {
        let folder = try TemporaryFolder(prefix: "flag", isInMemory: true)
        defer { folder.remove() }
        let flag = folder.path + "/stop.flag"
        let rig = try Rig("manual_override: {flag_path: \(flag), poll_interval_seconds: 0.5}")
        defer { rig.folder.remove() }
        let first = try await rig.open()
        try FileBytes.replace(flag, Array("odd feed\n".utf8))
        // The file is looked at behind the books of a step.
        try await first.step()
        try await rig.book(90, 10, to: first)
        try await rig.book(90, 10, to: first)
        #expect(await first.counts.orders == 0)
        try await first.end()
        let second = try await rig.open()
        try await rig.book(90, 10, to: second)
        #expect(await second.counts.orders == 0)
        try FileBytes.remove(flag)
        try await rig.book(50, 50, to: second)
        try await rig.book(90, 10, to: second)
        try await rig.book(90, 10, to: second)
        #expect(await second.counts.fills == 1)
        try await second.end()
        let text = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        let events = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ")[3] }
        #expect(events == ["HALTED", "RESUMED", "EXECUTED"])
        #expect(try AuditChain.verify(Array(text.utf8)).entries == 3)
    }

    @Test("a person closes everything, over a restart, and lets it go on only when all is flat")
    func flatten() async throws {
        let folder = try TemporaryFolder(prefix: "flag", isInMemory: true)
        defer { folder.remove() }
        let flag = folder.path + "/stop.flag"
        let mailbox = OperatorMailbox(besides: flag)
        let rig = try Rig("manual_override: {flag_path: \(flag), poll_interval_seconds: 0.5}")
        defer { rig.folder.remove() }
        let first = try await rig.open()
        try await rig.book(90, 10, to: first)
        try await rig.book(90, 10, to: first)
        #expect(await first.counts.fills == 1)
        try mailbox.put(.flatten(why: "outage"))
        // Taken behind this book; no other comes before the end.
        try await rig.book(90, 10, to: first)
        #expect(try mailbox.takeAll().isEmpty)
        try await first.end()
        let second = try await rig.open()
        try mailbox.put(.resume(.killSwitch))
        try await second.step()
        for _ in 0..<4 { try await rig.book(90, 10, to: second) }
        #expect(await second.counts.orders == 0)
        try await second.end()
        let sides = try await rig.records().compactMap { record -> Side? in
            if case .report(let report, _) = record, case .filled(let fill) = report.event { fill.side } else { nil }
        }
        #expect(sides == [.buy, .sell])
        let third = try await rig.open()
        try await rig.book(90, 10, to: third)
        #expect(await third.counts.orders == 0)
        try mailbox.put(.resume(.killSwitch))
        try await rig.book(50, 50, to: third)
        for _ in 0..<2 { try await rig.book(90, 10, to: third) }
        #expect(await third.counts.fills == 1)
        try await third.end()
    }

    @Test("a position that the broker holds otherwise twice lets it only close; one that differs once does not")
    func comparison() async throws {
        let rig = try Rig(isLive: true)
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        let id = rig.plan.trading.instruments[0].facts.id
        let odd = [id: VenuePosition(lots: LotScale.lots(3), average: .zero)]
        await engine.compare(odd)
        await engine.compare([:])
        await engine.compare(odd)
        try await engine.step()
        try await engine.end()
        #expect(try await rig.records().allSatisfy { if case .halted = $0 { false } else { true } })
        let again = try await rig.open()
        await again.compare(odd)
        await again.compare(odd)
        try await again.step()
        try await again.end()
        let halts = try await rig.records().compactMap { if case .halted(let halt) = $0 { halt } else { nil } }
        #expect(halts.map(\.cause) == [.mismatch] && halts[0].level == .reduceOnly && halts[0].why.contains("3.0 held"))
    }

    @Test("without a book for three intervals it stops, and goes on with the first")
    func heartbeat() async throws {
        let rig = try Rig("monitoring: {heartbeat_interval_seconds: 5, heartbeat_miss_threshold: 3}")
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(50, 50, to: engine)
        rig.inbox.put(.marketLost("connection reset"))
        rig.clock.advance(to: rig.clock.now + .seconds(15))
        try await engine.step()
        try await rig.book(90, 10, to: engine)
        try await rig.book(90, 10, to: engine)
        #expect(await engine.counts.fills == 1)
        try await engine.end()
        let halts = try await rig.records().compactMap { record -> String? in
            switch record {
            case .halted(let halt): halt.why
            case .resumed(let cause, _, _): cause.rawValue
            default: nil
            }
        }
        #expect(halts == ["no book in 3 intervals: connection reset", "feed"])
    }

    /// A clock that shows more at each look, so that a stage takes as long as one wants.
    private struct SlowTimer: MarketClock {
        let step: Lock<Duration>
        private let shown = Lock(Timestamp(seconds: 0))
        let minimumResolution = Duration.nanoseconds(1)

        init(_ step: Duration) {
            self.step = Lock(step)
        }

        var now: Timestamp {
            let step = step.withLock { $0 }
            return shown.withLock { shown in
                shown = shown + step
                return shown
            }
        }

        func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {}
    }

    @Test("each interval has a line in the history, and so has the end; lines that are too old go")
    func reporting() async throws {
        let rig = try Rig("reporting: {interval_minutes: 1, max_history_days: 1}")
        defer { rig.folder.remove() }
        let path = rig.folder.path + "/performance.jsonl"
        let old = #"{"summary":{"timestamp":"2024-07-14T08:59:00.000Z"}}"#
        let recent = #"{"summary":{"timestamp":"2024-07-14T09:02:00.000Z"}}"#
        try FileBytes.append(path, Array("broken\n\(old)\n\(recent)\n".utf8))
        let engine = try await rig.open()
        for _ in 0..<2 { try await rig.book(90, 10, to: engine) }
        rig.clock.advance(to: rig.clock.now + .minutes(1))
        try await rig.book(50, 50, to: engine)
        try await rig.book(50, 50, to: engine)
        try await engine.end()
        let lines = try FileBytes.readText(path, limit: 1 << 20).split(separator: "\n")
        try #require(lines.count == 3 && lines[0] == recent)
        let first = try JSON.parse(String(lines[1]))
        let last = try JSON.parse(String(lines[2]))
        // Bought at 100.01, marked at the middle; ten shares a lot.
        let held: JSON = [
            "position": 1, "realized_pnl": "0", "unrealized_pnl": "-0.05", "fees": "0.10001", "signal_count": 2,
        ]
        #expect(first["per_instrument"]?["SBER"] == held)
        #expect(first["summary"]?["signal_count"] == 2 && first["summary"]?["halted"] == false)
        #expect(first["summary"]?["avg_confidence"] == .null)
        #expect(last["summary"]?["realized_pnl"] == "-0.1" && last["summary"]?["consecutive_losses"] == 1)
        #expect(last["summary"]?["timestamp"]?.string.flatMap { RFC3339.instant($0) } == rig.clock.now)
    }

    @Test("what its strategies begin to want is handed over with the price at that moment")
    func signals() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let (queue, store) = (SignalQueue(), try TemporaryStore(isInMemory: true))
        let engine = try await rig.open(signals: queue)
        // Long, and again long; then flat.
        for (bids, asks): (Int64, Int64) in [(90, 10), (90, 10), (50, 50)] {
            try await rig.book(bids, asks, to: engine)
        }
        #expect(queue.count == 2)
        let state = try store.open()
        let log = Log(component: "test", threshold: .critical, clock: rig.clock)
        let file = SignalFile(rig.folder.path + "/signals.jsonl")
        await SignalRepository(
            queue,
            FlushRhythm(),
            file: file,
            batches: state.batches,
            clock: rig.clock,
            log: log
        ).flush()
        let signals = try await state.engine.signals(limit: 10)
        #expect(signals.map(\.lots) == [0, 1] && signals.allSatisfy { $0.mid == Price("100.005") })
        #expect(signals.allSatisfy { $0.instrument == "SBER" && $0.strategy == "imbalance_threshold" })
        await state.close()
        try await engine.end()
    }

    @Test("a clock that differs from the broker's is shown and written down, until it agrees")
    func clock() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let (meter, projection) = (SkewMeter(spacing: .zero), EngineProjection())
        let engine = try await rig.open(projection: projection, brokerClock: meter)
        func ping(_ count: Int, ahead: Duration) async throws -> Double? {
            for _ in 0..<count { meter.note(pushed: rig.clock.now - ahead, now: rig.clock.now) }
            try await rig.book(50, 50, to: engine)
            return projection.latest?.clockSkew
        }
        #expect(try await ping(2, ahead: .seconds(6)) == nil)
        #expect(try await ping(1, ahead: .seconds(6)) == 6)
        #expect(try await ping(5, ahead: .milliseconds(30)) == nil)
        try await engine.end()
        let trail = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        #expect(trail.split(separator: "\n").count { $0.contains("CLOCK_SKEW") } == 1)
    }

    @Test("a position that prices have made too large is cut back by an order, once, and not bought again")
    func cutBack() async throws {
        // Three lots of ten shares at a hundred roubles may be bought; 30 % above that they are a quarter too much.
        let rig = try Rig(
            "risk: {max_gross_exposure: 3500, capital_base: 1000000}\nrisk_schedule: {position_check_seconds: 2}",
            lots: 3
        )
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        for _ in 0..<6 { try await rig.book(90, 10, to: engine) }
        #expect(await engine.counts.orders == 1)
        for _ in 0..<8 { try await rig.book(90, 10, bid: "149.99", ask: "150", to: engine) }
        try await engine.end()
        let fills = try await rig.records().compactMap { record -> Fill? in
            guard case .report(let report, _) = record, case .filled(let fill) = report.event else { return nil }
            return fill
        }
        #expect(fills.map(\.side) == [.buy, .sell] && fills.map(\.lots) == [LotScale.lots(3), LotScale.lots(1)])
        let trail = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        #expect(trail.split(separator: "\n").count { $0.contains("POSITION_REDUCE") } == 1)
    }

    @Test("a spread that stays wide is told once, in what it shows and in the audit trail, until it is narrow")
    func liquidity() async throws {
        let rig = try Rig("notifications: {spread_alert_bps: 5, sound_enabled: false}")
        defer { rig.folder.remove() }
        let projection = EngineProjection()
        let engine = try await rig.open(projection: projection)
        func books(_ count: Int, ask: String) async throws -> [EngineReading.WideSpread]? {
            for _ in 0..<count { try await rig.book(50, 50, ask: ask, to: engine) }
            return projection.latest?.wideSpreads
        }
        // A cent of a hundred roubles is one basis point, ten cents are ten.
        #expect(try await books(3, ask: "100.10") == nil)
        let wide = try #require(try await books(9, ask: "100.10")?.first)
        #expect(wide.instrument == "SBER" && abs(wide.basisPoints - 10 / 1.0005) < 1e-9)
        #expect(try await books(9, ask: "100.01") != nil)
        #expect(try await books(3, ask: "100.01") == nil)
        try await engine.end()
        let trail = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        #expect(trail.split(separator: "\n").count { $0.contains("LOW_LIQUIDITY") } == 1)
    }

    @Test("its folder is copied, the newest copies stay, and another start goes on from one")
    func snapshots() async throws {
        let shelf = try TemporaryFolder(prefix: "shelf", isInMemory: true)
        defer { shelf.remove() }
        let rig = try Rig(
            "disaster_recovery: {enabled: true, replication_path: \(shelf.path), interval_minutes: 1, max_snapshots: 2}"
        )
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        for _ in 0..<3 {
            for _ in 0..<2 { try await rig.book(90, 10, to: engine) }
            rig.clock.advance(to: rig.clock.now + .minutes(1))
        }
        try await engine.end()
        let snapshots = try SnapshotShelf.all(in: shelf.path)
        #expect(snapshots.count == 2 && snapshots.last?.at == rig.clock.now)
        #expect(snapshots.allSatisfy { $0.source == rig.folder.path })
        let last = try #require(snapshots.last)
        #expect(last.files.map(\.name).contains("checkpoint.json") && last.files.map(\.name).contains("audit.log"))
        #expect(try await last.check() == rig.records().count)
        let folder = try TemporaryFolder(prefix: "live", isInMemory: true)
        defer { folder.remove() }
        try last.copy(to: folder.path)
        // It holds what was bought, and does not buy it again.
        let second = Rig(rig.plan, in: folder)
        let again = try await second.open()
        for _ in 0..<2 { try await second.book(90, 10, to: again) }
        #expect(await again.counts.orders == 0)
        for _ in 0..<2 { try await second.book(10, 90, to: again) }
        #expect(await again.counts.fills == 1)
        try await again.end()
    }

    @Test("a copy that was changed is refused with the file's name; one without its manifest is none")
    func damagedSnapshots() async throws {
        let shelf = try TemporaryFolder(prefix: "shelf", isInMemory: true)
        defer { shelf.remove() }
        let rig = try Rig("disaster_recovery: {enabled: true, replication_path: \(shelf.path)}")
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        try await engine.end()
        let snapshot = try #require(try SnapshotShelf.all(in: shelf.path).first)
        try FileBytes.append(snapshot.path + "/audit.log", [0x20])
        let error = await #expect(throws: FileError.self) { try await snapshot.check() }
        #expect(error?.detail.contains("audit.log: is not what it was") == true)
        let manifest = snapshot.path + "/manifest.json"
        let text = try FileBytes.readText(manifest, limit: 1 << 20)
        try FileBytes.replace(manifest, Array(text.replacing("audit.log", with: "../audit.log").utf8))
        #expect(throws: FileError.self) { try SnapshotShelf.all(in: shelf.path) }
        try FileBytes.remove(manifest)
        #expect(try SnapshotShelf.all(in: shelf.path).isEmpty)
    }

    @Test("a change of the way to the broker is in the audit trail, with why")
    func channels() async throws {
        let rig = try Rig("connectivity: {channels: {fiber: eth0, lte: wwan0}, failover_latency_ms: 100}")
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        rig.inbox.put(.marketLost("no route"))
        let options = try #require(rig.plan.connectivity)
        #expect(options.main.interface == "eth0" && options.longestFailover == .milliseconds(100))
        var failover = ChannelFailover(options)
        let away = failover.failed(in: 0)
        rig.inbox.put(.channelChanged(try #require(away)))
        rig.inbox.put(.marketOpened)
        try await engine.step()
        for _ in 0..<19 { #expect(failover.succeeded(in: 1) == nil) }
        let back = failover.succeeded(in: 1)
        rig.inbox.put(.channelChanged(try #require(back)))
        try await engine.step()
        try await engine.end()
        let text = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        #expect(text.contains("NETWORK FAILOVER channel=lte;why=no_route"))
        #expect(text.contains("NETWORK RECOVERED channel=fiber;why=recovered"))
    }

    @Test("decisions that are slow are told, and three within a minute stop it until a person lets it go on")
    func latency() async throws {
        let rig = try Rig("system: {latency_thresholds: {features: 100, ml: 5, risk: 100}}")
        defer { rig.folder.remove() }
        let timer = SlowTimer(.milliseconds(1))
        let engine = try await rig.open(timer: timer)
        try await rig.book(50, 50, to: engine)
        timer.step.withLock { $0 = .milliseconds(6) }
        for _ in 0..<2 { try await rig.book(50, 50, to: engine) }
        timer.step.withLock { $0 = .milliseconds(1) }
        try await rig.book(90, 10, to: engine)
        #expect(await engine.counts.orders == 1)
        timer.step.withLock { $0 = .milliseconds(6) }
        try await rig.book(90, 10, to: engine)
        timer.step.withLock { $0 = .milliseconds(1) }
        for _ in 0..<2 { try await rig.book(10, 90, to: engine) }
        #expect(await engine.counts.orders == 1)
        try await engine.end()
        let halts = try await rig.records().compactMap { if case .halted(let halt) = $0 { halt } else { nil } }
        #expect(halts.map(\.cause) == [.latency] && halts.first?.level == .stopped)
        #expect(halts.first?.why == "3 slow decisions within 60 s, the last in stage ml: 6.0 ms")
        let text = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        #expect(text.contains("RESOURCE LATENCY stage=ml;ms=6.0") && text.contains("RESOURCE HALTED cause=latency"))
    }

    @Test("on a machine that is full it only closes, and goes on by itself when there is room")
    func resources() async throws {
        let rig = try Rig("monitoring: {memory_soft_limit: 80, resource_interval_seconds: 1}")
        defer { rig.folder.remove() }
        let folder = try TemporaryFolder(prefix: "machine", isInMemory: true)
        defer { folder.remove() }
        try FileManager.default.createDirectory(
            atPath: folder.path + "/proc",
            withIntermediateDirectories: true
        )
        func memory(_ available: Int) throws {
            _ = try folder.file("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: \(available) kB\n")
        }
        try memory(100)
        let engine = try await rig.open(machine: MachineReadings(root: folder.path))
        for _ in 0..<3 { try await rig.book(50, 50, to: engine) }
        for _ in 0..<2 { try await rig.book(90, 10, to: engine) }
        #expect(await engine.counts.orders == 0)
        try memory(300)
        for _ in 0..<6 { try await rig.book(50, 50, to: engine) }
        for _ in 0..<2 { try await rig.book(90, 10, to: engine) }
        #expect(await engine.counts.fills == 1)
        try await engine.end()
        let halts = try await rig.records().compactMap { record -> String? in
            switch record {
            case .halted(let halt): "\(halt.level) \(halt.why)"
            case .resumed(let cause, let who, _): "\(cause.rawValue) \(who)"
            default: nil
            }
        }
        #expect(halts == ["reduceOnly memory 90 % in use, more than 80 %", "resources monitoring"])
    }

    /// Answers when it is told what.
    private actor ToldSource: BackfillSource {
        private let answers: AsyncStream<Backfill>
        private(set) var spans: [Range<Timestamp>] = []

        init(_ answers: AsyncStream<Backfill>) {
            self.answers = answers
        }

        func missed(_ slot: InstrumentSlot, in span: Range<Timestamp>) async throws(FeedError) -> Backfill {
            spans.append(span)
            for await answer in answers { return answer }
            throw FeedError(.cut, "nobody says what was missed")
        }
    }

    @Test("after a lost stream nothing is traded on until what was missed is known, asked for from the last book on")
    func backfill() async throws {
        let rig = try Rig()
        defer { rig.folder.remove() }
        let (answers, teller) = AsyncStream.makeStream(of: Backfill.self)
        let source = ToldSource(answers)
        let engine = try await rig.open(source: source)
        try await rig.book(90, 10, to: engine)
        let last = rig.clock.now
        #expect(await engine.counts.orders == 1)
        rig.inbox.put(.marketLost("the test's"))
        rig.clock.advance(to: rig.clock.now + .seconds(5))
        rig.inbox.put(.marketOpened)
        try await engine.step()
        let opened = rig.clock.now
        try await rig.book(10, 90, to: engine)
        #expect(await engine.counts.orders == 1)
        let price = try #require(Price("100"))
        teller.yield(.trades([MissedTrade(at: last + .seconds(1), .buy, price, LotScale.lots(3))], isWhole: true))
        while await engine.counts.missedTrades == 0 {
            await Task.yield()
            try await engine.step()
        }
        #expect(await source.spans == [last..<opened])
        try await rig.book(10, 90, to: engine)
        #expect(await engine.counts.orders == 2)
        try await engine.end()
    }

    @Test("outside of its session it keeps its wishes to itself")
    func session() async throws {
        // The clock of the rig shows 12:00.
        let rig = try Rig("session: {enabled: true, start_time: '12:00', end_time: '13:00', pre_open_minutes: 1}")
        defer { rig.folder.remove() }
        let engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        #expect(await engine.counts.orders == 0)
        rig.clock.advance(to: rig.clock.now + .minutes(1))
        try await rig.book(90, 10, to: engine)
        try await rig.book(90, 10, to: engine)
        #expect(await engine.counts.fills == 1)
        try await engine.end()
        let text = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        #expect(text.contains("SESSION_SUSPENDED reason=pre_open;next=2024-07-15T09:01:00.000Z"))
        #expect(text.contains("SESSION_RESUMED"))
    }

    @Test(
        "before its planned start it keeps its wishes to itself, and one that starts later does not wait for tomorrow"
    )
    func startup() async throws {
        // The clock of the rig shows 12:00.
        let rig = try Rig("system: {startup_time: '12:01'}")
        defer { rig.folder.remove() }
        var engine = try await rig.open()
        try await rig.book(90, 10, to: engine)
        #expect(await engine.counts.orders == 0)
        rig.clock.advance(to: rig.clock.now + .minutes(1))
        for _ in 0..<2 { try await rig.book(90, 10, to: engine) }
        #expect(await engine.counts.fills == 1)
        try await engine.end()
        let text = try FileBytes.readText(rig.folder.path + "/audit.log", limit: 1 << 20)
        #expect(text.contains("SESSION_SUSPENDED reason=startup_time;next=2024-07-15T09:01:00.000Z"), "\(text)")
        #expect(text.contains("SESSION_RESUMED"))
        engine = try await rig.open()
        for _ in 0..<3 { try await rig.book(10, 90, to: engine) }
        #expect(await engine.counts.fills > 0)
        try await engine.end()
    }

    @Test("an engine that is behind sees the newest book alone, behind the trades before it")
    func inbox() throws {
        let inbox = LiveInbox()
        let slot = InstrumentSlot(0)
        let book = OrderBook(levelCount: 1)
        inbox.put(.book(slot, book, time: Timestamp(seconds: 1)))
        inbox.put(.trade(slot, .buy, .zero, 1))
        inbox.put(.book(slot, book, time: Timestamp(seconds: 2)))
        let events = inbox.takeAll()
        guard events.count == 2, case .trade = events[0], case .book(_, _, let time) = events[1] else {
            Issue.record("\(events)")
            return
        }
        #expect(time == Timestamp(seconds: 2) && inbox.counts.replaced == 1 && inbox.takeAll().isEmpty)
    }

    @Test("a plan needs instruments, and says what orders for real money lack")
    func plan() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try LivePlan(
                configuration: """
                    strategy: {name: ensemble}
                    system: {mode: live}
                    connectivity: {channels: {a: eth0}}
                    """,
                named: "p.yaml"
            )
        }
        #expect(error?.problems.map(\.key).sorted() == ["connectivity.channels", "instruments", "system.mode"])
        let plan = try LivePlan(
            configuration: "strategy: {name: ensemble}\ninstruments: {SBER: {lot: 10, price_step: 0.01}}\n",
            named: "p.yaml"
        )
        #expect(plan.system.liveProblem == "system.mode: production and system.live: confirmed")
        let whole = try LivePlan(
            configuration: """
                strategy: {name: ensemble}
                instruments: {SBER: {lot: 10, price_step: 0.01}}
                session: {enabled: true, start_time: '09:45', end_time: '23:50', pre_open_minutes: 10, post_close_minutes: 5,
                  allowed_weekdays: [0, 1, 2, 3, 4]}
                reporting: {enabled: false, interval_minutes: 30, report_path: runtime/performance.jsonl, max_history_days: 7}
                risk_schedule: {position_check_seconds: 0, hedging_seconds: 300}
                storage: {cache_flush_min_seconds: 2, cache_flush_max_seconds: 9, cache_target_buffer: 7}
                notifications: {spread_alert_bps: 8, cooldown_seconds: 60, sound_enabled: false,
                  low_liquidity_frequency_hz: 1000, high_risk_frequency_hz: 3000}
                manual_override: {enabled: false, flag_path: x.flag, poll_interval_seconds: 2, auto_resume_minutes: 30}
                monitoring: {heartbeat_enabled: false, heartbeat_interval_seconds: 2, heartbeat_miss_threshold: 4,
                  cpu_soft_limit: 95, memory_soft_limit: 85, gpu_soft_limit: 100}
                system: {mode: production, live: confirmed, checkpoint_interval_seconds: 60, book_age_seconds: 2, depth: 50,
                  latency_thresholds: {ml: 40}, latency_violation_limit: 5}
                """,
            named: "p.yaml"
        )
        #expect(
            whole.system.liveProblem == nil && whole.system.depth == 50 && whole.trading.session?.openingMinutes == 10
        )
        #expect(
            !whole.override.isEnabled && whole.override.path == "x.flag" && whole.override.autoResume == .minutes(30)
        )
        #expect(
            !whole.heartbeat.isEnabled && whole.heartbeat.interval == .seconds(2) && whole.heartbeat.mostMisses == 4
        )
        #expect(!whole.reporting.isEnabled && whole.reporting.interval == .minutes(30))
        #expect(whole.reporting.path == "runtime/performance.jsonl" && whole.reporting.historyDays == 7)
        #expect(whole.schedule.positionCheck == nil && whole.schedule.hedging == .seconds(300))
        #expect(plan.schedule.positionCheck == .seconds(10) && plan.schedule.hedging == nil)
        let flushing = whole.flushing
        #expect(flushing.shortest == .seconds(2) && flushing.longest == .seconds(9) && flushing.target == 7)
        let notifications = whole.notifications
        #expect(notifications.widest == 8 && notifications.cooldown == .seconds(60) && !notifications.isAudible)
        #expect(notifications.lowLiquidity.hertz == 1_000 && notifications.highRisk.hertz == 3_000)
        #expect(plan.notifications.widest == 5 && plan.notifications.lowLiquidity.hertz == 1_500)
        #expect(whole.resources.limits == [.cpu: 95, .memory: 85])
        #expect(whole.system.latency.thresholds[.ml] == .milliseconds(40) && whole.system.latency.mostViolations == 5)
        #expect(whole.system.latency.thresholds[.features] == .milliseconds(12))
        #expect(plan.trading.limits != nil && plan.trading.gap != nil && plan.trading.latency.feed == .zero)
    }
}

/// A venue that fills every order whole at once.
private actor ListVenue: VenueConnection {
    private let clock: any MarketClock
    private var orders: [VenueOrder] = []

    init(clock: any MarketClock) {
        self.clock = clock
    }

    var placed: [OrderID] { orders.map(\.id) }

    func place(_ request: OrderRequest, _ instrument: InstrumentID) async throws(VenueError) -> VenueOrder {
        let number = UInt64(orders.count + 1)
        let price = request.type.limit ?? .zero
        let part = VenueOrder.Part(number: number, price: price, lots: request.lots, fee: .zero, time: clock.now)
        let order = VenueOrder(
            id: request.id,
            instrument: instrument,
            side: request.side,
            status: .filled,
            parts: [part],
            time: clock.now
        )
        orders.append(order)
        return order
    }

    func cancel(_: OrderID) async throws(VenueError) {}

    func order(_ id: OrderID) async throws(VenueError) -> VenueOrder? { orders.first { $0.id == id } }

    func openOrders() async throws(VenueError) -> [VenueOrder] { [] }

    func positions() async throws(VenueError) -> [InstrumentID: VenuePosition] {
        var lots: [InstrumentID: Int64] = [:]
        for order in orders { lots[order.instrument, default: 0] += order.side.sign * order.parts[0].lots.count }
        return lots.mapValues { VenuePosition(lots: Lots($0), average: .zero) }
    }
}
