import Bot
import Market
import Platform
import Sandbox
import Store
import TestKit

/// A bot whose Telegram is the sandbox, behind a door at which a test can refuse calls or hold them up.
struct ChatBench {
    static let group: Int64 = -1_001_234_500_001
    static let forum: Int64 = -1_001_234_500_002
    static let anna: Int64 = 1001

    let clock: ManualClock
    let sandbox: SandboxServer
    let door: Door
    let store: StateStore
    let service: BotService
    let options: BotOptions
    private let http: HTTPClient
    private let folder: TemporaryFolder

    init(
        at start: String = "2024-07-15 12:00:00",
        plots: any PlotRenderer = SquarePlots(),
        // Long, because nothing here may depend on a fast machine.
        timeout: Duration = .seconds(30),
        world: (inout SandboxOptions) -> Void = { _ in },
        tune: (inout BotOptions) -> Void = { _ in }
    ) async throws {
        clock = ManualClock(MoscowTime.instant(start) ?? Timestamp(seconds: 1_721_026_800))
        let log = Log(component: "test", threshold: .critical, clock: clock)
        var sandboxOptions = SandboxOptions()
        sandboxOptions.market.shareCount = 5
        sandboxOptions.market.futuresCount = 5
        sandboxOptions.telegram.holdsPolls = false
        sandboxOptions.telegram.guardsHotLoops = false
        world(&sandboxOptions)
        sandbox = try SandboxServer(
            options: sandboxOptions,
            calendar: TradingCalendar(profiles: .exchange, statements: []),
            clock: clock,
            log: log
        )
        door = try Door(sandbox)
        folder = try TemporaryFolder(prefix: "mayak-bot", isInMemory: true)
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
        var options = BotOptions.forTests(group: sandboxOptions.groupChatID, admins: [Self.anna], folder: folder)
        tune(&options)
        self.options = options
        http = HTTPClient()
        let client = TelegramClient(
            options: TelegramOptions(
                baseURL: door.address,
                token: Secret("7000000001:sandbox"),
                timeout: timeout,
                uploadTimeout: timeout
            ),
            http: http
        )
        service = .onTestClock(clock, store, client, plots: plots, options: options)
    }

    /// Steps until nothing more can be done at this instant.
    func settle() async throws { _ = try await service.step() }

    /// Lets time pass in steps, as long as something waits.
    func pass(_ span: Duration, by step: Duration = .seconds(20)) async throws {
        let end = clock.now + span
        while clock.now < end {
            clock.advance(to: min(end, clock.now + step))
            try await settle()
        }
    }

    /// What the bot wrote in a chat, as it stands now.
    func texts(_ chat: String = "group") -> [String] {
        (sandbox.messages(chat) ?? []).filter { $0.from == 7_000_000_001 }.compactMap { $0.formatted?.text }
    }

    /// A person writes, and the bot answers.
    func say(_ text: String, chat: String = "group", user: String = "anna", thread: Int? = nil) async throws {
        var options = SayOptions()
        options.thread = thread
        try sandbox.say(chat: chat, user: user, text: text, options: options)
        try await settle()
    }

    func press(_ button: String, chat: String = "group", user: String = "anna") async throws {
        try sandbox.press(chat: chat, user: user, button: button)
        try await settle()
    }

    /// Lets the delivery look at the store until a method has been called.
    func look(until method: String) async {
        while !door.calls.contains(method) {
            await clock.sleepers(1)
            clock.advance(by: .seconds(5))
        }
    }

    func enqueue(_ drafts: OutboxDraft...) async throws { try await store.outbox.enqueue(drafts) }

    func close() async {
        await door.stop()
        await http.shutdown()
        await store.close()
        folder.remove()
    }
}

/// Runs a test with a sandbox behind the bot and closes both.
func withChatBench(
    at start: String = "2024-07-15 12:00:00",
    plots: any PlotRenderer = SquarePlots(),
    timeout: Duration = .seconds(30),
    world: (inout SandboxOptions) -> Void = { _ in },
    tune: (inout BotOptions) -> Void = { _ in },
    _ body: (ChatBench) async throws -> Void
) async throws {
    let bench = try await ChatBench(at: start, plots: plots, timeout: timeout, world: world, tune: tune)
    do {
        try await body(bench)
    } catch {
        await bench.close()
        throw error
    }
    await bench.close()
}

/// Answers of the test's own in front of the sandbox, for refusals that only the real server can give.
final class Door: Sendable {
    private struct State {
        var refusals: [String: [WebResponse]] = [:]
        var held: [String: [CheckedContinuation<Void, Never>]] = [:]
        var closed: Set<String> = []
        var calls: [String] = []
        var watchers: [(method: String, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Lock(State())
    private let server: WebServer

    init(_ sandbox: SandboxServer) throws {
        let state = state
        server = try WebServer(maximumBodyBytes: 8 << 20) { request in
            let method = request.path.split(separator: "/").last.map(String.init) ?? ""
            let refusal: WebResponse? = state.withLock { state in
                state.calls.append(method)
                guard state.refusals[method]?.isEmpty == false else { return nil }
                return state.refusals[method]?.removeFirst()
            }
            let watching = state.withLock { state in
                defer { state.watchers.removeAll { $0.method == method } }
                return state.watchers.filter { $0.method == method }.map(\.continuation)
            }
            for continuation in watching { continuation.resume() }
            if state.withLock({ $0.closed.contains(method) }) {
                await withCheckedContinuation { continuation in
                    let isOpen = state.withLock { state in
                        if state.closed.contains(method) { state.held[method, default: []].append(continuation) }
                        return !state.closed.contains(method)
                    }
                    if isOpen { continuation.resume() }
                }
            }
            if let refusal { return refusal }
            return await sandbox.respond(to: request)
        }
    }

    var address: String { server.baseURL }
    var calls: [String] { state.withLock { $0.calls } }

    /// The next call of the method gets this.
    func refuse(_ method: String, _ code: Int, _ description: String, parameters: String = "") {
        let extra = parameters.isEmpty ? "" : ",\"parameters\":\(parameters)"
        let text = "{\"ok\":false,\"error_code\":\(code),\"description\":\"\(description)\"\(extra)}"
        let answer = WebResponse(
            status: code,
            headers: [("Content-Type", "application/json")],
            body: Array(text.utf8)
        )
        state.withLock { $0.refusals[method, default: []].append(answer) }
    }

    /// Calls of the method wait until ``open(_:)``.
    func close(_ method: String) { state.withLock { _ = $0.closed.insert(method) } }

    func open(_ method: String) {
        let held = state.withLock { state in
            state.closed.remove(method)
            return state.held.removeValue(forKey: method) ?? []
        }
        for continuation in held { continuation.resume() }
    }

    /// Returns once a call of the method has come.
    func called(_ method: String) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.calls.contains(method) { return true }
                state.watchers.append((method, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func stop() async {
        for method in state.withLock({ Array($0.closed) }) { open(method) }
        await server.stop()
    }
}

/// A real picture of 2 × 2 points for every endpoint: the sandbox looks at sizes.
struct SquarePlots: PlotRenderer {
    static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 2, 0, 0, 0, 2, 8,
        0,
        0, 0, 0, 0x57, 0xDD, 0x52, 0xF8,
    ]

    func render(_ request: PlotRequest) async throws -> [RenderedPlot] {
        request.endpoints.map { RenderedPlot(feed: Feed(request.market, $0), png: Self.png, facts: ["max 5"]) }
    }
}
