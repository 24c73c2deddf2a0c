import Engine
import Exchange
import Execution
import FoundationEssentials
import Market
import Platform
import Store

/// A running engine with its streams, built from a plan and the section `broker`.
struct LiveTrading {
    let engine: LiveEngine
    let services: [any Service]
    /// Where journal and checkpoints are.
    let folder: String
    /// The account that orders go to; nil on paper.
    let account: String?
    /// Of the folder: two engines on one journal would send every order twice.
    let lock: InstanceLock

    /// Where and how an engine that others look at shows itself.
    struct Showing: Sendable {
        let projection: EngineProjection
        /// Where signals are written.
        let batches: BatchStore
        /// A person's, in force before the first event.
        let halts: Halts
        /// Positions that were open when they were followed last.
        let trips: [EngineTrip]
        /// On which account they are; nil on paper.
        ///
        /// On another one they say nothing.
        let account: String?
    }

    /// Asks the broker for instruments and account, opens the journal, and compares with the broker.
    ///
    /// - Parameters:
    ///   - file: the plan's name, for what is wrong with it.
    ///   - data: the folder above that of the account.
    ///   - isLive: whether orders go to the broker.
    ///   - showing: nil where nobody looks.
    /// - Throws: ``CommandFailure`` of a wrong configuration; `JournalError`; `CancellationError`.
    init(
        _ plan: LivePlan,
        file: String,
        broker: TInvestOptions,
        data: String,
        isLive: Bool,
        clock: any MarketClock,
        log: Log,
        showing: Showing? = nil
    ) async throws {
        let channels = plan.connectivity.map { BrokerChannels($0, connection: broker.connection) }
        let client: TInvestClient
        do throws(TInvestError) {
            client = try TInvestClient(
                options: broker,
                http: HTTPClient(options: broker.connection),
                channels: channels,
                clock: clock,
                log: log.named("broker")
            )
        } catch {
            throw Self.failure(error)
        }
        try await Self.answered(clock, log) { try await client.readTariff() }
        let directory = TInvestDirectory(client: client)
        let listed = try await Self.answered(clock, log) {
            var listed: [TInvestInstrument] = []
            for instrument in plan.trading.instruments {
                listed.append(try await directory.instrument(instrument.facts.id))
            }
            return listed
        }
        try Self.check(plan, listed, file: file)
        var account: TInvestAccount?
        if isLive { account = try await Self.answered(clock, log) { try await TInvestAccount.choose(client) } }
        folder = data + (account.map { "/broker-\($0.id)" } ?? "/paper")
        self.account = account?.id
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let held = try Self.lock(folder)
        var isOpen = false
        defer { if !isOpen { held.release() } }
        lock = held
        let names = Dictionary(zip(plan.trading.instruments.map(\.facts.id), listed.map(\.id))) { first, _ in first }
        let inbox = LiveInbox()
        var surroundings = LiveSurroundings(inbox: inbox, clock: clock, log: log.named("engine"))
        if let account {
            let venue = TInvestVenue(account: account, client: client, directory: directory, clock: clock)
            surroundings.venue = PartsVenue(venue, names: names)
        }
        surroundings.source = LiveBackfill(TInvestMarket(client: client), listed)
        surroundings.brokerClock = client.meter
        surroundings.sounds = TonePlayer()
        let signals = SignalQueue()
        surroundings.signals = signals
        surroundings.account = account?.id
        var recorder: SessionRecorder?
        if plan.recording.isEnabled {
            recorder = SessionRecorder(
                plan.recording,
                in: plan.recording.folder(in: folder),
                log: log.named("recording")
            )
        }
        surroundings.trace = recorder
        surroundings.projection = showing?.projection
        engine = try await LiveEngine.open(
            plan: plan,
            folder: folder,
            surroundings,
            halts: showing?.halts ?? Halts(),
            trips: showing.map { $0.account == account?.id ? $0.trips : [] } ?? []
        )
        let streams = LiveStreams(
            broker,
            uids: listed.map(\.uid),
            inbox: inbox,
            channels: channels,
            meter: client.meter,
            clock: clock,
            log: log.named("stream")
        )
        do throws(TInvestError) {
            var services: [any Service] = [engine, try streams.market(depth: plan.system.depth)]
            if let account { services.append(try streams.orders(of: account.id)) }
            services.append(
                SignalRepository(
                    signals,
                    plan.flushing,
                    file: SignalFile("\(folder)/signals.jsonl"),
                    batches: showing?.batches,
                    clock: clock,
                    log: log.named("signals")
                )
            )
            if let recorder {
                services.append(recorder)
                services.append(
                    NightlyReplay(
                        plan,
                        in: plan.recording.folder(in: folder),
                        clock: clock,
                        log: log.named("replay")
                    ) { [engine] report in await engine.show(report) }
                )
            }
            self.services = services
            isOpen = true
        } catch {
            throw Self.failure(error)
        }
    }

    private static func lock(_ folder: String) throws -> InstanceLock {
        do throws(InstanceLock.Failure) {
            return try InstanceLock("mayak engine", on: "\(folder)/journal")
        } catch {
            guard error.kind == .heldByAnother else { throw error }
            throw CommandFailure(
                .configuration,
                "mayak run: another engine works on \(folder); end it, or name another folder"
            )
        }
    }

    /// Refuses a plan whose lots and steps are not the broker's: sizes and prices would be wrong by as much.
    private static func check(_ plan: LivePlan, _ listed: [TInvestInstrument], file: String) throws(ConfigurationError)
    {
        var problems: [ConfigurationError.Problem] = []
        for (own, theirs) in zip(plan.trading.instruments, listed) {
            let key = "instruments.\(own.code.text)"
            if own.facts.lotValue.nanos.saturatingProduct(LotScale.perLot) != theirs.facts.lotValue.nanos {
                problems.append(
                    .init(location: file, key: "\(key).lot", detail: "the broker says \(theirs.facts.lotValue)")
                )
            }
            if own.facts.priceStep != theirs.facts.priceStep {
                problems.append(
                    .init(
                        location: file,
                        key: "\(key).price_step",
                        detail: "the broker says \(theirs.facts.priceStep.size)"
                    )
                )
            }
        }
        guard problems.isEmpty else { throw ConfigurationError(problems) }
    }

    /// Asks until the broker answers; what another try would not change ends the start.
    private static func answered<Answer: Sendable>(
        _ clock: any MarketClock,
        _ log: Log,
        _ question: () async throws -> Answer
    ) async throws -> Answer {
        var wait = Duration.seconds(1)
        while true {
            do {
                return try await question()
            } catch let error as TInvestError where error.isTransient {
                log.warning(
                    "The broker does not answer, trying again",
                    ["error": error.description, "wait": "\(wait)"]
                )
            } catch let error as TInvestError {
                throw failure(error)
            }
            try await clock.sleep(for: wait)
            wait = min(wait * 2, .seconds(30))
        }
    }

    private static func failure(_ error: TInvestError) -> CommandFailure {
        CommandFailure(.configuration, "mayak run: \(error.detail)")
    }
}
