import Bot
import Market
import Platform
import Store
import TestKit

/// A bot on a manual clock with a real store and a fake Telegram.
struct BotBench {
    static let group: Int64 = -1_001
    static let admin: Int64 = 7
    static let operatorID: Int64 = 8
    static let viewer: Int64 = 9
    static let stranger: Int64 = 666
    /// How Telegram calls people; everybody else is N.
    static let firstNames = [operatorID: "Иван", viewer: "Вера"]

    let telegram: FakeTelegram
    let clock: ManualClock
    let store: StateStore
    let service: BotService
    let client: TelegramClient
    let options: BotOptions
    private let http: HTTPClient
    private let directory: TemporaryFolder

    init(plots: any PlotRenderer = NoPlots(), tune: (inout BotOptions) -> Void = { _ in }) async throws {
        telegram = try FakeTelegram()
        clock = ManualClock()
        directory = try TemporaryFolder(prefix: "mayak-bot")
        let log = Log(component: "test", threshold: .critical, clock: clock)
        store = try StateStore(path: directory.path + "/mayak.db", clock: clock, log: log)
        try await store.people.setRole(Person(id: Self.operatorID, name: "Иван", role: .operator))
        try await store.people.setRole(Person(id: Self.viewer, name: "Вера", role: .viewer))
        var options = BotOptions.forTests(group: Self.group, admins: [Self.admin], folder: directory)
        tune(&options)
        http = HTTPClient()
        self.options = options
        var telegramOptions = TelegramOptions(
            baseURL: telegram.baseURL,
            token: Secret(FakeTelegram.token),
            timeout: .seconds(5)
        )
        telegramOptions.skewSpacing = .zero
        client = TelegramClient(options: telegramOptions, http: http)
        service = .onTestClock(clock, store, client, plots: plots, options: options)
    }

    var folder: String { directory.path }

    /// Steps until nothing more can be done at this instant.
    func settle() async throws {
        _ = try await service.step()
    }

    func close() async {
        await telegram.stop()
        await http.shutdown()
        await store.close()
        directory.remove()
    }

    // MARK: - Updates

    func command(
        _ text: String,
        id: Int64,
        from user: Int64 = BotBench.operatorID,
        chat: Int64 = BotBench.group,
        age: Int64 = 0,
        extra: String = ""
    ) -> String {
        let type = chat < 0 ? "supergroup" : "private"
        return """
            {"update_id":\(id),"message":{"message_id":\(id),"date":\(clock.now.seconds - age),\
            "chat":{"id":\(chat),"type":"\(type)"},"from":{"id":\(user),"is_bot":false,"first_name":"\(Self.firstNames[user] ?? "N")"},\
            "text":"\(text)"\(extra)}}
            """
    }

    func press(
        _ data: String,
        id: Int64,
        from user: Int64 = BotBench.operatorID,
        message: Int64 = 100,
        chat: Int64 = BotBench.group
    ) -> String {
        """
        {"update_id":\(id),"callback_query":{"id":"\(id)","from":{"id":\(user),"is_bot":false,"first_name":"\(Self.firstNames[user] ?? "N")"},\
        "chat_instance":"1","data":"\(data)","message":{"message_id":\(message),"date":0,\
        "chat":{"id":\(chat),"type":"supergroup"}}}}
        """
    }

    // MARK: - Alerts

    /// A told, firing alert as the scheduler leaves it, with its draft.
    func raise(_ key: AlertKey, id: Int64? = nil, value: Double = 840) async throws -> AlertRecord {
        var alert = AlertRecord(
            key: key,
            severity: .critical,
            date: MoscowTime.date(of: clock.now),
            openedAt: clock.now - .minutes(4),
            value: value,
            limit: 600
        )
        alert.id = try await store.alerts.lastID() + 1
        alert.state = .firing
        alert.firedAt = clock.now
        alert.toldAt = clock.now
        alert.facts.lastLabel = time("15:35:00")
        alert.facts.nextCheck = time("15:50")
        alert.facts.sessionClose = time("18:50")
        try await keep(&alert)
        return alert
    }

    /// Writes the alert with a fresh draft of its living message.
    func keep(_ alert: inout AlertRecord, priority: OutboxPriority = .critical) async throws {
        alert.revision += 1
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "incident:\(alert.id):\(alert.revision)",
                content: .incident(alert: alert.id),
                priority: priority,
                coalesceKey: "incident:\(alert.id)"
            )
        ]
        try await store.commit(batch)
    }
}

extension StateStore {
    /// The daily jobs' portfolio stands still for a loss, as a risk check leaves it.
    func haltPortfolio(at now: Timestamp) throws {
        var change = PortfolioWrites.Change(.usual)
        change.beginning = (Money(units: 1_000_000), MoscowTime.date(of: now))
        change.halts = [
            Halt(.dailyLoss, .reduceOnly, until: .person, who: "risk_checks", why: "loss of the day 6%", since: now)
        ]
        var batch = StoreBatch()
        batch.portfolio.changes = [change]
        try commit(batch)
    }
}

/// Runs a test with a bench and closes it.
func withBench(
    plots: any PlotRenderer = NoPlots(),
    tune: (inout BotOptions) -> Void = { _ in },
    _ body: (BotBench) async throws -> Void
) async throws {
    let bench = try await BotBench(plots: plots, tune: tune)
    do {
        try await body(bench)
    } catch {
        await bench.close()
        throw error
    }
    await bench.close()
}

/// A renderer without a store behind it: no feed has slots.
struct NoPlots: PlotRenderer {
    func render(_ request: PlotRequest) async throws -> [RenderedPlot] { [] }
}

/// Draws the same small picture for every endpoint.
struct TinyPlots: PlotRenderer {
    func render(_ request: PlotRequest) async throws -> [RenderedPlot] {
        request.endpoints.map { RenderedPlot(feed: Feed(request.market, $0), png: [0x89, 0x50], facts: ["max 5"]) }
    }
}
