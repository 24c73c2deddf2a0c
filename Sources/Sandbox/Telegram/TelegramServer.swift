import Market
import Platform

/// The embedded Bot API over HTTP: routes, polls that wait, faults.
final class TelegramServer: Sendable {
    /// How a waiting poll ended.
    enum PollOutcome {
        case updates, timedOut, replaced, stopped
    }

    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<PollOutcome, Never>
    }

    private struct Shared {
        var world: TelegramWorld
        /// The poll that waits, by bot.
        var waiters: [Int: Waiter] = [:]
        var isStopped = false
    }

    private let clock: any MarketClock
    private let board: Lock<FaultBoard>
    private let shared: Lock<Shared>
    private let rules: TelegramRules

    init(world: TelegramWorld, clock: any MarketClock, board: Lock<FaultBoard>) {
        self.clock = clock
        self.board = board
        rules = world.rules
        shared = Lock(Shared(world: world))
    }

    // MARK: The state

    /// Reads or changes the state; chat faults that are due happen first, waiting polls are told afterwards.
    func withWorld<Result: Sendable, Failure: Error>(
        _ body: (inout TelegramWorld, Timestamp) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let now = clock.now
        let due = board.withLock { $0.dueChatFaults(at: now) }
        let (result, ready): (Swift.Result<Result, Failure>, [Waiter]) = shared.withLock { shared in
            for (fault, isEnd) in due { shared.world.apply(fault, isEnd: isEnd, at: now) }
            let result: Swift.Result<Result, Failure>
            do throws(Failure) {
                result = .success(try body(&shared.world, now))
            } catch {
                result = .failure(error)
            }
            let bots = shared.waiters.keys.sorted().filter { !shared.world.bots[$0].queue.isEmpty }
            return (result, bots.compactMap { shared.waiters.removeValue(forKey: $0) })
        }
        for waiter in ready { waiter.continuation.resume(returning: .updates) }
        return try result.get()
    }

    /// Ends all waiting polls, and every later one at once.
    func stop() {
        let waiting = shared.withLock { shared in
            shared.isStopped = true
            defer { shared.waiters = [:] }
            return Array(shared.waiters.values)
        }
        for waiter in waiting { waiter.continuation.resume(returning: .stopped) }
    }

    // MARK: Requests

    /// `/bot<token>/<method>` and `/file/bot<token>/<path>`.
    func respond(to request: WebRequest) async -> WebResponse {
        let isFile = request.path.hasPrefix("/file/bot")
        let rest = request.path.dropFirst(isFile ? 9 : 4)
        var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let token = parts.removeFirst()
        guard Self.isWellFormed(token) else { return Self.response(.malformedToken) }
        guard let bot = withWorld({ world, _ in world.bots.firstIndex { $0.token == token && !$0.isRevoked } }) else {
            return Self.response(.unauthorized)
        }
        if isFile { return file(parts.joined(separator: "/")) }
        if parts.first == "test" { parts.removeFirst() }
        let arguments: WebArguments
        do {
            arguments = try request.arguments()
        } catch {
            let words = error.kind == .malformedJSON ? "can't parse request JSON object" : "can't parse multipart body"
            return Self.response(.bad(words))
        }
        let name = parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? arguments["method"] ?? ""
        let call = MethodCall(method: name.lowercased(), arguments: arguments, bot: bot, now: clock.now)
        return await answer(call)
    }

    private func answer(_ call: MethodCall) async -> WebResponse {
        let chat = call.number("chat_id")
        let names = chat.map { id in withWorld { world, _ in world.names(of: id) } } ?? []
        let fault = board.withLock { $0.hit(.method(call.method, chat: names), at: call.now) }
        guard let fault else { return await plainAnswer(call) }
        return await FaultyAnswer(fault: fault, clock: clock).telegram { await self.plainAnswer(call) }
    }

    private func plainAnswer(_ call: MethodCall) async -> WebResponse {
        guard call.method != "getupdates" else { return await poll(call) }
        do {
            let result = try withWorld { world, now throws(TelegramFailure) in
                try world.perform(MethodCall(method: call.method, arguments: call.arguments, bot: call.bot, now: now))
            }
            return Self.success(result)
        } catch {
            return Self.response(error)
        }
    }

    private func file(_ path: String) -> WebResponse {
        let file = withWorld { world, _ in world.files.values.first { $0.path == path } }
        guard let file else {
            return .json("{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}", status: 404)
        }
        return WebResponse(headers: [("Content-Type", "application/octet-stream")], body: file.bytes)
    }

    // MARK: Polling

    private func poll(_ call: MethodCall) async -> WebResponse {
        var request = PollRequest(call)
        do {
            let number = try withWorld { world, now throws(TelegramFailure) in
                try request.begin(in: &world, at: now)
            }
            if let updates = request.ready { return Self.success(.array(updates)) }
            switch await wait(bot: call.bot, number: number, timeout: request.timeout) {
            case .updates, .timedOut:
                let updates = withWorld { world, now in
                    world.bots[call.bot].take(offset: request.offset, limit: request.limit, at: now)
                }
                return Self.success(.array(updates))
            case .replaced: return Self.response(PollRequest.replaced)
            case .stopped: return Self.response(.restart)
            }
        } catch {
            return Self.response(error)
        }
    }

    private func wait(bot: Int, number: Int, timeout: Int) async -> PollOutcome {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [clock] in
                // A cancelled sleep means that the poll has ended another way.
                guard (try? await clock.sleep(for: .seconds(timeout))) != nil else { return }
                self.finish(bot: bot, number: number, .timedOut)
            }
            let outcome = await withTaskCancellationHandler {
                await withCheckedContinuation { park(bot: bot, number: number, $0) }
            } onCancel: {
                self.finish(bot: bot, number: number, .stopped)
            }
            group.cancelAll()
            return outcome
        }
    }

    /// Registers a poll; an older one of the same bot is ended, a newer one or an update ends this one at once.
    private func park(bot: Int, number: Int, _ continuation: CheckedContinuation<PollOutcome, Never>) {
        let isCancelled = Task.isCancelled
        let (ended, outcome): (Waiter?, PollOutcome) = shared.withLock { shared in
            let new = Waiter(number: number, continuation: continuation)
            if shared.isStopped || isCancelled { return (new, .stopped) }
            if shared.world.bots[bot].pollNumber != number { return (new, .replaced) }
            if !shared.world.bots[bot].queue.isEmpty { return (new, .updates) }
            let old = shared.waiters[bot]
            shared.waiters[bot] = new
            return (old, .replaced)
        }
        ended?.continuation.resume(returning: outcome)
    }

    private func finish(bot: Int, number: Int, _ outcome: PollOutcome) {
        let waiter: Waiter? = shared.withLock { shared in
            guard shared.waiters[bot]?.number == number else { return nil }
            return shared.waiters.removeValue(forKey: bot)
        }
        waiter?.continuation.resume(returning: outcome)
    }

    // MARK: Envelopes

    static func success(_ result: JSON) -> WebResponse {
        var bytes = Array("{\"ok\":true,\"result\":".utf8)
        result.write(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return WebResponse(headers: [("Content-Type", "application/json")], body: bytes)
    }

    static func response(_ failure: TelegramFailure) -> WebResponse {
        var headers = [("Content-Type", "application/json")]
        if let wait = failure.retryAfter { headers.append(("Retry-After", String(wait))) }
        return WebResponse(status: failure.code, headers: headers, body: failure.json.bytes)
    }

    /// Digits, a colon, text; not longer than 80, not beginning with 0.
    private static func isWellFormed(_ token: String) -> Bool {
        token.utf8.count <= 80 && token.contains(":") && token.first != "0"
    }
}
