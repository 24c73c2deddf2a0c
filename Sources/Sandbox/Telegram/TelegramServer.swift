import Market
import Platform

/// The embedded Bot API over HTTP: routes, polls that wait, faults.
final class TelegramServer: Sendable {
    /// How a waiting poll ended.
    enum PollOutcome {
        case updates, timedOut, replaced, webhook, stopped
    }

    struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<PollOutcome, Never>
    }

    struct Shared {
        var world: TelegramWorld
        /// The poll that waits, by bot.
        var waiters: [Int: Waiter] = [:]
        /// The last poll that ended before it could be parked, by bot: its time was over, or another call ended it.
        var earlyEnds: [Int: (number: Int, outcome: PollOutcome)] = [:]
        var isStopped = false
    }

    let clock: any MarketClock
    let shared: Lock<Shared>
    private let board: Lock<FaultBoard>
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
        let (result, ready): (Swift.Result<Result, Failure>, [(Waiter, PollOutcome)]) = shared.withLock { shared in
            for (fault, isEnd) in due { shared.world.apply(fault, isEnd: isEnd, at: now) }
            let result: Swift.Result<Result, Failure>
            do throws(Failure) {
                result = .success(try body(&shared.world, now))
            } catch {
                result = .failure(error)
            }
            return (result, shared.pollsToEnd())
        }
        for (waiter, outcome) in ready { waiter.continuation.resume(returning: outcome) }
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
    ///
    /// - Parameter rest: what follows `bot`.
    func respond(to request: WebRequest, isFile: Bool, _ rest: String) async -> SandboxAnswer {
        var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let token = parts.removeFirst()
        if let refusal = refusal(of: request, token, hasPath: !parts.isEmpty) {
            return SandboxAnswer(response: refusal)
        }
        guard let bot = withWorld({ world, _ in world.bots.firstIndex { $0.token == token && !$0.isRevoked } }) else {
            return SandboxAnswer(response: Self.response(.unauthorized))
        }
        if isFile { return SandboxAnswer(response: file(parts.joined(separator: "/"))) }
        if parts.first == "test" { parts.removeFirst() }
        let arguments: WebArguments
        do {
            arguments = try request.arguments()
        } catch {
            // What cannot be read never reaches the methods: the server answers with the bare status and hangs up.
            return SandboxAnswer(response: WebResponse(status: 400, headers: [("Connection", "close")]))
        }
        if RequestLimits.areTooLarge(arguments) { return SandboxAnswer(response: RequestLimits.tooLarge) }
        let name = parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? arguments["method"] ?? ""
        let call = MethodCall(method: name.lowercased(), arguments: arguments, bot: bot, now: clock.now)
        return await answer(call)
    }

    private func refusal(of request: WebRequest, _ token: String, hasPath: Bool) -> WebResponse? {
        guard hasPath else { return Self.response(TelegramFailure(404, "Not Found")) }
        guard Self.isWellFormed(token) else { return Self.response(.malformedToken) }
        return RequestLimits.hasTooManyHeaders(request) ? RequestLimits.headersTooLarge : nil
    }

    private func answer(_ call: MethodCall) async -> SandboxAnswer {
        let chat = call.number("chat_id")
        let names = chat.map { id in withWorld { world, _ in world.names(of: id) } } ?? []
        let fault = board.withLock { $0.hit(.method(call.method, chat: names), at: call.now) }
        guard let fault else { return SandboxAnswer(response: await plainAnswer(call)) }
        return await FaultyAnswer(fault: fault, clock: clock).telegram { await self.plainAnswer(call) }
    }

    private func plainAnswer(_ call: MethodCall) async -> WebResponse {
        guard call.method != "getupdates" else { return await poll(call) }
        do {
            try await pace(call)
            let answer = try withWorld { world, now throws(TelegramFailure) in
                let call = MethodCall(method: call.method, arguments: call.arguments, bot: call.bot, now: now)
                try world.admit(call)
                return try world.answer(call)
            }
            return Self.success(answer)
        } catch {
            return Self.response(error)
        }
    }

    /// Lets a large upload wait for its turn.
    private func pace(_ call: MethodCall) async throws(TelegramFailure) {
        let bytes = call.arguments.files.reduce(0) { $0 + $1.bytes.count }
        guard rules.limitsFlood, bytes > 0 else { return }
        let wait: Duration
        let refusal: TelegramFailure?
        do throws(TelegramFailure) {
            wait = try withWorld { world, now throws(TelegramFailure) in try world.uploads.delay(bytes: bytes, at: now)
            }
            refusal = nil
        } catch {
            wait = .seconds(3)  // The server holds such a refusal back.
            refusal = error
        }
        if wait > .zero, rules.holdsPolls {
            // A cancelled wait means that the client has left: the answer goes nowhere anyway.
            try? await clock.sleep(for: wait)
        }
        if let refusal { throw refusal }
    }

    private func file(_ path: String) -> WebResponse {
        let file = withWorld { world, _ in world.files.values.first { $0.path == path } }
        guard let file else {
            return .json("{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}", status: 404)
        }
        return .upload(file, showsPictures: false)
    }

    // MARK: Envelopes

    static func success(_ answer: MethodAnswer) -> WebResponse {
        var bytes = Array("{\"ok\":true,\"result\":".utf8)
        answer.result.write(to: &bytes)
        if let description = answer.description {
            bytes.append(contentsOf: ",\"description\":".utf8)
            JSON.write(description, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return WebResponse(headers: [("Content-Type", "application/json")], body: bytes)
    }

    static func response(_ failure: TelegramFailure) -> WebResponse {
        var headers = [("Content-Type", "application/json")]
        if let wait = failure.retryAfter { headers.append(("Retry-After", String(wait))) }
        return WebResponse(status: failure.code, headers: headers, body: failure.json.bytes)
    }

    /// A number of a bot, a colon, text; not longer than 80, not beginning with 0.
    private static func isWellFormed(_ token: String) -> Bool {
        guard token.utf8.count <= 80, token.first != "0", let colon = token.firstIndex(of: ":") else { return false }
        let number = token[..<colon]
        guard number.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return false }
        return Int64(number).map { $0 > 0 && $0 < 1 << 54 } ?? false
    }
}
